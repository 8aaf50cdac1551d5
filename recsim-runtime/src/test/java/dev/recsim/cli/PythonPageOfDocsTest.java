package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.bridge.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent of {@code docs/python.md} acts in the experiment of the page. */
@Tag("slow")
class PythonPageOfDocsTest {
  @TempDir Path folder;

  private static String block(String language, String part) throws IOException {
    String page = Files.readString(Path.of("../docs/python.md")).replace("\r\n", "\n");
    Matcher block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(page);
    while (block.find()) {
      if (block.group(1).contains(part)) {
        return block.group(1);
      }
    }
    throw new AssertionError("the page has no " + part);
  }

  @Test
  void agentOfThePageActs() throws Exception {
    Python.require("numpy");
    Path agents = Files.createDirectories(folder.resolve("experiments/agents"));
    Files.writeString(agents.resolve("popular.py"), block("python", "class Popular"));
    String experiment = block("yaml", "popular.py");
    String command = "[python3, agents/popular.py]";
    assertThat(experiment).contains(command);
    Files.writeString(
        folder.resolve("experiments/page.yaml"),
        experiment.replace(command, Python.yaml(Python.command("agents/popular.py")))
            + "evaluation: {sessions: 4}\ntrials: {seeds: 0}\n");

    Printed run = Printed.by(folder, "run");

    assertThat(run.errors()).isEmpty();
    assertThat(run.text()).contains("popular");
  }
}
