package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnceTest {
  @Test
  void goalsOfOneBuildPrintTheSameLinesOnce(@TempDir Path folder) {
    Optional<Path> file = Optional.of(folder.resolve("target/printed.txt"));
    assertThat(new Once(file).isNew(List.of("a", "b"))).isTrue();
    assertThat(new Once(file).isNew(List.of("a", "b"))).isFalse();
    assertThat(new Once(file).isNew(List.of("a", "c"))).isTrue();
    assertThat(new Once(file).isNew(List.of())).isFalse();
  }

  @Test
  void aGoalAlonePrintsAll() {
    Once alone = new Once(Optional.empty());
    assertThat(alone.isNew(List.of("a"))).isTrue();
    assertThat(alone.isNew(List.of("a"))).isTrue();
  }
}
