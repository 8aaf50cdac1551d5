package dev.recsim.fit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.fits.FitReader;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.world.FittedProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs the sessions of a known environment, fits an environment to them, and compares the exact
 * values of policies in both.
 */
@Tag("slow")
class SelfFitTest {
  private static final List<String> KNOWN =
      List.of(
          "doc_num: 10",
          "doc_num: 20, acceptance: {similarity: {seed: 7, dimension: 3, sharpness: 4}}");

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

  private Fit fit(int sessions, long seed, Environment... known) throws Exception {
    SimulatedLog.write(folder.resolve("log.csv"), sessions, seed, known);
    return Fit.of(FitReader.read(SimulatedLog.declare(folder, "log.csv", "")));
  }

  /** Values of the policies in the known environments, on average, and in the fitted one. */
  private record Compared(double[] truth, double[] estimated) {
    double meanError() {
      return errors().average().orElseThrow();
    }

    double worstError() {
      return errors().max().orElseThrow();
    }

    private DoubleStream errors() {
      return IntStream.range(0, truth.length)
          .mapToDouble(p -> Math.abs(estimated[p] / truth[p] - 1));
    }

    double spearman() {
      return Spearman.of(truth, estimated);
    }

    /** What the best policy in the fitted environment loses against the best one. */
    double regret() {
      int chosen = 0;
      for (int p = 0; p < truth.length; p++) {
        chosen = estimated[p] > estimated[chosen] ? p : chosen;
      }
      return 1 - truth[chosen] / Arrays.stream(truth).max().orElseThrow();
    }
  }

  private Compared compare(Fit fit, List<StochasticPolicy> policies, Environment... known)
      throws IOException {
    double[] truth = new double[policies.size()];
    for (Environment each : known) {
      double[] values = values(each.model().orElseThrow(), policies);
      for (int p = 0; p < truth.length; p++) {
        truth[p] += values[p] / known.length;
      }
    }
    return new Compared(truth, values(fitted(fit).model().orElseThrow(), policies));
  }

  @ParameterizedTest
  @CsvSource({"1000,0.15", "10000,0.04", "100000,0.015"})
  @Tag("nightly")
  void valuesAreThoseOfTheKnownEnvironment(int sessions, double error) throws Exception {
    for (String options : KNOWN) {
      Environment known = environment(options);
      Compared compared =
          compare(fit(sessions, 5, known), policies(known.model().orElseThrow()), known);
      assertThat(compared.meanError()).isLessThanOrEqualTo(error);
      assertThat(compared.spearman()).isGreaterThanOrEqualTo(sessions < 10_000 ? 0.9 : 0.97);
    }
  }

  /**
   * The value of a policy is in the interval of the draws for about 95 % of the logs, and right
   * models rarely fail. Of 200 logs, fewer than 180 in 95 % intervals would be a chance of one in
   * 300; the beta prior, which does not fit generated matrices well, and 100 draws cost some more.
   */
  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void drawsCoverTheTruthAndRightModelsPass(int which) throws Exception {
    Environment known = environment(KNOWN.get(which));
    List<StochasticPolicy> policies = policies(known.model().orElseThrow());
    double[] truth = values(known.model().orElseThrow(), policies);
    int[] covered = new int[3];
    int[] shown = {0, 10, 19};
    SortedMap<String, Integer> failed = new TreeMap<>();
    for (int log = 0; log < 200; log++) {
      Fit fit = fit(2_000, 100 + log, known);
      fit.judgement().findings().stream()
          .filter(it -> it.verdict() == FitFinding.Verdict.FAILS)
          .forEach(it -> failed.merge(it.name(), 1, Integer::sum));
      FiniteMdp fitted = fitted(fit).model().orElseThrow();
      for (int i = 0; i < shown.length; i++) {
        double[] draws =
            Trust.of(fitted, fitted.posterior().orElseThrow(), policies.get(shown[i])).values();
        Arrays.sort(draws);
        covered[i] += draws[2] <= truth[shown[i]] && truth[shown[i]] <= draws[97] ? 1 : 0;
      }
    }
    assertThat(failed.values()).as("failed of 200: %s", failed).allMatch(it -> it <= 20);
    assertThat(Arrays.stream(covered).min().orElseThrow()).isGreaterThanOrEqualTo(175);
  }

  /**
   * Two hidden kinds of users, fitted as one: values are wrong however long the log is, the order
   * of the policies survives, and the fit fails.
   */
  @Tag("nightly")
  @Test
  void twoKindsOfUsersFittedAsOne() throws Exception {
    Environment first = environment("doc_num: 10");
    Environment second = environment("doc_num: 10, acceptance: {generate: {seed: 7}}");
    List<StochasticPolicy> policies = new ArrayList<>();
    policies.addAll(policies(first.model().orElseThrow()).subList(0, 10));
    policies.addAll(policies(second.model().orElseThrow()).subList(10, 20));
    for (int sessions : new int[] {1_000, 10_000, 100_000}) {
      Fit fit = fit(sessions, 5, first, second);
      Compared compared = compare(fit, policies, first, second);
      // Nothing else sees that there are two kinds: both accept equally many documents.
      assertThat(fit.judgement().findings())
          .filteredOn(it -> it.verdict() == FitFinding.Verdict.FAILS)
          .extracting(FitFinding::name)
          .contains("user_correlation");
      assertThat(compared.meanError()).isBetween(0.1, 0.2);
      assertThat(compared.spearman()).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void aSmallLogGivesAnEnvironmentThatPasses() throws Exception {
    Environment known = environment("doc_num: 10");
    Fit fit = fit(2_000, 5, known);
    assertThat(fit.judgement().findings())
        .extracting(FitFinding::name)
        .containsExactly(
            "gain",
            "session_length",
            "click_rate",
            "calibration",
            "predictive",
            "user_correlation",
            "drift",
            "elsewhere");
    assertThat(fit.judgement().findings())
        .noneMatch(it -> it.verdict() == FitFinding.Verdict.FAILS);
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
