package dev.recsim.fit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.compose.AcceptanceTable;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.HiddenKinds;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.fit.click.PositionBasedClicks;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.fit.world.FittedProvider.Fitted;
import dev.recsim.fit.world.PlausibleProvider.Kinds;
import dev.recsim.fit.world.PlausibleProvider.Plausible;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Estimate;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.AutoTraining;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlausibleProviderTest {
  private static final Path EXPERIMENTS = Path.of("../experiments");
  private static final Part<EnvironmentProvider<?>> SHOP =
      new Part<>(new FittedProvider(), new Fitted("environments/shop.json", null, 1_000));

  private static Environment plausible(Integer draw, Kinds kinds) {
    return new PlausibleProvider().create(new Plausible(SHOP, draw, kinds), EXPERIMENTS);
  }

  private static ResponseEnvironment responses() {
    ShownSession session =
        new ShownSession(
            new int[] {0, 1, 0, 2},
            new int[] {1, 0, 2, 2},
            new boolean[] {true, true, false, true},
            true);
    return new ResponseEnvironment(new ResponseModel(ResponseCounts.of(3, List.of(session)), 20));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.01, 0.3, 0.5, 0.77, 1 - 1e-9})
  void kindsKeepTheMeanProbability(double p) {
    for (double difference : new double[] {0, 0.1, 2, 8, 40}) {
      double first = KindsEnvironment.probability(p, difference);
      double second = KindsEnvironment.probability(p, -difference);
      assertThat((first + second) / 2).isCloseTo(p, within(1e-12 * Math.max(p, 1e-3)));
      if (difference <= 2 && p < 0.9) { // Else 1 - p has too few digits.
        assertThat(logit(first) - logit(second)).isCloseTo(2 * difference, within(1e-9));
      }
    }
    assertThat(KindsEnvironment.probability(0, 3)).isZero();
    assertThat(KindsEnvironment.probability(1, 3)).isEqualTo(1);
  }

  private static double logit(double p) {
    return StrictMath.log(p / (1 - p));
  }

  @Test
  void kindsDifferBySigmaAndKeepTheTable() {
    HiddenKinds split = (HiddenKinds) plausible(null, new Kinds(2, 5));
    double[][] mean = ((AcceptanceTable) plausible(null, null)).acceptances().orElseThrow();
    double[][] first = ((AcceptanceTable) split.kinds().get(0)).acceptances().orElseThrow();
    double[][] second = ((AcceptanceTable) split.kinds().get(1)).acceptances().orElseThrow();
    double squares = 0;
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        assertThat((first[i][j] + second[i][j]) / 2).isCloseTo(mean[i][j], within(1e-12));
        double half = (logit(first[i][j]) - logit(second[i][j])) / 2;
        squares += half * half;
      }
    }
    // 144 cells: the standard deviation is within 25 % of sigma except with chance 1e-5.
    assertThat(Math.sqrt(squares / 144)).isBetween(1.5, 2.5);
    assertThat(((HiddenKinds) plausible(null, new Kinds(2, 6))).kinds().get(0))
        .extracting(it -> ((AcceptanceTable) it).acceptances().orElseThrow()[0][0])
        .isNotEqualTo(first[0][0]);
  }

  @Test
  void stateDoesNotTellTheKindButValuesAreExact() {
    Environment split = plausible(null, new Kinds(3, 5));
    assertThat(split.model()).isEmpty();
    List<FiniteMdp> models = HiddenKinds.models(split);
    assertThat(models).hasSize(2);
    Policy.Deterministic next = seen -> Slate.of((seen.state() + 1) % 12);
    double exact = 0;
    for (FiniteMdp it : models) {
      exact += new ExactSolver(it).value(StochasticPolicy.of(it, next).orElseThrow()).reward() / 2;
    }
    Agent agent = () -> next;
    Trial trial =
        new Trial(
            new TrialId("next", 0),
            RandomKey.root(1),
            "plausible",
            split,
            (environment, key) -> agent,
            AutoTraining.DEFAULTS,
            new Evaluation(20_000));
    Completed result = (Completed) trial.run();
    assertThat(result.exactValue()).isEqualTo(exact);
    Estimate played = Estimate.of(result.rewards());
    // Within 5 standard errors: fails by chance with 6e-7, and the key is fixed.
    assertThat(played.mean()).isCloseTo(exact, within(5 * played.standardError()));
    assertThat(exact)
        .isNotCloseTo(
            new ExactSolver(plausible(null, null).model().orElseThrow())
                .value(StochasticPolicy.of(models.get(0), next).orElseThrow())
                .reward(),
            within(0.01));
  }

  @Test
  void drawHasTheProbabilitiesOfThePosterior() {
    ResponseEnvironment mean = responses();
    FiniteMdp.Posterior posterior = mean.model().flatMap(FiniteMdp::posterior).orElseThrow();
    FiniteMdp drawn = mean.redrawn(7).model().orElseThrow();
    for (int s = 0; s < 3; s++) {
      for (int a = 0; a < 3; a++) {
        assertThat(drawn.reward(s, a)).isEqualTo(posterior.draw(7).reward(s, a));
      }
      assertThat(drawn.start(s)).isEqualTo(posterior.draw(7).start(s));
    }
    assertThat(drawn.reward(0, 1)).isNotEqualTo(mean.redrawn(8).model().orElseThrow().reward(0, 1));
    assertThat(drawn.posterior()).as("what is left open is drawn").isEmpty();
    assertThat(PlausibleProvider.draws(mean)).isEqualTo(ResponseModel.DRAWS);
    assertThat(PlausibleProvider.draws(mean.redrawn(7))).isZero();
  }

  @Test
  void attractivenessCanBeSplitButLogitsCannot() {
    PositionBasedClicks clicks =
        new PositionBasedClicks(new double[] {.2, .4}, new double[] {1, .5}, new double[2]);
    ClickEnvironment mean = new ClickEnvironment(clicks, 2, 2, .1, 100);
    assertThat(PlausibleProvider.hasKinds(mean)).isTrue();
    ClickEnvironment other = (ClickEnvironment) mean.withAcceptances(new double[][] {{.9, .1}});
    assertThat(other.open(RandomKey.root(1)).clickProbabilities(Slate.of(0, 1)))
        .startsWith(.9, .05);
    assertThat(
            PlausibleProvider.hasKinds(
                new ClickEnvironment(
                    new dev.recsim.fit.click.LogitClicks(new double[] {1, 2}, 1), 2, 2, .1, 100)))
        .isFalse();
  }

  @Test
  void whatCannotBeVariedIsToldWithTheOption() {
    PlausibleProvider provider = new PlausibleProvider();
    assertThatThrownBy(() -> provider.create(new Plausible(null, null, null), EXPERIMENTS))
        .hasMessageContaining("is missing; write \"base: {type: ...}\"");
    assertThatThrownBy(() -> plausible(100, null))
        .hasMessageContaining("must be below 100, but is 100");
    Part<EnvironmentProvider<?>> split =
        new Part<>(provider, new Plausible(SHOP, 3, new Kinds(1, 1)));
    assertThatThrownBy(() -> provider.create(new Plausible(split, 3, null), EXPERIMENTS))
        .hasMessageContaining("needs a base that was fitted as responses or markov_chain");
    assertThatThrownBy(
            () -> provider.create(new Plausible(split, null, new Kinds(1, 1)), EXPERIMENTS))
        .hasMessageContaining("need a base whose users accept documents by a stored table");
  }
}
