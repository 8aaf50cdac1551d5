package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.cli.options.Verb;
import dev.recsim.tool.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bash completes with the script. */
@Tag("slow")
class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashCompletesVerbsOptionsAndExperiments() throws Exception {
    Tool.BASH.require(Files.isExecutable(Path.of("/bin/bash")));
    Files.createDirectories(folder.resolve("experiments"));
    Files.createFile(folder.resolve("experiments/quick.yaml"));
    Files.createFile(folder.resolve("experiments/other.yaml"));

    assertThat(completed("recsim", "ver")).containsExactly("verify-promoted", "version");
    assertThat(completed("recsim", "")).containsAll(Verb.names()).contains("serve", "modules");
    assertThat(completed("recsim", "run", "--exp"))
        .containsExactly("--experiments=", "--experiment=");
    assertThat(completed("recsim", "run", "--fo")).containsExactly("--force");
    assertThat(completed("recsim", "run", "--experiment", "=", "q")).containsExactly("quick");
    assertThat(completed("recsim", "run", "--experiment", "="))
        .containsExactlyInAnyOrder("quick", "other");
    assertThat(completed("recsim", "run", "--reports", "=", "x")).isEmpty();
    assertThat(completed("recsim", "completion", "")).containsExactly("bash", "zsh", "fish");
  }

  private List<String> completed(String... words)
      throws IOException, InterruptedException, Refused {
    StringBuilder quoted = new StringBuilder();
    for (String word : words) {
      quoted.append(" '").append(word).append('\'');
    }
    String script =
        Completion.of(List.of("bash"))
            + "COMP_WORDS=(%s)%nCOMP_CWORD=%s%n".formatted(quoted, words.length - 1)
            + "_recsim\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
    Process bash =
        new ProcessBuilder("/bin/bash", "--norc", "-u", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    return output.lines().filter(it -> !it.isEmpty()).toList();
  }

  @Test
  void otherShellsHaveTheirsToo() throws Exception {
    assertThat(Completion.of(List.of("zsh"))).startsWith("autoload -U +X bashcompinit");
    assertThat(Completion.of(List.of("fish")))
        .contains("'__fish_seen_subcommand_from run' -l force\n")
        .contains("'__fish_seen_subcommand_from run' -l experiment -r\n")
        .contains("'__fish_seen_subcommand_from completion' -a 'bash zsh fish'");
    assertThatThrownBy(() -> Completion.of(List.of("tcsh")))
        .hasMessage("write recsim completion bash, zsh or fish");
  }
}
