package dev.recsim.agent.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.Environments;
import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.bandit.ClusterBanditProvider.Options;
import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.AgentFactory;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Training;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterBanditTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final ClusterBanditProvider PROVIDER = new ClusterBanditProvider();

  /** RecSim's own test case: topic 1 was clicked, topic 0 was not. */
  private static final List<Document> DOCUMENTS =
      List.of(
          item(0, 1, 1.127252),
          item(1, 0, 2.127850),
          item(2, 0, 1.992533),
          item(3, 1, 1.035152),
          item(4, 1, 1.103292));

  private record Item(long id, int topic, double[] features) implements Document {}

  private static Item item(long id, int topic, double quality) {
    return new Item(id, topic, new double[] {0, quality});
  }

  private static Space space(int slateSize, String... features) {
    return new Space(5, slateSize, 1, 2, List.of("age"), List.of(features), List.of());
  }

  /** Impressions, then clicks, behind the user's one feature. */
  private static Observation seen(double... counts) {
    double[] user = new double[1 + counts.length];
    System.arraycopy(counts, 0, user, 1, counts.length);
    return new Observation(0, user, DOCUMENTS);
  }

  private static Slate slate(int size, Observation seen) {
    return new ClusterBandit(new Ucb1(1), space(size, "age", "quality"), 1).recommend(seen, KEY);
  }

  @Test
  void bestTopicComesFirstAndWithinATopicTheBestDocument() {
    assertThat(slate(5, seen(1, 1, 0, 1))).isEqualTo(Slate.of(0, 4, 3, 1, 2));
    assertThat(slate(5, seen(1, 1, 1, 0))).isEqualTo(Slate.of(1, 2, 0, 4, 3));
  }

  @Test
  void slateIsCutWhereItIsFull() {
    assertThat(slate(1, seen(1, 1, 0, 1))).isEqualTo(Slate.of(0));
    assertThat(slate(4, seen(1, 1, 0, 1))).isEqualTo(Slate.of(0, 4, 3, 1));
  }

  @Test
  void topicThatWasNeverShownIsTriedFirst() {
    assertThat(slate(1, seen(3, 0, 3, 0))).isEqualTo(Slate.of(0));
    assertThat(slate(1, seen(0, 3, 0, 3))).isEqualTo(Slate.of(1));
  }

  @Test
  void documentsWithoutAQualityKeepTheirOrder() {
    Agent agent =
        PROVIDER.create(PROVIDER.defaults(), Environments.notFinite(space(5, "a", "b")), KEY);
    assertThat(agent.greedy().recommend(seen(1, 1, 0, 1), KEY)).isEqualTo(Slate.of(0, 3, 4, 1, 2));
  }

  @Test
  void documentsAreRankedByTheFeatureThatIsNamed() {
    Options options = new Options(PROVIDER.defaults().bandit(), "b");
    Agent agent = PROVIDER.create(options, Environments.notFinite(space(5, "a", "b")), KEY);
    assertThat(agent.greedy().recommend(seen(1, 1, 0, 1), KEY)).isEqualTo(Slate.of(0, 4, 3, 1, 2));
  }

  @Test
  void featureThatDocumentsLackIsAnError() {
    Options options = new Options(PROVIDER.defaults().bandit(), "size");
    assertThatThrownBy(() -> PROVIDER.check(options, new TopicEnvironment(Stay.STEP)))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("rankBy"))
        .hasMessageContaining("quality")
        .hasMessageContaining("size");
  }

  @Test
  void environmentWithoutTopicsIsAnError() {
    assertThatThrownBy(() -> PROVIDER.check(PROVIDER.defaults(), Environments.generated()))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("topics");
  }

  /** In place of an index error, or a list that is emptied for ever. */
  @Test
  void slateThatCannotBeFilledIsAnErrorThatSaysSo() {
    Observation foreign = new Observation(0, new double[5], List.of(item(0, 7, 1), item(1, 0, 1)));
    assertThatThrownBy(() -> slate(2, foreign))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be filled");
  }

  /**
   * Each of the bandits finds the loved topic within a session of up to eight steps: more clicks
   * than random slates in 400 sessions with the same users. Measured over 200 random keys, the
   * difference was above 1.5 clicks a session in each.
   */
  @Test
  void topicsAreFoundWithinAVisit() {
    double random =
        meanReward((environment, key) -> () -> Policy.uniform(environment.space()), KEY);
    for (BanditProvider<BanditOptions> bandit : bandits()) {
      assertThat(meanReward(bandit, KEY)).as(bandit.name()).isGreaterThan(random + 1);
    }
  }

  static List<BanditProvider<BanditOptions>> bandits() {
    return List.of(
        new Bandits.Ucb1Provider(),
        new Bandits.KlUcbProvider(),
        new Bandits.ThompsonSamplingProvider());
  }

  static double meanReward(BanditProvider<BanditOptions> bandit, RandomKey root) {
    Options options = new Options(new Part<>(bandit, bandit.defaults()), null);
    return meanReward((environment, key) -> PROVIDER.create(options, environment, key), root);
  }

  static double meanReward(AgentFactory agent, RandomKey root) {
    Trial trial =
        new Trial(
            new TrialId("topics", 0),
            root,
            "topics",
            new TopicEnvironment(Stay.SESSION),
            agent,
            Training.DEFAULTS,
            new Evaluation(400));
    return Arrays.stream(((Completed) trial.run()).rewards()).average().orElseThrow();
  }
}
