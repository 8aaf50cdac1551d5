package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Baselines that would become worse are recorded only where the user accepts it by name. */
@Tag("nightly")
class AcceptGateTest {
  private static final List<String> WORSE = List.of("arena", "drop", "removed", "rule");

  /** As its owners would call the program, one time after the other. */
  @Test
  void everyChangeForTheWorseIsAcceptedByName(@TempDir Path folder) throws Exception {
    try (ChangedExperiments gate = new ChangedExperiments(folder)) {
      accept(gate);
    }
  }

  private static void accept(ChangedExperiments gate) throws Exception {
    String shop = gate.shop();
    gate.with("drop", shop, gate.shop("warmup_sessions: 150", "warmup_sessions: 50"))
        .with("removed", shop, gate.shop("  random: {type: random}\n", ""))
        .with("arena", shop, shop + "seed: 7\n")
        .with("rule", shop, shop + "baseline: {margin: {relative: 0.5}}\n")
        .with("better", gate.shop("warmup_sessions: 150", "warmup_sessions: 20"), shop)
        .record();
    Map<String, String> recorded = baselines(gate);
    gate.change();

    Printed unjudged = gate.call("baseline", "arena", "--accept=arena");
    assertThat(unjudged.code()).isNotEqualTo(ExitCode.FINE);
    assertThat(unjudged.output())
        .contains(
            "arena: its arena changed, and the experiment of the baseline has not run with the"
                + " current code; run it first: mvn compile recsim:check -Drecsim.experiment=arena");
    gate.fails("arena");

    Printed refused = gate.call("baseline", "*");
    assertThat(refused.code()).isNotEqualTo(ExitCode.FINE);
    assertThat(refused.output())
        .contains("no baseline was recorded:")
        .contains("arena: 1 change for the worse needs to be accepted", "ARENA CHANGED")
        .contains("drop: 1 change for the worse needs to be accepted")
        .containsPattern(
            "click_rate REGRESSED: 7\\.\\d+ [a-z ]*a session against 9\\.\\d+ in the baseline")
        .contains("removed: 1 change for the worse needs to be accepted", "random REMOVED: 1.0159")
        .contains("rule: 1 change for the worse needs to be accepted", "rule WEAKENED: ")
        .contains("baseline.margin {relative: 0.02} -> {relative: 0.5}")
        .contains("-Drecsim.experiment=drop -Drecsim.accept=click_rate")
        .doesNotContain("better: ", "\tat ");
    assertThat(baselines(gate)).isEqualTo(recorded);

    Printed partly = gate.call("baseline", "*", "--accept=click_rate,arena,rule");
    assertThat(partly.code()).isNotEqualTo(ExitCode.FINE);
    assertThat(partly.output())
        .contains("removed: 1 change for the worse needs to be accepted")
        .doesNotContain("drop: ", "arena: ", "rule: ");
    assertThat(baselines(gate)).isEqualTo(recorded);

    Printed accepted = gate.call("baseline", "*", "--accept=click_rate,arena,rule,random");
    assertThat(accepted.code()).as(accepted.output()).isEqualTo(ExitCode.FINE);
    assertThat(accepted.output())
        .contains("click_rate: 9.14 -> 7.66 on 10 seeds, REGRESSED (1.5 less; 16.2 %; ")
        .contains("click_rate: 3.3 -> 9.14 on 10 seeds, IMPROVED (5.8 more; ")
        .containsPattern("accepted: click_rate REGRESSED 9\\.\\d+ -> 7\\.\\d+")
        .contains("accepted: random REMOVED 1.0159 -> none")
        .contains("accepted: arena ARENA CHANGED", "accepted: rule WEAKENED");
    assertThat(gate.baseline("drop"))
        .containsPattern(
            "\"accepted\": \\[\\s*\\{\"name\": \"click_rate\", \"verdict\": \"REGRESSED\","
                + " \"before\": 9\\.\\d+, \"after\": 7\\.\\d+}");
    assertThat(gate.baseline("removed")).contains("\"name\": \"random\", \"verdict\": \"REMOVED\"");
    assertThat(gate.baseline("arena")).contains("\"verdict\": \"ARENA_CHANGED\"");
    assertThat(gate.baseline("rule")).contains("\"verdict\": \"WEAKENED\"");
    assertThat(gate.baseline("better")).contains("\"accepted\": []");

    Printed check = gate.passes("*", "--exact");
    assertThat(check.output()).doesNotContain("WEAKENED", "CHANGED", "relaxed");
    Map<String, String> before = baselines(gate);
    Printed again = gate.call("baseline", "*");
    assertThat(again.code()).as(again.output()).isEqualTo(ExitCode.FINE);
    assertThat(again.output().split(": baseline unchanged in ")).hasSize(6);
    assertThat(baselines(gate)).isEqualTo(before);
  }

  private static Map<String, String> baselines(ChangedExperiments gate) throws Exception {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String experiment : WORSE) {
      texts.put(experiment, gate.baseline(experiment));
    }
    return texts;
  }
}
