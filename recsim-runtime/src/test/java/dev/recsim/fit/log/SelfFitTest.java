package dev.recsim.fit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.fits.FitReader;
import dev.recsim.fit.judge.Finding;
import dev.recsim.fit.world.FittedProvider;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Logs the sessions of a known environment, fits an environment to them, and compares the exact
 * values of policies in both.
 */
class SelfFitTest {
  @TempDir Path folder;

  private Environment environment(String options) throws Exception {
    Path file = folder.resolve("known.yaml");
    Files.writeString(
        file,
        "environment: {type: transition_matrix, %s}\nagents: {random: {type: random}}\n"
            .formatted(options));
    return Environments.of(ExperimentReader.read(file));
  }

  private Environment fitted(Fit fit) throws IOException {
    Path file = folder.resolve("shop.json");
    Files.writeString(file, fit.environment().render());
    FittedProvider provider = new FittedProvider();
    return provider.create(new FittedProvider.Fitted("shop.json", null, 1_000), folder);
  }

  /** Twenty policies: from uniformly random to optimal, and random tables. */
  private static List<StochasticPolicy> policies(FiniteMdp known) {
    int[] best = new ExactSolver(known).optimal().actions();
    return IntStream.range(0, 20)
        .mapToObj(
            p -> {
              RandomKey key = RandomKey.root(11).child(p);
              int[] actions = new int[best.length];
              for (int s = 0; s < actions.length; s++) {
                boolean good = key.uniform(2 * s) < p / 19.0;
                actions[s] = good ? best[s] : key.below(2 * s + 1, known.actions());
              }
              return StochasticPolicy.deterministic(known, actions);
            })
        .toList();
  }

  private static double[] values(FiniteMdp mdp, List<StochasticPolicy> policies) {
    ExactSolver solver = new ExactSolver(mdp);
    return policies.stream().mapToDouble(it -> solver.value(it).reward()).toArray();
  }

  @ParameterizedTest
  @CsvSource({"10000,0.04", "100000,0.015"})
  @Tag("nightly")
  void valuesAreThoseOfTheKnownEnvironment(int sessions, double error) throws Exception {
    for (String options :
        List.of(
            "doc_num: 10",
            "doc_num: 20, acceptance: {similarity: {seed: 7, dimension: 3, sharpness: 4}}")) {
      Environment known = environment(options);
      SimulatedLog.write(folder.resolve("log.csv"), sessions, 5, known);
      Fit fit = Fit.of(FitReader.read(SimulatedLog.declare(folder, "log.csv", "")));
      FiniteMdp mdp = known.model().orElseThrow();
      FiniteMdp fitted = fitted(fit).model().orElseThrow();
      List<StochasticPolicy> policies = policies(mdp);
      double[] truth = values(mdp, policies);
      double[] estimated = values(fitted, policies);
      double worst = 0;
      double mean = 0;
      for (int p = 0; p < truth.length; p++) {
        double relative = Math.abs(estimated[p] / truth[p] - 1);
        worst = Math.max(worst, relative);
        mean += relative / truth.length;
      }
      System.out.printf(
          "%s, %d sessions: mean error %.4f, worst %.4f, optimum %.4f, spearman %.4f%n",
          options,
          sessions,
          mean,
          worst,
          new ExactSolver(fitted).optimalValue() / new ExactSolver(mdp).optimalValue() - 1,
          Spearman.of(truth, estimated));
      fit.judgement()
          .findings()
          .forEach(
              it ->
                  System.out.println("  " + it.name() + " " + it.verdict() + " " + it.sentence()));
      assertThat(mean).isLessThanOrEqualTo(error);
      assertThat(Spearman.of(truth, estimated)).isGreaterThanOrEqualTo(0.97);
    }
  }

  @Test
  void aSmallLogGivesAnEnvironmentThatPasses() throws Exception {
    Environment known = environment("doc_num: 10");
    SimulatedLog.write(folder.resolve("log.csv"), 2_000, 5, known);
    Fit fit = Fit.of(FitReader.read(SimulatedLog.declare(folder, "log.csv", "")));
    assertThat(fit.judgement().findings())
        .extracting(Finding::name)
        .containsExactly(
            "gain",
            "session_length",
            "click_rate",
            "calibration",
            "predictive",
            "drift",
            "elsewhere");
    assertThat(fit.judgement().findings()).noneMatch(it -> it.verdict() == Finding.Verdict.FAILS);
    assertThat(fit.environment().source().sessions()).isEqualTo(1_600);
    assertThat(fit.environment().source().heldOutSessions()).isEqualTo(400);
    Fit again = Fit.of(FitReader.read(folder.resolve("shop.yaml")));
    assertThat(again.environment().render()).isEqualTo(fit.environment().render());
    assertThat(fitted(fit).space()).isEqualTo(known.space());
  }

  /** Rank correlation without ties. */
  private static final class Spearman {
    static double of(double[] a, double[] b) {
      double squares = 0;
      for (int i = 0; i < a.length; i++) {
        double difference = rank(a, i) - rank(b, i);
        squares += difference * difference;
      }
      double n = a.length;
      return 1 - 6 * squares / (n * (n * n - 1));
    }

    private static double rank(double[] values, int index) {
      return Arrays.stream(values).filter(it -> it < values[index]).count();
    }
  }
}
