package dev.recsim.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExplorersTest {
  private static final Space SPACE = new Space(5, 3, 1);
  private static final Observation SEEN = new Observation(0);
  private static final double[] SCORES = {0.3, 1.5, 1.5, -0.2, 0.9};

  private static Map<String, Explorer> explorers() {
    List<Remembered> one = List.of(Policies.scored(3, SCORES));
    List<Remembered> three =
        List.of(
            Policies.scored(3, SCORES),
            Policies.scored(3, 0, 1, 2, 3, 4),
            Policies.scored(3, 0.3, 1.5, 1.4, 2, 0.9));
    Map<String, Explorer> all = new TreeMap<>();
    for (Map.Entry<String, List<Remembered>> members :
        Map.of("one", one, "ensemble", three).entrySet()) {
      for (Exploration exploration :
          List.of(
              new Exploration.EpsilonGreedy(0),
              new Exploration.EpsilonGreedy(0.2),
              new Exploration.EpsilonGreedy(1),
              new Exploration.Softmax(1e-300),
              new Exploration.Softmax(0.7),
              new Exploration.Softmax(1e300),
              new Exploration.TopKShuffle(1),
              new Exploration.TopKShuffle(2),
              new Exploration.TopKShuffle(50))) {
        all.put(
            members.getKey() + " " + exploration,
            Explorers.around(members.getValue(), exploration, SPACE));
      }
      all.put(members.getKey(), Explorers.around(members.getValue(), null, SPACE));
    }
    all.put("interleaved", Explorers.interleaved(one, List.of(Policies.shows(4, 1, 3))));
    all.put("interleaved with itself", Explorers.interleaved(one, one));
    all.put(
        "interleaved ensembles", Explorers.interleaved(three, List.of(Policies.shows(0, 2, 1))));
    all.put(
        "around a policy that draws",
        Explorers.around(
            List.of(Policies.remembered(Policies.drawing(SPACE)), one.get(0)),
            new Exploration.EpsilonGreedy(0.3),
            SPACE));
    return all;
  }

  @TestFactory
  @Tag("slow")
  List<DynamicTest> sharesAreThePropensities() {
    return shares(20_000, 11);
  }

  @TestFactory
  @Tag("nightly")
  List<DynamicTest> sharesAreThePropensitiesInAMillionDecisions() {
    return shares(1_000_000, 12);
  }

  private static List<DynamicTest> shares(int decisions, long seed) {
    List<DynamicTest> tests = new ArrayList<>();
    explorers()
        .forEach(
            (name, it) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        name, () -> ObservedShares.check(it, SEEN, decisions, seed))));
    return tests;
  }

  @TestFactory
  List<DynamicTest> probabilitiesOfAllSlatesSumToOne() {
    List<DynamicTest> tests = new ArrayList<>();
    explorers()
        .forEach((name, it) -> tests.add(DynamicTest.dynamicTest(name, () -> sumsToOne(it))));
    return tests;
  }

  private static void sumsToOne(Explorer explorer) {
    double sum = 0;
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        for (int c = 0; c < 5; c++) {
          double[] all = explorer.propensities(SEEN, Slate.of(a, b, c));
          boolean repeats = a == b || a == c || b == c;
          double product = Policies.product(all);
          assertThat(product).isGreaterThanOrEqualTo(0);
          assertThat(repeats ? product : 0).isZero();
          sum += product;
        }
      }
    }
    assertThat(sum).isEqualTo(1, within(1e-12));
  }

  @Test
  void epsilonGreedyIsTheOneOfExperiments() {
    Remembered greedy = Policies.scored(3, SCORES);
    Policy.Deterministic inside = seen -> greedy.only(seen);
    Policy known = Policy.epsilonGreedy(inside, SPACE, () -> 0.2, inside);
    Explorer ours = Explorers.around(List.of(greedy), new Exploration.EpsilonGreedy(0.2), SPACE);
    for (Slate slate : List.of(Slate.of(1, 2, 4), Slate.of(1, 2, 0), Slate.of(0, 1, 2))) {
      for (int p = 0; p < 3; p++) {
        assertThat(ours.probability(SEEN, slate, p).orElseThrow())
            .isEqualTo(known.probability(SEEN, slate, p).orElseThrow(), within(1e-15));
      }
    }
  }

  @Test
  void productsThatUnderflowLeaveConditionalProbabilities() {
    int positions = 200;
    Space space = new Space(100_000, positions, 1);
    int[] best = new int[positions];
    for (int p = 0; p < positions; p++) {
      best[p] = p;
    }
    Explorer ours =
        Explorers.around(List.of(Policies.shows(best)), new Exploration.EpsilonGreedy(0.5), space);
    int[] other = best.clone();
    other[0] = 99_999;
    double[] all = ours.propensities(SEEN, Slate.of(other));
    assertThat(all[0]).isEqualTo(0.5 / 100_000, within(1e-18));
    for (int p = 1; p < positions; p++) {
      assertThat(all[p]).isEqualTo(1.0 / (100_000 - p), within(1e-15));
    }
  }

  @Test
  void scoresFarApartAreDrawnInTheirOrder() {
    Explorer softmax =
        Explorers.around(
            List.of(Policies.scored(3, -1e308, 1e308, 0, 5, 5)),
            new Exploration.Softmax(Double.MIN_VALUE),
            SPACE);
    Drawn drawn = softmax.draw(SEEN, RandomKey.root(1));
    assertThat(drawn.slate().document(0)).isEqualTo(1);
    assertThat(drawn.propensities()).containsExactly(1, 0.5, 1);
  }

  @Test
  void softmaxHasTheProbabilitiesOfPlackettAndLuce() {
    Explorer softmax =
        Explorers.around(List.of(Policies.scored(3, SCORES)), new Exploration.Softmax(2), SPACE);
    double[] all = softmax.propensities(SEEN, Slate.of(3, 1, 0));
    double[] e = new double[5];
    for (int i = 0; i < 5; i++) {
      e[i] = Math.exp(SCORES[i] / 2);
    }
    double sum = e[0] + e[1] + e[2] + e[3] + e[4];
    assertThat(all[0]).isEqualTo(e[3] / sum, within(1e-15));
    assertThat(all[1]).isEqualTo(e[1] / (sum - e[3]), within(1e-15));
    assertThat(all[2]).isEqualTo(e[0] / (sum - e[3] - e[1]), within(1e-15));
  }

  @Test
  void documentsWithoutScoresAreDrawnLast() {
    double none = Double.NEGATIVE_INFINITY;
    Explorer softmax =
        Explorers.around(
            List.of(Policies.scored(3, none, 2, none, none, none)),
            new Exploration.Softmax(1),
            SPACE);
    double[] all = softmax.propensities(SEEN, Slate.of(1, 0, 4));
    assertThat(all).containsExactly(1, 0.25, 1.0 / 3);
    ObservedShares.check(softmax, SEEN, 20_000, 5);
  }

  @Test
  void oneCandidateIsShownForSure() {
    Space space = new Space(1, 1, 1);
    for (Exploration it :
        List.of(
            new Exploration.EpsilonGreedy(0.5),
            new Exploration.Softmax(1),
            new Exploration.TopKShuffle(3))) {
      Drawn drawn =
          Explorers.around(List.of(Policies.scored(1, 0.4)), it, space)
              .draw(SEEN, RandomKey.root(3));
      assertThat(drawn.slate()).isEqualTo(Slate.of(0));
      assertThat(drawn.propensities()).containsExactly(1);
    }
  }

  @Test
  void nothingFollowsDocumentsThatAreNeverShown() {
    Explorer greedy = Policies.shows(0, 1, 2);
    assertThat(greedy.propensities(SEEN, Slate.of(3, 1, 2))).containsExactly(0, 0, 0);
    assertThat(greedy.propensities(SEEN, Slate.of(0, 2, 2))).containsExactly(1, 0, 0);
  }

  @Test
  void teamsTakeTurnsAndGetCredit() {
    Explorer draft =
        Explorers.interleaved(List.of(Policies.shows(0, 1, 2)), List.of(Policies.shows(3, 4, 2)));
    for (int i = 0; i < 100; i++) {
      Drawn drawn = draft.draw(SEEN, RandomKey.root(i));
      int[] teams = drawn.teams();
      assertThat(teams[0] + teams[1]).as("one pick each").isEqualTo(1);
      int second = drawn.slate().document(teams[0] == 0 ? 1 : 0);
      assertThat(second).isEqualTo(3);
      assertThat(drawn.slate().document(2)).isEqualTo(teams[2] == 0 ? 1 : 4);
      assertThat(drawn.propensities()).containsExactly(0.5, 1, 0.5);
    }
  }

  @Test
  void refusalsSayWhatToDo() {
    List<Remembered> draws = List.of(Policies.remembered(Policies.drawing(SPACE)));
    assertThatThrownBy(() -> Explorers.around(draws, new Exploration.TopKShuffle(2), SPACE))
        .hasMessageContaining("top_k_shuffle needs a policy that always shows the same slate")
        .hasMessageContaining("take epsilon_greedy");
    assertThatThrownBy(() -> Explorers.interleaved(draws, draws))
        .hasMessageContaining("interleaving needs");
    Explorer softmax =
        Explorers.around(List.of(Policies.shows(0, 1, 2)), new Exploration.Softmax(1), SPACE);
    assertThatThrownBy(() -> softmax.draw(SEEN, RandomKey.root(0)))
        .hasMessageContaining("softmax needs an agent that scores documents");
    assertThatThrownBy(() -> new Exploration.EpsilonGreedy(1.5)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> new Exploration.Softmax(0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Exploration.TopKShuffle(0)).hasMessageContaining("at least 1");
  }

  @Test
  void aPolicyWithoutProbabilitiesHasNoPropensities() {
    Explorer unknown =
        Explorers.around(
            List.of(Policies.remembered((seen, key) -> Slate.of(0, 1, 2))), null, SPACE);
    assertThat(unknown.draw(SEEN, RandomKey.root(0)).propensities()).isNull();
  }
}
