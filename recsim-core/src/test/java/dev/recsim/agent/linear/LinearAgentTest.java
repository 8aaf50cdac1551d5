package dev.recsim.agent.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.recsim.agent.Environments;
import dev.recsim.agent.RandomProvider;
import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.layer.ClusterClickStatisticsProvider;
import dev.recsim.agent.linear.GlmTsProvider.GlmTs;
import dev.recsim.agent.linear.GlmUcbProvider.GlmUcb;
import dev.recsim.agent.linear.LinUcbProvider.LinUcb;
import dev.recsim.algebra.Vectors;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Document;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearAgentTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final GlmTs OUTER_TS = new GlmTs(1, 1, Interactions.OUTER);

  private record Item(long id, double[] features) implements Document {}

  private record Topical(long id, int topic, double[] features) implements Document {}

  private static final Offset<Double> EXACT = within(1e-9);

  private static double[] x(Interactions interactions, double[] user, double... document) {
    Space space = space(user.length, document.length);
    Observation seen = new Observation(0, user, List.of(new Item(0, document)));
    return new FeatureMap(interactions, space).of(seen, 0);
  }

  private static Space space(int user, int document) {
    return new Space(1, 1, 1, 0, names(user), names(document), List.of("watch_time"));
  }

  private static List<String> names(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "f" + i).toList();
  }

  @Test
  void featuresOfUsersEnterAsTheOptionSays() {
    double[] user = {5, 7};
    assertThat(x(Interactions.NONE, user, 2, 3)).containsExactly(1, 2, 3);
    assertThat(x(Interactions.OUTER, user, 2, 3)).containsExactly(1, 2, 3, 5, 10, 15, 7, 14, 21);
    assertThat(x(Interactions.ELEMENTWISE, user, 2, 3)).containsExactly(1, 2, 3, 10, 21);
  }

  @Test
  void topicFollowsTheFeatures() {
    Space space = new Space(1, 1, 1, 3, names(1), names(1), List.of());
    Observation seen =
        new Observation(0, new double[] {5}, List.of(new Topical(0, 1, new double[] {2})));
    assertThat(new FeatureMap(Interactions.OUTER, space).of(seen, 0))
        .containsExactly(1, 2, 0, 1, 0, 5, 10, 0, 5, 0);
    assertThat(new FeatureMap(Interactions.ELEMENTWISE, space).of(seen, 0))
        .containsExactly(1, 2, 0, 1, 0, 10);
  }

  /** x' theta and x' M x are the same by columns; M here is the product of a vector by itself. */
  @ParameterizedTest
  @EnumSource
  void foldedFormsAreThoseOfTheWholeVector(Interactions interactions) {
    Space space = new Space(1, 1, 1, 3, names(2), names(2), List.of());
    FeatureMap map = new FeatureMap(interactions, space);
    double[] user = {5, -7};
    Observation seen = new Observation(0, user, List.of(new Topical(0, 2, new double[] {2, 3})));
    double[] x = map.of(seen, 0);
    double[] theta = new double[x.length];
    double[][] square = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      int row = i;
      theta[i] = KEY.gaussian(i);
      Arrays.setAll(square[i], j -> KEY.gaussian(x.length + Math.min(row, j)) + row * j);
    }
    double[] slots = {1, 5, -7};
    double[] column = map.column(seen, 0);
    assertThat(Vectors.dot(column, map.fold(slots, theta))).isCloseTo(Vectors.dot(x, theta), EXACT);
    double form = 0;
    double folded = 0;
    for (int i = 0; i < x.length; i++) {
      form += x[i] * Vectors.dot(x, square[i]);
    }
    double[][] small = map.fold(slots, square);
    for (int a = 0; a < column.length; a++) {
      folded += column[a] * Vectors.dot(column, small[a]);
    }
    assertThat(folded).isCloseTo(form, withinPercentage(1e-9));
  }

  @Test
  void productsByDefaultAreThoseThatFit() {
    assertThat(FeatureMap.fitting(space(0, 4))).isEqualTo(Interactions.NONE);
    assertThat(FeatureMap.fitting(space(5, 4))).isEqualTo(Interactions.OUTER);
    assertThat(FeatureMap.fitting(space(20, 20))).isEqualTo(Interactions.ELEMENTWISE);
    assertThat(FeatureMap.fitting(space(30, 10))).isEqualTo(Interactions.OUTER);
    assertThat(FeatureMap.fitting(space(50, 40))).isEqualTo(Interactions.NONE);
    assertThat(FeatureMap.fitting(space(50, 50))).isEqualTo(Interactions.ELEMENTWISE);
  }

  @Test
  void stepsAreGroupedFinelyAtFirst() {
    assertThat(
            java.util.stream.IntStream.of(0, 15, 16, 17, 18, 31, 32, 35, 36)
                .map(LinUcbAgent::group))
        .containsExactly(0, 15, 16, 16, 17, 23, 24, 24, 25);
  }

  @Test
  void environmentsThatLackFeaturesAreErrors() {
    assertThatThrownBy(() -> check(Interactions.NONE, new Space(5, 1, 5)))
        .hasMessageContaining("use ucb1");
    assertThatThrownBy(() -> check(Interactions.OUTER, space(0, 2)))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("interactions"))
        .hasMessageContaining("none");
    assertThatThrownBy(() -> check(Interactions.ELEMENTWISE, space(3, 2)))
        .hasMessageContaining("they have 3 and 2");
    assertThatThrownBy(() -> check(Interactions.OUTER, space(50, 50))).hasMessageContaining("2601");
    check(Interactions.OUTER, space(9, 9));
  }

  private static void check(Interactions interactions, Space space) {
    new GlmTsProvider().check(new GlmTs(1, 1, interactions), Environments.notFinite(space));
    new GlmUcbProvider().check(new GlmUcb(1, 100, 1, interactions), Environments.notFinite(space));
    new LinUcbProvider()
        .check(new LinUcb(1, 1, interactions, "click", 0), Environments.notFinite(space));
  }

  @Test
  void rewardThatIsNoSignalIsAnError() {
    LinUcbProvider provider = new LinUcbProvider();
    var environment = Environments.notFinite(space(1, 1));
    provider.check(new LinUcb(1, 1, Interactions.NONE, "watch_time", 0), environment);
    assertThatThrownBy(
            () -> provider.check(new LinUcb(1, 1, Interactions.NONE, "watch", 0), environment))
        .hasMessageContaining("watch_time");
  }

  /**
   * Documents differ from session to session, so that only their features can tell: each agent
   * earns at least 0.6 clicks a session more than random slates, for the same 500 users. Measured
   * over 100 random keys, all earned 0.84 more or better.
   */
  @Test
  void featuresTellWhichDocumentsAreClicked() {
    double random = earned(part(new RandomProvider()), KEY);
    for (AgentProvider<?> provider :
        List.of(new LinUcbProvider(), new GlmUcbProvider(), new GlmTsProvider())) {
      assertThat(earned(part(provider), KEY)).as(provider.name()).isGreaterThan(random + .6);
    }
  }

  /**
   * With click counts of the session among the user's features, the same model serves each user the
   * topic that is loved: at least two clicks a session more. Measured over 100 random keys, it was
   * 2.37 or better.
   */
  @Test
  void learnerInsideALayerLearnsFromWhatTheLayerAdds() {
    Part<AgentProvider<?>> bare = new Part<>(new GlmTsProvider(), OUTER_TS);
    assertThat(earned(layered(), KEY)).isGreaterThan(earned(bare, KEY) + 2);
  }

  static Part<AgentProvider<?>> layered() {
    return new Part<>(
        new ClusterClickStatisticsProvider(),
        new ClusterClickStatisticsProvider.Options(new Part<>(new GlmTsProvider(), OUTER_TS)));
  }

  @SuppressWarnings("unchecked")
  static double earned(Part<AgentProvider<?>> agent, RandomKey root) {
    AgentProvider<Record> provider = (AgentProvider<Record>) agent.provider();
    Trial trial =
        new Trial(
            new TrialId("linear", 0),
            root,
            "topics",
            new TopicEnvironment(Stay.SESSION),
            (environment, key) -> provider.create(agent.options(), environment, key),
            new Training(200, 1, 1, 1, 0, 0, Keep.LAST, 0),
            new Evaluation(500));
    return Arrays.stream(((Completed) trial.run()).rewards()).average().orElseThrow();
  }

  static Part<AgentProvider<?>> part(AgentProvider<?> provider) {
    return new Part<>(provider, provider.defaults());
  }
}
