package dev.recsim.agent.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.layer.Script.Item;
import dev.recsim.agent.layer.TemporalAggregationProvider.Options;
import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemporalAggregationTest {
  private static final TemporalAggregationProvider PROVIDER = new TemporalAggregationProvider();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final Space SPACE =
      new Space(3, 2, 1, 0, List.of("age"), List.of("id"), List.of("watch_time"));

  /** Document i has the feature 10 + i. */
  private static Observation seen(double age, int... ids) {
    List<Document> candidates = new ArrayList<>();
    for (int id : ids) {
      candidates.add(Item.of(id, -1));
    }
    return new Observation(0, new double[] {age}, candidates);
  }

  /** Five steps that pay 1, 2, 4, 8 and 16; the candidates stay, but each step in another order. */
  private static final Script SESSION =
      new Script(
          SPACE,
          seen(50, 0, 1, 2),
          List.of(
              Script.step(1, seen(51, 1, 2, 0), Status.CONTINUES, 2, 1),
              Script.step(2, seen(52, 2, 0, 1), Status.CONTINUES, 2, 0),
              Script.step(4, seen(53, 0, 2, 1), Status.CONTINUES, 2, 1),
              Script.step(8, seen(54, 1, 0, 2), Status.CONTINUES, 2),
              Script.step(16, seen(55, 1, 0, 2), Status.ENDED, 2, 1)));

  private static Agent agent(Witness inside, int period, double cost, double gamma) {
    return PROVIDER.create(new Options(inside.part(), period, cost, gamma), SESSION, KEY);
  }

  /**
   * Decisions in steps 0, 2 and 4. The first slate, documents 0 and 1, is kept by showing them
   * where they stand then. The third period is cut short by the end of the session.
   */
  @Test
  void agentInsideDecidesOncePerPeriodAndIsToldItsDiscountedSum() {
    Witness inside = new Witness(Slate.of(0, 1), Slate.of(1, 2), Slate.of(0, 1));
    List<Slate> shown = SESSION.act(agent(inside, 2, 0, .5));
    assertThat(shown)
        .containsExactly(
            Slate.of(0, 1), Slate.of(2, 0), Slate.of(1, 2), Slate.of(0, 2), Slate.of(0, 1));
    assertThat(inside.users()).isDeepEqualTo(new double[][] {{50}, {52}, {54}});
    assertThat(inside.rewards()).containsExactly(1 + .5 * 2, 4 + .5 * 8, 16);
    assertThat(inside.told)
        .extracting(transition -> transition.step().status())
        .containsExactly(Status.CONTINUES, Status.CONTINUES, Status.ENDED);
    for (int i = 0; i < 3; i++) {
      assertThat(inside.told.get(i).observation()).isSameAs(inside.shown.get(i));
    }
    assertThat(inside.told.get(0).step().next()).isSameAs(inside.shown.get(1));
    assertThat(inside.told.get(2).step().next().user()).containsExactly(55);
  }

  @Test
  void laterStepsOfAPeriodAreDiscountedByMore() {
    Witness inside = new Witness(Slate.of(0, 1), Slate.of(0, 1));
    SESSION.act(agent(inside, 4, 0, .5));
    assertThat(inside.rewards()).containsExactly(1 + .5 * 2 + .25 * 4 + .125 * 8, 16);
  }

  /** Within the first period position 1 was clicked, then position 0, each with the signal 3. */
  @Test
  void clicksOfAPeriodAreTakenTogetherAndSignalsAreSummed() {
    Witness inside = new Witness(Slate.of(0, 1), Slate.of(0, 1));
    SESSION.act(agent(inside, 3, 0, 1));
    var response = inside.told.get(0).step().response();
    assertThat(response.clicks()).isEqualTo(2);
    assertThat(response.signal(0, 0)).isEqualTo(3);
    assertThat(response.signal(1, 0)).isEqualTo(6);
    assertThat(inside.told.get(1).step().response().isClicked(0)).isFalse();
    assertThat(inside.told.get(1).step().response().isClicked(1)).isTrue();
  }

  /**
   * Documents 0, 1, then 0, 1 again, then 1, 0: nothing is paid for the first slate nor for the
   * second, though its indices differ; another order is another slate.
   */
  @Test
  void changedSlateIsPaidByTheStepThatShowsIt() {
    Witness inside =
        new Witness(Slate.of(0, 1), Slate.of(2, 0), Slate.of(2, 1), Slate.of(2, 0), Slate.of(0, 1));
    SESSION.act(agent(inside, 1, .75, 1));
    assertThat(inside.rewards()).containsExactly(1, 2, 4 - .75, 8, 16);
    assertThat(inside.users())
        .isDeepEqualTo(
            new double[][] {{50, 0, 0}, {51, 10, 11}, {52, 10, 11}, {53, 11, 10}, {54, 11, 10}});
    assertThat(inside.environment.space().userFeatures())
        .containsExactly("age", "id_shown_last_at_0", "id_shown_last_at_1");
  }

  /** Documents 0, 1, then 2, 1 twice: once for the period that changes the slate, 4 + 8 - .75. */
  @Test
  void changedSlateIsPaidOncePerPeriod() {
    Witness inside = new Witness(Slate.of(0, 1), Slate.of(0, 2), Slate.of(2, 0));
    SESSION.act(agent(inside, 2, .75, 1));
    assertThat(inside.rewards()).containsExactly(3, 12 - .75, 16);
    assertThat(inside.users())
        .isDeepEqualTo(new double[][] {{50, 0, 0}, {52, 10, 11}, {54, 12, 11}});
  }

  /** Scores are the environment's: the cost is what the agent inside is told, and nobody else. */
  @Test
  void environmentPaysWhatItPaysWhateverTheAgentIsTold() {
    Agent agent = agent(new Witness(), 1, .75, 1);
    Observation first = agent.perception().first(SESSION.first());
    Observation second = agent.perception().next(first, Slate.of(0, 1), SESSION.steps().get(0));
    assertThat(agent.perception().reward(second, Slate.of(0, 1), SESSION.steps().get(1)))
        .isEqualTo(2);
  }

  /** Document 1 leaves in the second of three steps: the period ends there, one step early. */
  @Test
  void periodEndsWhenADocumentOfItsSlateHasGone() {
    Script session =
        new Script(
            SPACE,
            seen(50, 0, 1, 2),
            List.of(
                Script.step(1, seen(51, 2, 1, 0), Status.CONTINUES, 2),
                Script.step(2, seen(52, 0, 2, 3), Status.CONTINUES, 2),
                Script.step(4, seen(53, 3, 2, 0), Status.CUT_OFF, 2)));
    Witness inside = new Witness(Slate.of(0, 1), Slate.of(2, 1));
    Agent agent = PROVIDER.create(new Options(inside.part(), 3, 0, 1), session, KEY);
    assertThat(session.act(agent)).containsExactly(Slate.of(0, 1), Slate.of(2, 1), Slate.of(2, 1));
    assertThat(inside.users()).isDeepEqualTo(new double[][] {{50}, {52}});
    assertThat(inside.rewards()).containsExactly(3, 4);
    assertThat(inside.told.get(1).step().status()).isEqualTo(Status.CUT_OFF);
  }

  /**
   * Periods of three. Documents 0 and 1 are shown in step 0; in step 1 others, 0 and 2, which
   * nobody asked the agent for: that ends the first period after one step and begins another, of
   * steps 1 to 3. Neither is credited with what the other earned.
   */
  @Test
  void slateThatIsShownInsteadBeginsAPeriodOfItsOwn() {
    Witness inside = new Witness();
    SESSION.show(
        agent(inside, 3, .75, .5), Slate.of(0, 1), Slate.of(2, 1), Slate.of(1, 0), Slate.of(0, 1));
    assertThat(inside.rewards()).containsExactly(1, 2 + .5 * 4 + .25 * 8 - .75);
    Transition first = inside.told.get(0);
    assertThat(first.slate()).isEqualTo(Slate.of(0, 1));
    assertThat(first.step().response().isClicked(0)).isFalse();
    assertThat(first.step().next().user()).containsExactly(51, 10, 11);
    Transition second = inside.told.get(1);
    assertThat(second.observation()).isSameAs(first.step().next());
    assertThat(second.slate()).isEqualTo(Slate.of(2, 1));
    assertThat(second.step().next().user()).containsExactly(54, 10, 12);
  }

  /** Both periods end at once: the one that is interrupted, and the one of the session's end. */
  @Test
  void slateThatIsShownInsteadInTheLastStepIsToldToo() {
    Step last = Script.step(2, seen(52, 2, 0, 1), Status.ENDED, 2, 0);
    Script session = new Script(SPACE, SESSION.first(), List.of(SESSION.steps().get(0), last));
    Witness inside = new Witness();
    session.show(agent(inside, 3, 0, .5), Slate.of(0, 1), Slate.of(2, 1));
    assertThat(inside.rewards()).containsExactly(1, 2);
    assertThat(inside.told)
        .extracting(transition -> transition.step().status())
        .containsExactly(Status.CONTINUES, Status.ENDED);
  }

  @Test
  void stateIsThatOfTheAgentInside() {
    Witness inside = new Witness(Slate.of(0, 1), Slate.of(1, 2), Slate.of(1, 0));
    Agent agent = agent(inside, 2, .75, 1);
    SESSION.act(agent);
    Witness other = new Witness();
    Options options = new Options(other.part(), 2, .75, 1);
    PROVIDER.restore(options, SESSION, agent.learner().orElseThrow().weights());
    assertThat(other.loaded).as("transitions told").isEqualTo(3);
    assertThat(other.restoredFor).isEqualTo(inside.environment.space());
  }

  @Test
  void periodsNeedDocumentsThatStay() {
    Options options = new Options(new Witness().part(), 2, 0, 1);
    PROVIDER.check(options, new TopicEnvironment(Stay.TURNOVER));
    assertThatThrownBy(() -> PROVIDER.check(options, new TopicEnvironment(Stay.STEP)))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("aggregationPeriod"))
        .hasMessageContaining("resample: session");
  }
}
