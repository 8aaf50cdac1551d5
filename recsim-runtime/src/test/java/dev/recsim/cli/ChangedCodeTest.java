package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that changed together with the experiment files. */
@Tag("nightly")
class ChangedCodeTest {
  private static final String AGENT = "src/main/java/example/ClickRate.java";
  private static final String EXPLORE = "key.uniform(0) < EPSILON";
  private static final String DROP =
      "click_rate REGRESSED.*: \\d\\.\\d+ [a-z ]*a session against 9\\.\\d+ in the baseline, a drop of";

  @TempDir Path folder;
  private ChangedExperiments code;

  @AfterEach
  void close() {
    code.close();
  }

  @Test
  void noEditOfTheExperimentHidesARegressionOfTheCode() throws Exception {
    code = new ChangedExperiments(folder);
    String shop = code.shop();
    String arena = code.shop("{type: transition_matrix}", "{type: transition_matrix, doc_num: 12}");
    List<String> edited =
        List.of("added", "removed", "title", "metric", "seeds", "training", "margin", "arena");
    code.with("added", shop, code.shop("agents:\n", "agents:\n  ours: {type: random}\n"))
        .with("removed", shop, code.shop("  random: {type: random}\n", ""))
        .with("title", shop, shop + "title: Another\n")
        .with("metric", shop, shop + "metrics: {good_sessions: {type: reward_reached}}\n")
        .with("seeds", shop, shop + "trials: {seeds: 1..12}\n")
        .with("training", shop, code.shop("_epoch: 1}", "_epoch: 1, batch_size: 128}"))
        .with("margin", shop, shop + "baseline: {margin: {relative: 0.9}}\n")
        .with("arena", shop, arena)
        .record();
    code.edit(AGENT, EXPLORE, "key.uniform(0) < 0 * EPSILON");
    code.change();

    assertThat(code.failures(edited))
        .hasSize(edited.size())
        .allSatisfy((experiment, failure) -> assertThat(failure.lines()).containsPattern(DROP));
    assertThat(code.read("reports/arena/index.html"))
        .contains("environment changed", "Both arenas' scores, not comparable", "worse");
  }

  @Test
  void identityIsAskedOfUnchangedDefinitionsOnly() throws Exception {
    code = new ChangedExperiments(folder);
    String shop = code.shop() + "baseline: {margin: {relative: 0.9}}\n";
    code.with("same", shop, shop)
        .with("redefined", shop, shop.replace("_epoch: 1}", "_epoch: 1, batch_size: 128}"))
        .record();
    code.edit(AGENT, EXPLORE, "key.uniform(0) < 0.6");
    code.change();

    Printed statistics = code.passes("same,redefined");
    assertThat(statistics.output()).contains("1 agent within the margin, 1 identical");
    assertThat(code.passes("redefined", "--exact").output())
        .containsPattern("click_rate HOLDS: .*; changed: training.batch_size 256 -> 128");
    assertThat(code.fails("same", "--exact").output())
        .contains("same (click_rate DIFFERS)")
        .contains("recsim.exact requires an identical run");
  }
}
