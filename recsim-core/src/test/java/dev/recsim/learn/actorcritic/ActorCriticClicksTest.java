package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All slates have both documents, and sessions end after a step. */
class ActorCriticClicksTest {
  private static final ActorCriticOptions OPTIONS =
      TestOptions.with("hidden", List.of(16), "gamma", 0.0, "value_scale", 1.0);
  private static final Space SPACE =
      new Space(2, 2, 1, 0, List.of("mood"), List.of("left", "right"), List.of());

  private record Sided(long id, double[] features) implements Document {}

  private static final Observation SEEN =
      new Observation(
          0,
          new double[] {1},
          List.of(new Sided(0, new double[] {1, 0}), new Sided(1, new double[] {0, 1})));

  /**
   * Two steps with a click of each, and one without. The first document is worth 2 / (2 + 1 / 6)
   * and the other 0; if both learned the reward of the slate, both would be worth 2 / 5.
   */
  @Test
  void rewardIsThatOfTheClickedDocument() {
    Step first = step(0, 1);
    Step second = step(1, 0);
    double[] values = values(first, first, second, second, step(-1, 0));
    assertThat(values[0]).isCloseTo(.92, within(.05));
    assertThat(values[1]).isCloseTo(0, within(.05));
  }

  @Test
  void allDocumentsLearnWhereUsersAlwaysClick() {
    double[] values = values(step(0, 1), step(1, 0));
    assertThat(values[0]).isCloseTo(.5, within(.05));
    assertThat(values[1]).isCloseTo(.5, within(.05));
  }

  /** The first is worth 2 / (2 + 1 / 6): a click weighs 6 times as much as a step without one. */
  @Test
  void stepWithoutClickIsWeakEvidenceAboutEachDocument() {
    double[] values = values(step(0, 1), step(0, 1), step(-1, 0));
    assertThat(values[0]).isCloseTo(.92, within(.05));
    assertThat(values[1]).isCloseTo(0, within(.05));
  }

  @Test
  void allDocumentsLearnWhereClicksAreNotUsual() {
    double[] values = values(step(0, 1), step(-1, 0));
    assertThat(values[0]).isCloseTo(.5, within(.05));
    assertThat(values[1]).isCloseTo(.5, within(.05));
  }

  /** A reward without a click shows that clicks do not tell what a reward is due to. */
  @Test
  void allDocumentsLearnWhereRewardsComeWithoutClicks() {
    double[] values = values(step(0, 1), step(0, 1), step(-1, .25));
    assertThat(values[0]).isCloseTo(.75, within(.05));
    assertThat(values[1]).isCloseTo(.75, within(.05));
  }

  /** What a reward is due to is not known. */
  @Test
  void allDocumentsLearnWhereUsersClickSeveral() {
    Response both = Response.of(new int[] {0, 1}, new double[0], 0);
    Step several = new Step(both, 0, SEEN, Status.ENDED);
    double[] values = values(step(0, 1), step(0, 1), several, step(-1, 0));
    assertThat(values[0]).isCloseTo(.5, within(.05));
    assertThat(values[1]).isCloseTo(.5, within(.05));
  }

  private static Step step(int clicked, double reward) {
    return new Step(new Response(clicked), reward, SEEN, Status.ENDED);
  }

  private static double[] values(Step... steps) {
    try (Agent agent =
        new ActorCritic().create(OPTIONS, Environment.of(SPACE), RandomKey.root(1))) {
      Learner learner = agent.learner().orElseThrow();
      for (Step step : steps) {
        learner.observe(new Transition(SEEN, Slate.of(0, 1), step));
      }
      for (int i = 0; i < 1_000; i++) {
        learner.update(64);
      }
      return new double[] {
        TestOptions.value(OPTIONS, SPACE, learner.weights(), SEEN, 0),
        TestOptions.value(OPTIONS, SPACE, learner.weights(), SEEN, 1)
      };
    }
  }
}
