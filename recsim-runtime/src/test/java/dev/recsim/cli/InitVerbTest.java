package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init} of the command-line jar writes an experiment that needs no other code. */
class InitVerbTest {
  @TempDir Path folder;

  @Test
  void experimentIsValidAndNeverOverwritten() throws Exception {
    Path file = folder.resolve("sims").resolve("first.yaml");
    List<String> init = List.of("init", "--experiments=" + file.getParent());

    Printed first = Printed.by(init);
    assertThat(first.code()).isEqualTo(ExitCode.FINE);
    assertThat(first.text()).isEqualTo("wrote " + file + "\nNow run: mvn recsim:run\n");
    Printed valid = Printed.by(List.of("validate", "--experiments=" + file.getParent()));
    assertThat(valid.output()).isEqualTo("1 experiment is valid\n");

    Files.writeString(file, "mine");
    Printed again = Printed.by(init);
    assertThat(again.code()).isEqualTo(ExitCode.ERROR);
    assertThat(again.errors()).contains("nothing was written, because " + file + " is there");
    assertThat(file).hasContent("mine");
  }
}
