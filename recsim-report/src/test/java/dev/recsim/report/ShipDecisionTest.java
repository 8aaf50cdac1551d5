package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.decision.Contender;
import dev.recsim.baseline.decision.DecisionRule;
import dev.recsim.baseline.decision.ShipDecision;
import dev.recsim.baseline.decision.ShipDecision.Effect;
import dev.recsim.baseline.decision.ShipDecision.Guard;
import dev.recsim.baseline.decision.ShipDecision.GuardVerdict;
import dev.recsim.baseline.decision.ShipDecision.Verdict;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShipDecisionTest {
  private static final double[] BASE = {10, 11, 9, 10.5, 9.5, 10.2, 9.8, 10.1, 9.9, 10};
  private static final Contender OLD = agent("old", BASE);

  @Test
  void gainAboveTheMarginIsWorthShipping() {
    ShipDecision decision = decide("old", OLD, agent("new", gain(0.047, 0.01)));
    assertThat(decision.verdict()).isEqualTo(Verdict.SHIP);
    assertThat(decision.candidate()).isEqualTo("new");
    assertThat(decision.margin()).isEqualTo(0.02);
    assertThat(headline(decision))
        .isEqualTo(
            "new earns 4.67 % more than production, old (interval 3.94 to 5.44 %): worth shipping"
                + " by your margin of 2 %.");
    assertThat(words(decision).sentences()).isEmpty();
  }

  @Test
  void gainBelowTheMarginIsBetterAndNotWorthIt() {
    assertThat(headline(decide("old", OLD, agent("new", gain(0.01, 0.005)))))
        .endsWith(": better, by less than your margin of 2 %.");
    assertThat(headline(decide("old", OLD, agent("new", gain(0.03, 0.02)))))
        .matches(".*: better; whether by your margin of 2 % is open: about \\d+ more seeds\\.");
    assertThat(headline(decide("old", OLD, agent("new", gain(0.001, 0.01)))))
        .endsWith(": no difference that matters by your margin of 2 %.");
    assertThat(headline(decide("old", OLD, agent("new", BASE))))
        .isEqualTo(
            "new earns the same as production, old (the same on every seed): no difference that"
                + " matters by your margin of 2 %.");
  }

  @Test
  void lossIsWorseAndNothingBeatsProduction() {
    assertThat(headline(decide("old", OLD, agent("new", gain(-0.05, 0.01)))))
        .startsWith("Nothing beats production, old: new, the best other agent, earns 5.03 % less");
    ShipDecision unclear = decide("old", OLD, agent("new", gain(-0.03, 0.05)));
    assertThat(unclear.verdict()).isEqualTo(Verdict.NOT_BETTER);
    assertThat(headline(unclear)).endsWith(": not worth shipping by your margin of 2 %.");
  }

  @Test
  void openEffectNamesTheSeedsThatWouldDecide() {
    ShipDecision decision = decide("old", OLD, agent("new", gain(0.05, 0.1)));
    assertThat(decision.verdict()).isEqualTo(Verdict.OPEN);
    // With these seeds the half-width is the distance from the effect to the margin.
    assertThat(decision.moreSeeds()).isBetween(40, 70);
    assertThat(headline(decision))
        .endsWith(": cannot tell yet: about " + decision.moreSeeds() + " more seeds.");
    ShipDecision close = decide("old", OLD, agent("new", gain(0.0199, 0.1)));
    assertThat(close.moreSeeds()).isNull();
    assertThat(headline(close)).endsWith(": cannot tell yet; the difference is about the margin.");
  }

  @Test
  void oneSeedCannotTell() {
    ShipDecision decision = decide("old", agent("old", 10), agent("new", 12));
    assertThat(headline(decision))
        .isEqualTo(
            "new earns 20.0 % more than production, old (on the one seed they share): one seed"
                + " cannot tell.");
    assertThat(decision.effects().get(0).interval()).isNull();
  }

  @Test
  void withoutProductionTheBestIsComparedWithTheNextBest() {
    ShipDecision decision =
        decide(null, agent("bad", gain(-0.5, 0.01)), OLD, agent("new", gain(0.047, 0.01)));
    assertThat(decision.reference()).isEqualTo("old");
    assertThat(decision.production()).isFalse();
    assertThat(headline(decision))
        .startsWith("new earns 4.67 % more than old, the next best agent");
    assertThat(words(decision).sentences())
        .containsExactly(
            "To compare with what runs today, name it as production in the experiment file.");
  }

  @Test
  void oraclesAreTheCeilingAndNeverShipped() {
    ShipDecision decision =
        decide(
            "old",
            OLD,
            agent("new", gain(0.05, 0)),
            oracle("optimal", gain(0.0626, 0)),
            oracle("myopic", gain(-0.16, 0)));
    assertThat(decision.candidate()).isEqualTo("new");
    assertThat(words(decision).sentences())
        .containsExactly(
            "optimal, which knows the users, earns 1.2 % more than new: the ceiling.",
            "myopic, which knows the users too, earns 20.0 % less.");
    ShipDecision alone = decide("old", OLD, oracle("optimal", gain(0.1, 0)));
    assertThat(alone.verdict()).isEqualTo(Verdict.ALONE);
    assertThat(headline(alone))
        .isEqualTo("old is the only agent that a team could ship: there is nothing to decide.");
    assertThat(words(alone).sentences())
        .containsExactly(
            "optimal, which knows the users, earns 10.0 % more than old: the ceiling.");
  }

  @Test
  void candidateIsTheOneWithTheBestVerdict() {
    ShipDecision decision =
        decide("old", OLD, agent("wild", gain(0.08, 0.3)), agent("sure", gain(0.05, 0.01)));
    assertThat(decision.candidate()).isEqualTo("sure");
    assertThat(decision.effects()).extracting(Effect::agent).containsExactly("wild", "sure");
  }

  @Test
  void intervalsHoldForAllAgentsTogether() {
    Interval one = interval(decide("old", OLD, agent("new", gain(0.047, 0.01))));
    Contender[] twenty = new Contender[20];
    Arrays.setAll(twenty, i -> agent("a" + i, gain(-0.1, 0.01)));
    twenty[18] = OLD;
    twenty[19] = agent("new", gain(0.047, 0.01));
    // t(0.025 / 19; 9) / t(0.025; 9)
    assertThat(interval(decide("old", twenty)).halfWidth() / one.halfWidth()).isBetween(1.8, 1.95);
  }

  private static Interval interval(ShipDecision decision) {
    return decision.best().orElseThrow().interval();
  }

  @Test
  void referenceThatMayEarnNothingIsComparedInUnits() {
    double[] around = {1, -1, 2, -2, 0.5, -0.5, 1, -1, 0, 0};
    Contender better = agent("new", Arrays.stream(around).map(it -> it + 3).toArray());
    ShipDecision decision = decide("old", agent("old", around), better);
    assertThat(decision.relative()).isFalse();
    assertThat(new DecisionWords(decision, "minutes").headline())
        .startsWith("new earns 3.0000 minutes a session more than production, old (");
  }

  @Test
  void marginInUnitsIsKeptInUnits() {
    ShipDecision decision =
        rule("old", new Margin(null, 0.5))
            .decide(List.of(OLD, agent("new", gain(0.1, 0.01))))
            .get();
    assertThat(decision.relative()).isFalse();
    assertThat(headline(decision)).endsWith("worth shipping by your margin of 0.5 a session.");
  }

  @Test
  void luckOfFewEqualSeedsIsNoDecision() {
    Contender learner = agent("new", 12, 12, 12);
    assertThat(decide("old", agent("old", 10, 10, 10), learner).verdict()).isEqualTo(Verdict.OPEN);
    assertThat(decide("old", agent("old", 10, 10, 10), learner).moreSeeds()).isEqualTo(3);
    assertThat(decide("old", fixed("old", 10, 10, 10), fixed("new", 12, 12, 12)).verdict())
        .isEqualTo(Verdict.SHIP);
    assertThat(decide("old", agent("old", ten(10)), agent("new", ten(12))).verdict())
        .isEqualTo(Verdict.SHIP);
  }

  private static double[] ten(double value) {
    double[] values = new double[10];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void fewSeedsWarnOfRareFailures() {
    double[] few = Arrays.copyOf(gain(0.1, 0.01), 5);
    ShipDecision decision = decide("old", agent("old", Arrays.copyOf(BASE, 5)), agent("new", few));
    assertThat(words(decision).sentences())
        .containsExactly(
            "5 seeds show no rare failure: one on a quarter of all seeds goes unseen in 24 % of"
                + " runs.");
  }

  @Test
  void guardThatFailsTurnsTheVerdict() {
    Contender old = with(OLD, 0.95, 0.001);
    ShipDecision decision = decide("old", old, with(agent("new", gain(0.05, 0.01)), 0.84, 0.001));
    assertThat(decision.verdict()).isEqualTo(Verdict.GUARD_FAILS);
    assertThat(headline(decision))
        .isEqualTo(
            "new earns 4.97 % more than production, old, but slate diversity fell from 0.9499 to"
                + " 0.8399 (allowed 2 %).");
    assertThat(decision.guards())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.verdict()).isEqualTo(GuardVerdict.FAILS);
              assertThat(DecisionWords.sentence(it))
                  .isEqualTo("fell from 0.9499 to 0.8399, 11.6 %; allowed 2 %");
            });
    assertThat(headline(decide(null, old, with(agent("new", gain(0.05, 0.01)), 0.84, 0.001))))
        .contains("slate diversity fell from 0.9499 to 0.8399 against old (allowed 2 %)");
    assertThat(decide("old", old, with(agent("new", gain(-0.05, 0.01)), 0.84, 0.001)).verdict())
        .as("what is worse anyway is not turned")
        .isEqualTo(Verdict.WORSE);
  }

  @Test
  void anotherCandidateThatKeepsTheGuardsIsShipped() {
    ShipDecision decision =
        decide(
            "old",
            with(OLD, 0.95, 0.001),
            with(agent("greedy", gain(0.09, 0.01)), 0.84, 0.001),
            with(agent("kind", gain(0.05, 0.01)), 0.96, 0.001));
    assertThat(decision.verdict()).isEqualTo(Verdict.SHIP);
    assertThat(decision.candidate()).isEqualTo("kind");
    assertThat(decision.guards()).extracting(Guard::verdict).containsExactly(GuardVerdict.BETTER);
  }

  @Test
  void openGuardIsNamed() {
    ShipDecision decision =
        decide("old", with(OLD, 0.95, 0.001), with(agent("new", gain(0.05, 0.01)), 0.94, 0.1));
    assertThat(decision.verdict()).isEqualTo(Verdict.SHIP);
    assertThat(words(decision).sentences())
        .containsExactly("Whether slate diversity got worse by more than the allowed 2 % is open.");
  }

  @Test
  void productionWithoutScoresIsComparedWithNothing() {
    ShipDecision decision = decide("old", agent("new", BASE));
    assertThat(decision.verdict()).isEqualTo(Verdict.NOT_COMPARED);
    assertThat(headline(decision))
        .isEqualTo("new and production, old, share no completed seed, so nothing is compared.");
    assertThat(rule("old", Margin.DEFAULTS).decide(List.of())).isEmpty();
  }

  private static ShipDecision decide(String production, Contender... agents) {
    return rule(production, Margin.DEFAULTS).decide(List.of(agents)).orElseThrow();
  }

  private static DecisionRule rule(String production, Margin margin) {
    return new DecisionRule(
        Optional.ofNullable(production),
        margin,
        List.of(new Quantity("slate_diversity", false, Margin.DEFAULTS)));
  }

  private static String headline(ShipDecision decision) {
    return words(decision).headline();
  }

  private static DecisionWords words(ShipDecision decision) {
    return new DecisionWords(decision, "");
  }

  /** The base with this relative gain, and a share of it that varies from seed to seed. */
  private static double[] gain(double gain, double spread) {
    double[] scores = new double[BASE.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = BASE[i] * (1 + gain + spread * NOISE[i]);
    }
    return scores;
  }

  private static final double[] NOISE = {1, -1, 0.5, -0.5, 1.5, -1.5, 0.8, -0.8, 0.9, -0.9};

  private static Contender agent(String name, double... scores) {
    return new Contender(name, false, false, bySeed(scores), Map.of());
  }

  private static Contender fixed(String name, double... scores) {
    return new Contender(name, false, true, bySeed(scores), Map.of());
  }

  private static Contender oracle(String name, double... scores) {
    return new Contender(name, true, false, bySeed(scores), Map.of());
  }

  private static Contender with(Contender agent, double diversity, double spread) {
    double[] values = new double[NOISE.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = diversity + spread * NOISE[(i + 3) % NOISE.length] - 1e-4;
    }
    Map<String, SortedMap<Integer, Double>> metrics = new HashMap<>();
    metrics.put("slate_diversity", bySeed(values));
    return new Contender(agent.name(), agent.oracle(), agent.fixed(), agent.scores(), metrics);
  }

  private static SortedMap<Integer, Double> bySeed(double[] scores) {
    SortedMap<Integer, Double> bySeed = new TreeMap<>();
    for (int i = 0; i < scores.length; i++) {
      bySeed.put(i, scores[i]);
    }
    return bySeed;
  }
}
