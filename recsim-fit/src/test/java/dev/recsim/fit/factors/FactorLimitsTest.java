package dev.recsim.fit.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.fit.factors.FactorParameters.Numbers;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.recovery.Recovery;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What results in an environment of vectors must not claim. */
class FactorLimitsTest {

  private static FactorParameters parameters(double eta, double error, Recovery recovery) {
    return new FactorParameters(
        new Numbers(2, 1, 0, 0.4, 0.8, new double[] {0.1, 0.2}, 2, 20, 100),
        new double[] {0.1, 0.1, 0.1},
        new FactorParameters.State(eta, error),
        recovery,
        "",
        null);
  }

  @Test
  void aStateThatTheLogDoesNotShowAllowsNoPlanning() {
    assertThat(parameters(0.1, 0.06, null).limits().sentences())
        .singleElement()
        .asString()
        .contains("eta", "is 0.1 with a standard error of 0.06", "agents that plan");
    assertThat(parameters(-0.3, 0.06, null).limits().sentences()).hasSize(1);
    assertThat(parameters(0.21, 0.06, null).limits().sentences()).hasSize(1);
    assertThat(parameters(0.23, 0.06, null).limits().sentences()).isEmpty();
    assertThat(parameters(0.23, 0.06, null).limits().oracles()).isTrue();
  }

  @Test
  void recoveryIsTold() {
    Recovery recovery = new Recovery(List.of("a"), new double[] {1}, new double[] {1.1}, 0);
    assertThat(parameters(0.3, 0.06, recovery).limits().sentences())
        .containsExactly(recovery.sentence());
  }

  private static Fitted fit(Path folder, String rows) throws IOException {
    Files.writeString(folder.resolve("log.csv"), "user,visit,item,clicks\n" + rows);
    LogColumns columns =
        new LogColumns(
            "visit", null, null, List.of(), List.of(), "item", null, "clicks", null, null, "user");
    Log log = Log.of(new LogOptions("log.csv", columns, ",", null, 0), folder, List.of());
    LatentFactorsProvider provider = new LatentFactorsProvider();
    var fitter = provider.open(new LatentFactorsProvider.Options(2, 1.0, 2, 20, 10, 10), log, 5);
    log.read(fitter::add);
    return fitter.fit(RandomKey.root(1));
  }

  @Test
  void sessionsAreCounted(@TempDir Path folder) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      rows.append("%s,%s,%s,%s\n".formatted(i / 2 % 20, i / 2, i % 7, i % 3 / 2));
    }
    Judge.Split split = fit(folder, rows.toString()).judge().split().orElseThrow();
    assertThat(split.fitted()).isEqualTo(80);
    assertThat(split.heldOut()).isEqualTo(20);
  }

  /** Documents that users opened, one in a row, say nothing about slates. */
  @Test
  void openedDocumentsAreNoSlates(@TempDir Path folder) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      rows.append("%s,%s,%s,1\n".formatted(i % 20, i / 2, i % 7));
    }
    assertThatThrownBy(() -> fit(folder, rows.toString()))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("click on every slate")
        .hasMessageContaining("log slates without a click")
        .hasMessageContaining("next_document");
  }

  /** Documents with an odd number are rare. */
  @Test
  void rareDocumentsAreCounted() {
    Environment environment =
        FactorEnvironment.of(
            parameters(0.1, 0.1, null).numbers(),
            new Population(2, new float[0], new float[0], new double[2], new double[] {1, 0, 1}),
            new FactorDocuments(2, new float[8], new float[4], new int[] {20, 19, 30, 0}, 20),
            2,
            1_000);
    Session session = environment.open(RandomKey.root(1));
    session.start();
    session.recommend(Slate.of(0, 3));
    int counter = environment.counters().indexOf(Recovery.RARE_SHARE);
    assertThat(session.counts()[counter]).isEqualTo(0.5);
    assertThat(environment.metrics()).anyMatch(it -> it.name().equals(Recovery.RARE_SHARE));
  }
}
