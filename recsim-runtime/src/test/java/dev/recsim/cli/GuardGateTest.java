package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.MemoryFolders;
import dev.recsim.cli.ChangedExperiments.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds in which the reward rises and a guarded metric falls. */
@Tag("slow")
class GuardGateTest {
  private static final String FEED =
      """
      environment: {type: interest_evolution}
      agents:
        random: {type: random}
        feed: {type: random}
      evaluation: {sessions: 60}
      """;

  private static final String GREEDY = FEED.replace("feed: {type: random}", "feed: {type: greedy}");
  private static final String GUARD = "baseline: {guard: {slate_diversity: {absolute: 0.02}}}\n";
  private static final String WIDE = "baseline: {guard: {slate_diversity: {absolute: 0.2}}}\n";
  private static final String OWN = "metrics: {full_hours: {type: reward_reached, reward: 150}}\n";
  private static final String OWN_GUARD = "baseline: {guard: {full_hours: {absolute: 0.9}}}\n";

  private static final List<String> WORSE =
      List.of("guarded", "added-later", "removed", "widened", "not-recorded");

  private static final String VERDICT =
      "feed:slate_diversity REGRESSED: 0.8390 against 0.9493 in the baseline, a drop of 0.1103";

  private static ChangedExperiments gate;
  private static Map<String, Failure> failures;

  @BeforeAll
  static void change(@TempDir(factory = MemoryFolders.class) Path folder) throws Exception {
    gate =
        new ChangedExperiments(folder)
            .with("guarded", FEED + GUARD, GREEDY + GUARD)
            .with("added-later", FEED, GREEDY + GUARD)
            .with("removed", FEED + GUARD, GREEDY)
            .with("widened", FEED + GUARD, GREEDY + WIDE)
            .with("not-recorded", FEED, OWN + FEED + OWN_GUARD)
            .with("unguarded", FEED, GREEDY)
            .with("kept", FEED + GUARD, FEED + GUARD)
            .record();
    gate.change();
    failures = gate.failures(WORSE);
  }

  @AfterAll
  static void close() {
    gate.close();
  }

  @Test
  void fallenGuardFailsTheBuildAlthoughTheRewardRises() throws Exception {
    saysEverywhere("guarded");
    assertThat(gate.passes("unguarded,kept").output())
        .contains("unguarded: 1 agent improved, 1 identical")
        .contains("kept: 2 agents identical; 2 guards identical");
  }

  @Test
  void guardThatIsAddedLaterIsJudgedByTheRecordedMetrics() throws Exception {
    assertThat(gate.baseline("added-later")).doesNotContain("guard:").contains("metric_digests");
    saysEverywhere("added-later");
  }

  private static void saysEverywhere(String experiment) throws Exception {
    Failure failure = failures.get(experiment);
    assertThat(failure.headline())
        .contains(
            experiment + " (feed:slate_diversity REGRESSED by 0.1103, 11.6 %; margin 0.0200)");
    String accept = "-Drecsim.experiment=" + experiment + " -Drecsim.accept=feed:slate_diversity";
    assertThat(failure.lines())
        .contains("1 agent improved, 1 identical; 1 guard regressed, 1 identical")
        .containsPattern("feed IMPROVED: 166\\.6 [a-z ]*a session against 160\\.2 in the baseline")
        .contains(VERDICT)
        .contains(
            "fix the agent, or accept the loss: mvn compile recsim:run recsim:baseline " + accept);
    String junit = gate.read("reports/" + experiment + "/junit.xml");
    assertThat(junit)
        .contains("tests=\"4\" failures=\"1\"")
        .contains("name=\"feed:slate_diversity\"")
        .contains("<failure type=\"REGRESSED\" message=\"" + VERDICT)
        .contains("/experiments/" + experiment + ".yaml:6");
    assertThat(gate.read("reports/" + experiment + "/index.html"))
        .contains(
            "Slate diversity of feed fell by 0.1103, allowed 0.02",
            "feed:slate_diversity: 0.8390 against")
        .contains("id=\"guards\"");
    assertThat(gate.read("reports/" + experiment + "/results.json"))
        .containsPattern("\"metric\": \"slate_diversity\",\\s+\"better\": \"higher\"");
    gate.fails(experiment);
    assertThat(gate.read("reports/summary.md"))
        .contains("recsim:check failed: 1 of 1 experiment")
        .contains(
            "| **REGRESSED** | `" + experiment + "` | `feed:slate_diversity` | 0.9493 | 0.8390");
  }

  @Test
  void guardThatIsRemovedOrWidenedFailsIfTheRecordedOneWouldHave() {
    assertThat(failures.get("removed").headline())
        .contains("removed (rule WEAKENED: baseline.guard.slate_diversity)");
    assertThat(failures.get("removed").lines())
        .contains("baseline.guard.slate_diversity {absolute: 0.02} (removed)")
        .contains("by the recorded rule: " + VERDICT)
        .contains("restore the rule, or accept the weaker one");
    assertThat(failures.get("widened").lines())
        .contains("baseline.guard.slate_diversity {absolute: 0.02} -> {absolute: 0.2}")
        .contains("by the recorded rule: " + VERDICT);
  }

  @Test
  void metricThatWasNotRecordedFailsAndSaysHowToRecordIt() {
    assertThat(failures.get("not-recorded").headline())
        .contains("not-recorded (random:full_hours NOT RECORDED, feed:full_hours NOT RECORDED)");
    assertThat(failures.get("not-recorded").lines())
        .contains("2 agents identical; 2 guards not recorded")
        .contains("the baseline has no values of the metric full_hours")
        .contains(
            "record the baseline again, with the code from before the change: mvn compile recsim:run");
  }

  @Test
  void fallenGuardIsRecordedOnlyIfItIsAcceptedByName() throws Exception {
    String before = gate.baseline("added-later");
    Printed refused = gate.call("baseline", "added-later");
    assertThat(refused.code()).isNotEqualTo(ExitCode.FINE);
    assertThat(refused.output())
        .contains("added-later: 1 change for the worse needs to be accepted", VERDICT);
    Printed misspelled = gate.call("baseline", "added-later", "--accept=feed:slate_diversty");
    assertThat(misspelled.code()).isNotEqualTo(ExitCode.FINE);
    assertThat(misspelled.output())
        .contains("recsim.accept=feed:slate_diversty is neither an agent, a guard")
        .contains("did you mean \"feed:slate_diversity\"?");
    assertThat(gate.baseline("added-later")).isEqualTo(before);

    Printed accepted = gate.call("baseline", "added-later", "--accept=feed:slate_diversity");
    assertThat(accepted.code()).as(accepted.output()).isEqualTo(ExitCode.FINE);
    assertThat(accepted.output())
        .contains("feed:slate_diversity: 0.9493 -> 0.8390 on 10 seeds, REGRESSED (0.1103 less;")
        .contains("accepted: feed:slate_diversity REGRESSED 0.9493 -> 0.8390");
    assertThat(gate.baseline("added-later"))
        .contains(
            "{\"name\": \"feed:slate_diversity\", \"verdict\": \"REGRESSED\", \"before\": 0.9");
    gate.passes("added-later", "--exact");
    Files.writeString(gate.path("experiments/baselines/added-later.json"), before);
  }
}
