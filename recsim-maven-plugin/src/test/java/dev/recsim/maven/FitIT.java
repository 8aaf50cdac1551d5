package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a log to a fitted environment, agents in it, and a build that fails. */
@Tag("nightly")
class FitIT {
  private static final String LOG =
      """
      environment: {type: transition_matrix}
      agents: {random: {type: random}}
      evaluation: {sessions: 2500}
      trials: {seeds: [0]}
      """;

  private static final String FIT =
      """
      logs: {file: ../../reports/log/sessions}
      model: {type: responses}
      """;

  private static final String SHOP =
      """
      environment: {type: fitted, file: environments/shop.json}
      agents: {random: {type: random}, optimal: {type: optimal}}
      trials: {seeds: [0, 1]}
      claims: [{optimal: {beats: random}}]
      """;

  @Test
  void aLogBecomesAnEnvironmentThatTheCheckHolds() throws Exception {
    Project project = Project.copy("minimal", "fit");
    Files.createDirectories(project.path("experiments/environments"));
    Files.writeString(project.path("experiments/log.yaml"), LOG);
    Files.writeString(project.path("experiments/environments/shop.yaml"), FIT);

    passes(project, "recsim:run", "-Drecsim.experiment=log", "-Drecsim.sessionLogs=jsonl");
    Build fit = passes(project, "recsim:fit");
    assertThat(fit.output()).contains("shop: ", "shop.json", "report: ");
    assertThat(project.path("reports/environments/shop/index.html")).isNotEmptyFile();
    String environment = project.read("experiments/environments/shop.json");
    assertThat(environment).doesNotContain(project.path("").toString());

    Files.writeString(project.path("experiments/shop.yaml"), SHOP);
    Build run = passes(project, "recsim:run", "recsim:check", "-Drecsim.experiment=shop");
    assertThat(run.output())
        .contains("optimal: the log leaves open ", "environment shop: ", "recsim:check passed");

    Files.writeString(
        project.path("experiments/environments/shop.yaml"), FIT + "accept: {gain: 9}\n");
    passes(project, "recsim:fit");
    Build check = project.mvn("recsim:run", "recsim:check", "-Drecsim.experiment=shop");
    assertThat(check.exitCode()).isNotZero();
    assertThat(check.output()).contains("recsim:check failed: 1 of 1 environments", "gain FAILS: ");
    assertThat(project.read("reports/environments/shop/junit.xml"))
        .contains("failures=\"1\"", "name=\"gain\"", "type=\"FAILS\"");
    assertThat(project.read("reports/index.html")).contains("environments/shop/index.html");
  }

  private static Build passes(Project project, String... arguments) throws Exception {
    Build build = project.mvn(arguments);
    assertThat(build.exitCode()).as(build.output()).isZero();
    return build;
  }
}
