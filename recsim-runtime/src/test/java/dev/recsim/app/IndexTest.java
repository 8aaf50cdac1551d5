package dev.recsim.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexTest {
  @TempDir Path folder;
  private final List<String> read = new ArrayList<>();
  private final Index.Parsed<Integer> numbers =
      new Index.Parsed<>(
          text -> {
            read.add(text);
            return Integer.valueOf(text);
          });

  @Test
  void aFileIsReadOnceUntilAnotherTakesItsPlace() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, "17");
    assertThat(numbers.of(file)).isEqualTo(17);
    assertThat(numbers.of(file)).isEqualTo(17);
    assertThat(read).containsExactly("17");
    AtomicFile.write(file, "4");
    assertThat(numbers.of(file)).isEqualTo(4);
    AtomicFile.write(file, "5");
    numbers.put(file, 6);
    assertThat(numbers.of(file)).isEqualTo(6);
    assertThat(read).containsExactly("17", "4");
  }

  @Test
  void whatCannotBeParsedIsToldEachTime() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, "seventeen");
    assertThatThrownBy(() -> numbers.of(file)).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> numbers.of(file)).isInstanceOf(NumberFormatException.class);
    assertThat(read).hasSize(2);
  }
}
