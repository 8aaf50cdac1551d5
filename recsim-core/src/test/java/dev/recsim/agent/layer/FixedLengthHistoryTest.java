package dev.recsim.agent.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.layer.Script.Item;
import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedLengthHistoryTest {
  private static final FixedLengthHistoryProvider PROVIDER = new FixedLengthHistoryProvider();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final Space SPACE =
      new Space(3, 2, 1, 0, List.of("age"), List.of("id"), List.of("watch_time"));

  private static Observation seen(double age, long firstId) {
    List<Document> candidates =
        List.of(Item.of(firstId, -1), Item.of(firstId + 1, -1), Item.of(firstId + 2, -1));
    return new Observation(0, new double[] {age}, candidates);
  }

  /** Documents 0 to 2 have the features 10 to 12, later ones 20 to 22, and so on. */
  private static final Script SESSION =
      new Script(
          SPACE,
          seen(50, 0),
          List.of(
              Script.step(1, seen(51, 10), Status.CONTINUES, 2, 1),
              Script.step(2, seen(52, 20), Status.CONTINUES, 2, 0),
              Script.step(0, seen(53, 30), Status.CONTINUES, 2),
              Script.step(5, seen(54, 40), Status.ENDED, 2, 0, 1)));

  private static Witness witness() {
    return new Witness(Slate.of(2, 0), Slate.of(0, 1), Slate.of(1, 2), Slate.of(0, 2));
  }

  private static Agent agent(Witness inside, int length, boolean user, boolean response) {
    FixedLengthHistoryProvider.Options options =
        new FixedLengthHistoryProvider.Options(inside.part(), length, user, response, response);
    return PROVIDER.create(options, SESSION, KEY);
  }

  /** RecSim: after the first observation of a history of three, [observation, none, none]. */
  @Test
  void latestMomentStandsFirstAndThoseThatAreMissingAreZero() {
    Witness inside = witness();
    SESSION.act(agent(inside, 3, true, false));
    assertThat(inside.users())
        .isDeepEqualTo(
            new double[][] {
              {50, 1, 50, 0, 0, 0, 0},
              {51, 1, 51, 1, 50, 0, 0},
              {52, 1, 52, 1, 51, 1, 50},
              {53, 1, 53, 1, 52, 1, 51}
            });
    assertThat(inside.told.get(3).step().next().user()).containsExactly(54, 1, 54, 1, 53, 1, 52);
  }

  /**
   * Of a moment: 1; click and signal at both positions of the answer that led to it; then the
   * feature of both documents that were shown before it. Nothing led to the first moment.
   */
  @Test
  void answersAndDocumentsAreThoseThatLedToTheMoment() {
    Witness inside = witness();
    SESSION.act(agent(inside, 2, false, true));
    double[] none = {1, 0, 0, 0, 0, 0, 0};
    double[] second = {1, 0, 0, 1, 3, 12, 10};
    double[] third = {1, 1, 3, 0, 0, 20, 21};
    double[] fourth = {1, 0, 0, 0, 0, 31, 32};
    double[][] expected = {
      user(50, none, new double[7]),
      user(51, second, none),
      user(52, third, second),
      user(53, fourth, third)
    };
    assertThat(inside.users()).isDeepEqualTo(expected);
    double[] last = {1, 1, 3, 1, 3, 40, 42};
    assertThat(inside.told.get(3).step().next().user()).containsExactly(user(54, last, fourth));
    assertThat(inside.rewards()).containsExactly(1, 2, 0, 5);
  }

  private static double[] user(double age, double[] latest, double[] before) {
    double[] user = new double[1 + latest.length + before.length];
    user[0] = age;
    System.arraycopy(latest, 0, user, 1, latest.length);
    System.arraycopy(before, 0, user, 1 + latest.length, before.length);
    return user;
  }

  @Test
  void nextSessionRemembersNothing() {
    Witness inside = witness();
    Agent agent = agent(inside, 3, true, false);
    SESSION.act(agent);
    assertThat(agent.perception().first(seen(50, 0)).user()).containsExactly(50, 1, 50, 0, 0, 0, 0);
  }

  /** Three states, two documents, one position: where there are no features, one of them is 1. */
  @Test
  void statesAndDocumentsThatAreIndicesAreOneHot() {
    Space tables = new Space(2, 1, 3);
    Step accepted = new Step(Response.FIRST, 1, new Observation(0), Status.CONTINUES);
    Step refused = new Step(Response.NONE, 0, new Observation(1), Status.ENDED);
    Script session = new Script(tables, new Observation(2), List.of(accepted, refused));
    Witness inside = new Witness(Slate.of(1), Slate.of(0));
    FixedLengthHistoryProvider.Options options =
        new FixedLengthHistoryProvider.Options(inside.part(), 2, true, true, true);
    session.act(PROVIDER.create(options, session, KEY));
    double[] first = {1, 0, 0, 1, 0, 0, 0};
    double[] second = {1, 1, 0, 0, 1, 0, 1};
    double[] third = {1, 0, 1, 0, 0, 1, 0};
    assertThat(inside.users())
        .isDeepEqualTo(new double[][] {both(first, new double[7]), both(second, first)});
    assertThat(inside.told.get(1).step().next().user()).containsExactly(both(third, second));
    assertThat(inside.environment.space().userFeatures())
        .startsWith("present_0_ago", "state_0_0_ago")
        .contains("click_at_0_0_ago", "is_document_1_at_0_1_ago")
        .hasSize(14);
  }

  private static double[] both(double[] latest, double[] before) {
    return java.util.Arrays.copyOfRange(user(0, latest, before), 1, 15);
  }

  @Test
  void featuresAreNamedByWhatTheyAreAndHowLongAgo() {
    Witness inside = witness();
    FixedLengthHistoryProvider.Options options =
        new FixedLengthHistoryProvider.Options(inside.part(), 2, true, true, true);
    PROVIDER.create(options, SESSION, KEY);
    assertThat(inside.environment.space().userFeatures())
        .containsExactly(
            "age",
            "present_0_ago",
            "age_0_ago",
            "click_at_0_0_ago",
            "watch_time_at_0_0_ago",
            "click_at_1_0_ago",
            "watch_time_at_1_0_ago",
            "id_at_0_0_ago",
            "id_at_1_0_ago",
            "present_1_ago",
            "age_1_ago",
            "click_at_0_1_ago",
            "watch_time_at_0_1_ago",
            "click_at_1_1_ago",
            "watch_time_at_1_1_ago",
            "id_at_0_1_ago",
            "id_at_1_1_ago");
  }

  @Test
  void stateIsThatOfTheAgentInside() {
    Witness inside = witness();
    Agent agent = agent(inside, 3, true, true);
    SESSION.act(agent);
    Witness other = new Witness();
    FixedLengthHistoryProvider.Options options =
        new FixedLengthHistoryProvider.Options(other.part(), 3, true, true, true);
    PROVIDER.restore(options, SESSION, agent.learner().orElseThrow().weights());
    assertThat(other.loaded).isEqualTo(4);
    assertThat(other.restoredFor).isEqualTo(inside.environment.space());
  }

  @Test
  void historyThatIsTooLongIsAnError() {
    Space wide = new Space(200, 1, 1);
    FixedLengthHistoryProvider.Options options =
        new FixedLengthHistoryProvider.Options(witness().part(), 1_000, true, true, true);
    Script environment = new Script(wide, new Observation(0), List.of());
    assertThatThrownBy(() -> PROVIDER.check(options, environment))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("historyLength"))
        .hasMessageContaining("202000");
  }
}
