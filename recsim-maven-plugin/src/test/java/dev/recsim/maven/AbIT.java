package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A finished test in a project that has nothing else. */
class AbIT {
  private static final String GATES =
      """
      ab:
        file: gates.csv
        columns: {unit: player, arm: gate}
        arms: {gate_30: 0.5, gate_40: 0.5}
        gate: true
        metrics:
          retention: {share: back_after_a_week}
      """;

  @Tag("nightly")
  @Test
  void csvOfAFinishedTestBecomesAVerdict() throws Exception {
    judge(Project.copy("minimal", "ab"));
  }

  private static void judge(Project project) throws Exception {
    StringBuilder log = new StringBuilder("player,gate,back_after_a_week\n");
    for (int i = 0; i < 40_000; i++) {
      String gate = i % 2 == 0 ? "gate_30" : "gate_40";
      log.append(i + "," + gate + "," + (i / 2 % 100 < (i % 2 == 0 ? 20 : 17) ? 1 : 0) + "\n");
    }
    Files.createDirectories(project.path("experiments"));
    Files.writeString(project.path("experiments/gates.csv"), log);
    Files.writeString(project.path("experiments/gates.yaml"), GATES);

    Build stopped = project.mvn("recsim:ab", "-Drecsim.experiment=gates");

    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.output())
        .contains("gates: STOP gate_40, 40,000 units, shares 50.0 / 50.0 % as declared")
        .contains("gate_40:retention REGRESSED since the end: 15.0 % less (98 % interval -19.1 to")
        .contains("STOP or REFUSED in gates")
        .doesNotContain("\tat ");
    assertThat(project.path("reports/gates/ab.html")).exists();
    assertThat(project.read("experiments/ab/gates.verdicts.json")).contains("\"STOP\"");
  }

  /** {@code AbVerbTest} of recsim-runtime has more verdicts. */
  @Tag("nightly")
  @Test
  void testThatStoppedFailsTheCheck() throws Exception {
    Project project = Project.copy("minimal", "ab-checked");
    judge(project);

    Build checked = project.mvn("recsim:check", "-Drecsim.experiment=gates");

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.output()).contains("gates (\"gate_40 ships\" BROKEN)");
    assertThat(project.read("reports/gates/junit.xml")).contains("failures=\"1\"", "gates.yaml:2");
  }
}
