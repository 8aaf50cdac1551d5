package dev.recsim.app.ab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.experiment.Plan;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedUnitsTest {
  @TempDir private Path folder;

  /** Sums of sessions that are played one by one are those of the trial. */
  @Test
  void sumsAreThoseOfTheTrial() throws Exception {
    Path shop =
        Files.writeString(
            folder.resolve("shop.yaml"),
            """
            environment: {type: interest_evolution}
            agents: {a: {type: random}}
            evaluation: {sessions: 130}
            """);
    Path test =
        Files.writeString(
            folder.resolve("week41.yaml"),
            """
            ab:
              file: later.csv
              plan_from: shop
              columns: {unit: user, arm: arm}
              arms: {a: 0.5, b: 0.5}
              metrics:
                reward: {column: x}
                session_length: {column: x, clip: 20}
                click_rate: {column: x}
            """);
    LiveTestSpec spec = ExperimentReader.readAll(folder, test, List.of()).liveTests().get(0);
    PastUnits units = new SimulatedUnits(spec, folder, folder.resolve("reports")).units();
    Completed trial =
        (Completed) Plan.of(ExperimentReader.read(shop)).trials().get(0).trial().run();

    UnitSums reward = units.metrics().get(0).sums();
    assertThat(reward.n()).isEqualTo(130);
    assertThat(reward.y()).isCloseTo(Arrays.stream(trial.rewards()).sum(), within(1e-9));
    assertThat(reward.yy())
        .isCloseTo(Arrays.stream(trial.rewards()).map(it -> it * it).sum(), within(1e-6));
    assertThat(units.metrics().get(1).kind()).isSameAs(UnitMetric.MEAN);
    assertThat(units.metrics().get(1).sums().y())
        .isEqualTo(Arrays.stream(trial.lengths()).map(it -> Math.min(20, it)).sum());
    UnitSums clicks = units.metrics().get(2).sums();
    assertThat(units.metrics().get(2).kind()).isSameAs(UnitMetric.RATIO);
    assertThat(clicks.y() / clicks.d()).isCloseTo(trial.metrics().get("click_rate"), within(1e-12));
  }
}
