package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.ExperimentReport;
import dev.recsim.app.SmallProject;
import dev.recsim.report.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the page on searches runs and prints what the page says. */
@Tag("slow")
class SearchPageTest {
  private static final String PAGE = Docs.read(Docs.FOLDER.resolve("search.md"));

  @TempDir Path folder;

  @Test
  void exampleFindsWhatThePageSays() throws Exception {
    SmallProject project = new SmallProject(folder).write("tune", blocks("yaml").get(0));
    ExperimentReport reported = project.run("tune").get(0);

    List<String> lines = Summary.lines(reported.results());
    assertThat(String.join("\n", lines.subList(lines.size() - 3, lines.size())) + "\n")
        .isEqualTo(blocks("text").get(0));
    assertThat(Files.readString(project.reports().resolve("tune/tuned.yaml")))
        .isEqualTo(
            "# Options of tabular_q, found by the search of experiment tune.\n"
                + blocks("text").get(0).replaceAll("(?m)^(?=.)", "# ")
                + """
                # Copy them into the agent of an experiment; the next search writes this file again.
                agents:
                  tabular_q:
                    learning_rate: 0.340917
                    gamma: 0.5
                """);
  }

  private static List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(PAGE)
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
