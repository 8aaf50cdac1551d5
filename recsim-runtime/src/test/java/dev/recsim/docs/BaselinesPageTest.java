package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.BaselineOperation;
import dev.recsim.app.CheckOperation;
import dev.recsim.app.CheckReport;
import dev.recsim.app.SmallProject;
import dev.recsim.app.Verdicts;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.report.check.CheckWords;
import dev.recsim.rule.Claim;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of guards on the page about baselines run and print what the page says. */
class BaselinesPageTest {
  private static final String PAGE = Docs.read(Docs.FOLDER.resolve("baselines.md"));
  private static final BuildRules STRICT = new BuildRules(true, true, OnUndecided.FAIL);

  @TempDir Path folder;

  @Tag("slow")
  @Test
  void greedyFeedFailsAsThePageSays() throws Exception {
    String recorded = blocks("yaml").get(0);
    SmallProject project = new SmallProject(folder).write("feed", recorded);
    project.run("*");
    new BaselineOperation(project.workspace(), Set.of()).record(project.select("*"));
    String greedy = recorded.replace("feed: {type: random}", "feed: {type: greedy}");
    project.write("feed", greedy).run("*");

    CheckReport checked = check(project);
    assertThat(CheckWords.failure(checked.results(), STRICT) + "\n")
        .isEqualTo(blocks("text").get(0));
  }

  private static CheckReport check(SmallProject project) throws Exception {
    Verdicts verdicts = new Verdicts(STRICT, Map.of());
    try (TrialExecutor executor = SmallProject.executor()) {
      return new CheckOperation(project.workspace(), false)
          .check(project.select("*"), List.of(), List.of(), verdicts, executor);
    }
  }

  /** Which the page on experiments shows. */
  @Test
  void claimsWithGuardsAreValid() throws Exception {
    String claims =
        blocks(Docs.read(Docs.FOLDER.resolve("experiments.md")), "yaml").stream()
            .filter(block -> block.contains("not_worse_than"))
            .findFirst()
            .orElseThrow();
    Path file = Files.writeString(folder.resolve("claims.yaml"), claims);
    assertThat(ExperimentReader.read(file).rule().claims())
        .extracting(Claim::text)
        .containsExactlyInAnyOrder(
            "slate_q mean_reward >= 130",
            "slate_q beats random",
            "slate_q slate_diversity >= 0.6",
            "slate_q click_rate not_worse_than random");
  }

  private static List<String> blocks(String language) {
    return blocks(PAGE, language);
  }

  private static List<String> blocks(String page, String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
