package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Agents that remember a session; see {@link Perception}. */
class PerceptionTest {
  /**
   * Counts the steps of the session in the user's features, and finds every step worth one more.
   */
  private static final Perception COUNTS =
      new Perception() {
        @Override
        public Observation first(Observation seen) {
          return seen.withUser(new double[] {0});
        }

        @Override
        public Observation next(Observation before, Slate slate, Step step) {
          return step.next().withUser(new double[] {before.user()[0] + 1});
        }

        @Override
        public double reward(Observation before, Slate slate, Step step) {
          return step.reward() + 1;
        }
      };

  private final List<Double> seen = new ArrayList<>();
  private final CountingAgent counting = new CountingAgent(0);

  @Test
  void policyIsGivenWhatItsAgentMakesOfTheSession() {
    Completed trial = (Completed) trial(COUNTS).run();
    assertThat(seen).hasSize(8 * FlatEnvironment.LENGTH).containsOnly(0.0, 1.0, 2.0);
    assertThat(seen.stream().filter(steps -> steps == 2).count()).isEqualTo(8);
    assertThat(trial.rewards())
        .as("scores are the environment's")
        .containsOnly(FlatEnvironment.LENGTH);
  }

  @Test
  void learnerIsGivenIt() {
    trial(COUNTS).run();
    assertThat(counting.transitions)
        .hasSize(2 * FlatEnvironment.LENGTH)
        .allMatch(it -> it.step().reward() == 2)
        .allMatch(it -> it.step().next().user()[0] == it.observation().user()[0] + 1);
  }

  @Test
  void exactValueIsOnlyThatOfAnAgentThatSeesTheEnvironmentAsItIs() {
    Completed remembers = (Completed) trial(COUNTS).run();
    Completed forgets = (Completed) trial(Perception.NONE).run();
    assertThat(remembers.exactValue()).isNull();
    assertThat(remembers.greedyActions()).isEmpty();
    assertThat(remembers.curve()).allMatch(point -> point.exactValue() == null);
    assertThat(forgets.exactValue()).isEqualTo(FlatEnvironment.LENGTH);
    assertThat(forgets.curve()).allMatch(point -> point.exactValue() != null);
  }

  private Trial trial(Perception perception) {
    return new Trial(
        new TrialId("remembering", 0),
        RandomKey.root(1),
        "flat",
        FlatEnvironment.finite(1, 1),
        (environment, key) -> new Remembering(perception),
        new Training(2, 1, 1, 1, 0, 0, Keep.LAST, 0),
        new Evaluation(8));
  }

  private final class Remembering implements Agent {
    private final Perception perception;

    Remembering(Perception perception) {
      this.perception = perception;
    }

    @Override
    public Policy greedy() {
      return new Policy() {
        @Override
        public Slate recommend(Observation observation, RandomKey key) {
          seen.add(observation.user().length == 0 ? -1 : observation.user()[0]);
          return Slate.of(1);
        }

        @Override
        public Optional<double[]> probabilities(Observation observation, int documents) {
          return Optional.of(new double[] {0, 1});
        }
      };
    }

    @Override
    public Optional<Learner> learner() {
      return Optional.of(counting);
    }

    @Override
    public Perception perception() {
      return perception;
    }
  }
}
