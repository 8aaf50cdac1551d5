package dev.recsim.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.LogOptions.LogColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressedLogTest {
  @TempDir Path folder;

  /** A folder may have files of both kinds. */
  @Test
  void readsCompressedFiles() throws IOException {
    LogColumns columns =
        new LogColumns(null, null, null, List.of(), List.of(), "item", null, "click", null, null);
    LogOptions options = new LogOptions(".", columns, ",", null, 0);
    Files.writeString(folder.resolve("a.csv"), "item,click\n1,0\n");
    Path zipped = folder.resolve("b.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write("item,click\n2,1\nred,0\n".getBytes(StandardCharsets.UTF_8));
    }
    Log read = Log.of(options, folder, List.of());
    List<String> rows = new ArrayList<>();
    read.read(it -> rows.add(read.documents().text(it.document(0, 0)) + " " + it.reward(0)));
    assertThat(rows).containsExactly("1 0.0", "2 1.0", "red 0.0");
    byte[] whole = Files.readAllBytes(zipped);
    for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length - 12), new byte[9])) {
      Files.write(zipped, damaged);
      Log log = Log.of(options, folder, List.of());
      assertThatThrownBy(() -> log.read(session -> {}))
          .isInstanceOf(InvalidFile.class)
          .hasMessageContaining("the log cannot be read: ");
    }
  }
}
