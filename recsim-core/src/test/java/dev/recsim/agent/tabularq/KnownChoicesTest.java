package dev.recsim.agent.tabularq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Plan;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept between steps changes nothing. */
class KnownChoicesTest {
  private record Featured(long id, double[] features) implements Document {
    Featured(long id, double feature) {
      this(id, new double[] {feature});
    }
  }

  /** The first two are in the same bin. */
  private static final List<Document> DOCUMENTS =
      List.of(new Featured(0, 1), new Featured(1, 1.001), new Featured(2, 5), new Featured(3, 7));

  private static final List<Document> OTHERS =
      List.of(new Featured(4, 1), new Featured(5, 5), new Featured(6, 3), new Featured(7, 8));

  @Test
  void learnerThatForgetsAtEachStepLearnsTheSame() {
    assertThat(learned(false, 1)).isEqualTo(learned(true, 1));
    assertThat(learned(false, 2)).isEqualTo(learned(true, 2));
  }

  /**
   * The slates that were shown, and the table.
   *
   * @param forgets whether weights are loaded at each step, so that nothing is kept
   */
  private static List<Object> learned(boolean forgets, int slateSize) {
    Space space = new Space(4, slateSize, 3, 0, List.of("mood"), List.of("kind"), List.of());
    TabularQ provider = new TabularQ();
    List<Object> all = new ArrayList<>();
    try (Agent agent =
        provider.create(provider.defaults(), Environment.of(space), RandomKey.root(1))) {
      Learner learner = agent.learner().orElseThrow();
      Policy exploring = learner.exploring();
      Observation seen = observation(0);
      for (int t = 0; t < 2_000; t++) {
        RandomKey key = RandomKey.root(7).child(t);
        if (forgets) {
          learner.load(learner.weights());
        }
        Slate slate = exploring.recommend(seen, key);
        all.add(slate);
        Observation next = observation(t + 1);
        double reward = key.gaussian(9) + slate.document(0);
        Status status = t % 10 == 9 ? Status.ENDED : Status.CONTINUES;
        learner.observe(
            new Transition(seen, slate, new Step(Response.FIRST, reward, next, status)));
        seen = next;
      }
      Weights weights = learner.weights();
      weights.tensors().forEach((name, it) -> all.add(List.of(name, floats(it.data()))));
    }
    return all;
  }

  private static List<Float> floats(float[] data) {
    List<Float> all = new ArrayList<>();
    for (float it : data) {
      all.add(it);
    }
    return all;
  }

  /** States and moods take turns; now and then there are other candidates. */
  private static Observation observation(int step) {
    List<Document> candidates = step % 100 < 80 ? DOCUMENTS : OTHERS;
    double[] user = {step % 2};
    return new Observation(step % 3, user, candidates);
  }

  /** 100 steps for each of 200 states and 200 documents. */
  @Test
  void planGrowsWithThePairsOfStateAndSlate() {
    assertThat(plan(200, 200)).isEqualTo(new Plan(4_000_000, .01, 25, 1));
    assertThat(plan(10, 10)).as("few pairs").isEqualTo(new Plan(300_000, .01, 25, 1));
    assertThat(plan(1_000, 500)).as("many slates").isEqualTo(new Plan(1_600_000, .01, 25, 1));
  }

  private static Plan plan(int states, int documents) {
    try (Agent agent = agent(states, documents)) {
      return agent.learner().orElseThrow().plan(1_000_000);
    }
  }

  private static Agent agent(int states, int documents) {
    Space space = new Space(documents, 1, states, 0, List.of(), List.of("kind"), List.of());
    TabularQ provider = new TabularQ();
    return provider.create(provider.defaults(), Environment.of(space), RandomKey.root(1));
  }

  /**
   * Each of two slates was shown 20 times: sqrt(5 / 20) of the slates are random, half of these the
   * better one. With 30 visits all would be random.
   */
  @Test
  void exploresLessWhereThePlanGrowsWithThePairs() {
    assertThat(better(1_600)).as("320,000 steps").isBetween(.71, .79);
    assertThat(better(1_500)).as("300,000 steps").isBetween(.46, .54);
  }

  /** Share of 2,000 sessions in which the better slate is shown. */
  private static double better(int states) {
    Observation seen = new Observation(0, new double[0], DOCUMENTS.subList(1, 3));
    try (Agent agent = agent(states, 2)) {
      Learner learner = agent.learner().orElseThrow();
      for (int i = 0; i < 40; i++) {
        Step step = new Step(Response.FIRST, i % 2, seen, Status.ENDED);
        learner.observe(new Transition(seen, Slate.of(i % 2), step));
      }
      return IntStream.range(0, 2_000)
              .filter(
                  i ->
                      learner.exploring().recommend(seen, RandomKey.root(3).child(i)).document(0)
                          == 1)
              .count()
          / 2_000.0;
    }
  }
}
