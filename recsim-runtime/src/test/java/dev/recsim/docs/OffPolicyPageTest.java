package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.EvaluateOperation;
import dev.recsim.app.EvaluateOperation.OffPolicy;
import dev.recsim.app.Listener;
import dev.recsim.app.RunOperation;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.SmallProject;
import dev.recsim.app.Workspace;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.Selection;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.EvaluationSpec;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.logs.LogOptions;
import dev.recsim.report.evaluation.EvaluationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the pages on logs are valid and run. */
class OffPolicyPageTest {
  @TempDir Path folder;

  private static List<String> blocks(String page) {
    return Pattern.compile("(?ms)^```yaml\\n(.*?)^```$")
        .matcher(Docs.read(Docs.FOLDER.resolve(page)))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void declarationsAreValid() throws Exception {
    for (String logs : blocks("logs.md")) {
      Path file = folder.resolve("log.yaml");
      Files.writeString(file, logs + "evaluate: {policies: {uniform: {type: random}}}\n");
      assertThat(ExperimentReader.readAll(folder, file, List.of()).evaluations()).hasSize(1);
    }
    Path served = folder.resolve("served.yaml");
    Files.writeString(served, blocks("served-logs.md").get(1));
    LogOptions log =
        ExperimentReader.readAll(folder, served, List.of()).evaluations().get(0).section().logs();
    assertThat(log.isServed()).isTrue();
    assertThat(log.folder()).isEqualTo("../served");
    Path shop = folder.resolve("shop.yaml");
    Files.writeString(shop, blocks("off-policy.md").get(0));
    EvaluationSpec spec = ExperimentReader.readAll(folder, shop, List.of()).evaluations().get(0);
    assertThat(spec.section().policies()).containsOnlyKeys("new_ranker", "uniform");
    assertThat(spec.section().claims().get(0).claim().text()).isEqualTo("new_ranker beats logged");
  }

  @Tag("slow")
  @Test
  void agentsAreEvaluatedAsThePageSays() throws Exception {
    Path experiments = Files.createDirectory(folder.resolve("experiments"));
    Files.writeString(experiments.resolve("collect.yaml"), blocks("off-policy.md").get(1));
    Files.writeString(experiments.resolve("judge.yaml"), blocks("off-policy.md").get(2));
    Workspace workspace = new Workspace(folder.resolve("reports"), 0.01, new Listener() {});
    try (TrialExecutor executor = SmallProject.executor()) {
      new RunOperation(workspace)
          .run(
              new Experiments(experiments, Selection.of("collect"), List.of()).select(),
              new RunOptions(false, false, true, 1),
              executor);
    }
    List<OffPolicy> results =
        new EvaluateOperation(workspace, java.util.Optional.empty())
            .evaluate(new Experiments(experiments, Selection.of("judge"), List.of()).evaluations())
            .all();
    EvaluationReport report = results.get(0).report();
    assertThat(report.evaluated().log().used().sessions()).isEqualTo(10_000);
    assertThat(report.holds()).isTrue();
  }
}
