package dev.recsim.agent.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.Environments;
import dev.recsim.agent.layer.ClusterClickStatisticsProvider.Options;
import dev.recsim.agent.layer.Script.Item;
import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Document;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterClickStatisticsTest {
  private static final ClusterClickStatisticsProvider PROVIDER =
      new ClusterClickStatisticsProvider();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final Space SPACE =
      new Space(4, 2, 1, 3, List.of("age"), List.of("id"), List.of("watch_time"));

  private static Observation seen(double age, int... topics) {
    List<Document> candidates = new java.util.ArrayList<>();
    for (int topic : topics) {
      candidates.add(Item.of(candidates.size(), topic));
    }
    return new Observation(0, new double[] {age}, candidates);
  }

  /**
   * First documents 1 and 3, of topics 1 and 1, the second of them clicked; then 0 and 2, by then
   * of topics 2 and 0, both clicked; then 0 and 1, of topics 1 and 0, both again.
   */
  private static final Script SESSION =
      new Script(
          SPACE,
          seen(50, 0, 1, 2, 1),
          List.of(
              Script.step(1, seen(51, 2, 2, 0, 1), Status.CONTINUES, 2, 1),
              Script.step(2, seen(52, 1, 0, 0, 0), Status.CONTINUES, 2, 0, 1),
              Script.step(2, seen(53, 1, 1, 1, 1), Status.CUT_OFF, 2, 0, 1)));

  private static Witness shownInThree() {
    return new Witness(Slate.of(1, 3), Slate.of(0, 2), Slate.of(0, 1));
  }

  @Test
  void countsOfTheSessionStandBehindTheUsersFeatures() {
    Witness inside = shownInThree();
    SESSION.act(agent(inside));
    assertThat(inside.users())
        .isDeepEqualTo(
            new double[][] {
              {50, 0, 0, 0, 0, 0, 0}, {51, 0, 2, 0, 0, 1, 0}, {52, 1, 2, 1, 1, 1, 1}
            });
    assertThat(inside.told).hasSize(3);
    assertThat(inside.told.get(2).step().next().user()).containsExactly(53, 2, 3, 1, 2, 2, 1);
    assertThat(inside.told.get(1).observation()).isSameAs(inside.shown.get(1));
    assertThat(inside.rewards()).containsExactly(1, 2, 2);
  }

  private static Agent agent(Witness inside) {
    return PROVIDER.create(new Options(inside.part()), SESSION, KEY);
  }

  @Test
  void nextSessionStartsFromZero() {
    Witness inside = new Witness(Slate.of(1, 3), Slate.of(0, 2), Slate.of(0, 1), Slate.of(1, 3));
    Agent agent = agent(inside);
    SESSION.act(agent);
    assertThat(agent.perception().first(seen(50, 0, 1, 2, 1)).user())
        .containsExactly(50, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void impressionsAndClicksAreFoundWhereTheyWereWritten() {
    ClusterClickStatistics statistics = new ClusterClickStatistics(SPACE);
    Observation perceived = seen(0, 0).withUser(new double[] {9, 1, 2, 3, 4, 5, 6});
    assertThat(statistics.impressions(perceived)).containsExactly(1, 2, 3);
    assertThat(statistics.clicks(perceived)).containsExactly(4, 5, 6);
  }

  @Test
  void featuresAreNamedByTopic() {
    Witness inside = shownInThree();
    agent(inside);
    assertThat(inside.environment.space().userFeatures())
        .containsExactly(
            "age",
            "impressions_of_topic_0",
            "impressions_of_topic_1",
            "impressions_of_topic_2",
            "clicks_on_topic_0",
            "clicks_on_topic_1",
            "clicks_on_topic_2");
  }

  /**
   * What a bandit over documents needs to know of an environment is asked of the environment as
   * perceived.
   */
  @Test
  void environmentAsPerceivedCountsLikeTheSession() {
    Witness inside = shownInThree();
    agent(inside);
    var session = inside.environment.open(KEY);
    assertThat(session.start().user()).containsExactly(50, 0, 0, 0, 0, 0, 0);
    session.recommend(Slate.of(1, 3));
    var second = session.recommend(Slate.of(0, 2));
    assertThat(second.next().user()).containsExactly(52, 1, 2, 1, 1, 1, 1);
    assertThat(second.reward()).isEqualTo(2);
  }

  @Test
  void topicThatTheEnvironmentDoesNotHaveIsAnError() {
    Perception statistics = new ClusterClickStatistics(SPACE);
    Observation first = statistics.first(seen(50, -1, 0));
    assertThatThrownBy(() -> statistics.next(first, Slate.of(0, 1), SESSION.steps().get(0)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void stateIsThatOfTheAgentInside() {
    Witness inside = shownInThree();
    Agent agent = agent(inside);
    SESSION.act(agent);
    Witness other = new Witness();
    PROVIDER.restore(new Options(other.part()), SESSION, agent.learner().orElseThrow().weights());
    assertThat(other.loaded).isEqualTo(3);
    assertThat(other.restoredFor).isEqualTo(inside.environment.space());
  }

  @Test
  void environmentWithoutTopicsIsAnError() {
    assertThatThrownBy(
            () -> PROVIDER.check(new Options(shownInThree().part()), Environments.generated()))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("topics");
  }
}
