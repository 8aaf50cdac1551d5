package dev.recsim.agent.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnnAgentTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final Space SPACE = new Space(6, 2, 1);
  private static final Observation START = new Observation(0);

  private final KnnProvider provider = new KnnProvider();
  private final KnnAgent agent = agent(2, .5, 1, 3);

  private static KnnAgent agent(int neighbours, double decay, double shrinkage, int length) {
    return new KnnAgent(new KnnProvider.Options(neighbours, decay, shrinkage, length), SPACE);
  }

  /** A session that clicks these documents one after another; returns its last observation. */
  private static Observation session(KnnAgent agent, boolean learns, int... documents) {
    Observation seen = agent.perception().first(START);
    for (int document : documents) {
      Slate slate = Slate.of(document, (document + 1) % 6);
      Step bare = new Step(Response.FIRST, 1, START, Status.CONTINUES);
      Observation next = agent.perception().next(seen, slate, bare);
      if (learns) {
        agent.observe(
            new Transition(seen, slate, new Step(Response.FIRST, 1, next, Status.CONTINUES)));
      }
      seen = next;
    }
    return seen;
  }

  /** 4 is clicked in three sessions, 1 and 2 in two, together with one another and with 4. */
  private KnnAgent learned() {
    session(agent, true, 1, 2, 1);
    session(agent, true, 4, 1, 2);
    session(agent, true, 4);
    session(agent, true, 4);
    return agent;
  }

  @Test
  void similarityIsTheShrunkenCosineOfSessions() {
    KnnAgent agent = learned();
    double[] scores = agent.greedy().documentScores(session(agent, false, 1)).orElseThrow();
    assertThat(scores[2]).isCloseTo(2 / (2. + 1), within(1e-12));
    assertThat(scores[4]).isCloseTo(1 / (Math.sqrt(6) + 1), within(1e-12));
    assertThat(scores[0]).isEqualTo(-1);
    assertThat(scores[1]).as("not its own neighbour, clicked in 2").isEqualTo(-1 / 3.);
    assertThat(agent.weights().get("clicks", 6).data()).containsExactly(0, 2, 2, 0, 3, 0);
    assertThat(agent.weights().get("neighbours", 6, 2).data())
        .containsExactly(-1, -1, 2, 4, 1, 4, -1, -1, 1, 2, -1, -1);
    assertThat(agent.weights().get("together", 6, 2).data())
        .containsExactly(0, 0, 2, 1, 2, 1, 0, 0, 1, 1, 0, 0);
  }

  @Test
  void popularDocumentsFillTheSlate() {
    KnnAgent agent = learned();
    assertThat(shown(agent)).as("before the first click").isEqualTo(Slate.of(4, 1));
    assertThat(shown(agent, 1)).isEqualTo(Slate.of(2, 4));
    assertThat(shown(agent, 5)).as("no neighbours").isEqualTo(Slate.of(4, 1));
    KnnAgent one = agent(1, .5, 1, 3);
    one.load(cut(agent.weights()));
    assertThat(shown(one, 1)).as("one neighbour").isEqualTo(Slate.of(2, 4));
    assertThat(shown(one, 2)).isEqualTo(Slate.of(1, 4));
  }

  /** Keeps one of two neighbours. */
  private static Weights cut(Weights weights) {
    float[] numbers = weights.get("neighbours", 6, 2).data();
    float[] together = weights.get("together", 6, 2).data();
    return Weights.of(
        Map.of(
            "clicks",
            weights.get("clicks", 6),
            "neighbours",
            Tensor.of(i -> numbers[2 * i], 6, 1),
            "together",
            Tensor.of(i -> together[2 * i], 6, 1)));
  }

  private static Slate shown(KnnAgent agent, int... clicked) {
    return agent.greedy().recommend(session(agent, false, clicked), KEY);
  }

  @Test
  void clicksCountLessWithEachLaterClick() {
    KnnAgent agent = learned();
    double[] scores = agent.greedy().documentScores(session(agent, false, 1, 5, 2)).orElseThrow();
    assertThat(scores[1]).isCloseTo(2 / 3., within(1e-12));
    assertThat(scores[2]).isCloseTo(.25 * 2 / 3, within(1e-12));
    assertThat(scores[4]).isCloseTo(1.25 / (Math.sqrt(6) + 1), within(1e-12));
    assertThat(agent.greedy().documentScores(session(agent, false, 1, 5, 5, 5)).orElseThrow()[2])
        .as("only three clicks are remembered")
        .isEqualTo(-1 / 3.);
  }

  @Test
  void clicksOfTheSessionAreFeaturesLatestFirst() {
    Observation seen = session(agent, false, 3, 0);
    assertThat(seen.user()).containsExactly(1, 4, 0);
    Step both =
        new Step(Response.of(new int[] {0, 1}, new double[0], 0), 2, START, Status.CONTINUES);
    seen = agent.perception().next(seen, Slate.of(5, 2), both);
    assertThat(seen.user()).containsExactly(3, 6, 1);
    assertThat(agent.perception().space(SPACE).userFeatures())
        .containsExactly("click_0_ago", "click_1_ago", "click_2_ago");
  }

  @Test
  void observationsOfOthersAreErrors() {
    assertThatThrownBy(() -> agent.greedy().recommend(START, KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SavedPolicy.loadAgent(path)");
    Observation unknown = new Observation(0, new double[] {2, 7, 0}, java.util.List.of());
    Slate before = shown(learned(), 1);
    assertThatThrownBy(() -> agent.greedy().recommend(unknown, KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("click_1_ago")
        .hasMessageContaining("up to 6");
    assertThat(shown(agent, 1)).isEqualTo(before);
  }

  @Test
  void documentsAreRecognizedByTheirNumberAmongAnyCandidates() {
    KnnAgent agent = learned();
    double[] clicked = session(agent, false, 1).user();
    assertThat(agent.greedy().recommend(Shown.candidates(clicked, 0, 1, 2, 3, 4, 5), KEY))
        .isEqualTo(Slate.of(2, 4));
    assertThat(agent.greedy().recommend(Shown.candidates(clicked, 5, 2, 1, 4), KEY))
        .isEqualTo(Slate.of(1, 3));
    assertThat(agent.greedy().recommend(Shown.candidates(clicked, 0, 1, 3), KEY))
        .as("clicked in 2 sessions, then in none")
        .isEqualTo(Slate.of(1, 0));
  }

  /** Lists are cut on both sides, so a pair may be in the list of one document only. */
  @Test
  void loadedNeighboursAreTheSame() {
    for (int i = 0; i < 200; i++) {
      RandomKey key = KEY.child(i);
      int size = 1 + key.below(0, 4);
      session(agent, true, IntStream.rangeClosed(1, size).map(t -> key.below(t, 6)).toArray());
    }
    KnnAgent loaded = agent(2, .5, 1, 3);
    loaded.load(agent.weights());
    assertThat(loaded.weights()).isEqualTo(agent.weights());
  }

  @Test
  void weightsOfOtherDocumentsAreErrors() {
    Weights weights = learned().weights();
    weights.get("neighbours", 6, 2).data()[0] = 6;
    assertThatThrownBy(() -> agent.load(weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("document 6");
  }

  /**
   * Documents d and d + 3 have the same topic, and users click the topic they love nine times as
   * often. Of 300 random keys none failed.
   */
  @Test
  void documentsOfATopicAreFoundToBeNeighbours() {
    assertThat(nearest(KEY)).containsExactly(3, 4, 5, 0, 1, 2);
  }

  static int[] nearest(RandomKey root) {
    Environment environment = new TopicEnvironment(Stay.FOREVER);
    KnnAgent agent = new KnnAgent(new KnnProvider.Options(5, .8, 10, 20), environment.space());
    for (int i = 0; i < 1_000; i++) {
      RandomKey key = root.child(i);
      Session session = environment.open(key.child("user"));
      Observation seen = agent.perception().first(session.start());
      boolean goesOn = true;
      for (int t = 0; goesOn; t++) {
        Slate slate = agent.exploring().recommend(seen, key.child(t));
        Step step = session.recommend(slate);
        Observation next = agent.perception().next(seen, slate, step);
        agent.observe(
            new Transition(seen, slate, new Step(step.response(), 0, next, step.status())));
        seen = next;
        goesOn = step.continues();
      }
    }
    float[] neighbours = agent.weights().get("neighbours", 6, 5).data();
    return IntStream.range(0, 6).map(d -> (int) neighbours[5 * d]).toArray();
  }

  @Test
  void aHundredThousandDocumentsKeepOnlyPairsThatWereClicked() {
    Space space = new Space(100_000, 5, 1);
    KnnAgent large = new KnnAgent(new KnnProvider.Options(50, .8, 10, 20), space);
    for (int i = 0; i < 20_000; i++) {
      Observation seen = large.perception().first(START);
      Slate slate = Slate.random(100_000, 5, KEY.child(i));
      Response all = Response.of(new int[] {0, 1, 2, 3, 4}, new double[0], 0);
      large.observe(new Transition(seen, slate, new Step(all, 5, seen, Status.ENDED)));
    }
    Slate clicked = Slate.random(100_000, 5, KEY.child(7));
    Step step = new Step(Response.FIRST, 1, START, Status.CONTINUES);
    Observation seen = large.perception().next(large.perception().first(START), clicked, step);
    Slate shown = large.greedy().recommend(seen, KEY);
    double[] scores = large.greedy().documentScores(seen).orElseThrow();
    assertThat(IntStream.range(0, 5).map(shown::document))
        .allMatch(document -> scores[document] > 0);
  }

  @Test
  void environmentsWhoseDocumentsComeAndGoAreErrors() {
    assertThatThrownBy(
            () -> provider.check(provider.defaults(), new TopicEnvironment(Stay.SESSION)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("knn")
        .hasMessageContaining("resample: corpus");
  }
}
