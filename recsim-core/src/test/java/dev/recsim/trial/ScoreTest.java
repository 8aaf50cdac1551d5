package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.env.TransitionMatrixProvider;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private final Counted environment = new Counted();

  @Test
  void equalPoliciesOfSeveralTrialsAreSolvedOnce() {
    Score first = score(showing(1));
    int solved = environment.rows;
    Score second = score(showing(1));
    assertThat(solved).isEqualTo(environment.states());
    assertThat(environment.rows).isEqualTo(solved);
    assertThat(second.exactValue()).isEqualTo(first.exactValue()).isPositive();
    assertThat(second.greedyActions()).containsOnly(1);
  }

  @Test
  void otherPoliciesHaveScoresOfTheirOwn() {
    Score first = score(showing(1));
    Score other = score(showing(2));
    assertThat(other.exactValue()).isNotEqualTo(first.exactValue());
    assertThat(other.greedyActions()).containsOnly(2);
  }

  @Test
  void otherEnvironmentsHaveScoresOfTheirOwn() {
    score(showing(1));
    Counted other = new Counted();
    Agent agent = showing(1);
    Score.of(other, agent, agent.greedy());
    assertThat(other.rows).isPositive();
  }

  @Test
  void aPolicyThatExploresIsSolvedAsItIsJudged() {
    Agent agent = showing(1);
    Score greedy = Score.of(environment, agent, agent.greedy());
    Policy uniform = Policy.uniform(environment.space());
    Score judged = Score.of(environment, agent, uniform);
    assertThat(judged.exactValue()).isNotEqualTo(greedy.exactValue());
    assertThat(judged.greedyActions()).containsOnly(1);
  }

  @Test
  void learnersAreSolvedInEachTrial() {
    score(learning());
    int solved = environment.rows;
    score(learning());
    assertThat(environment.rows).isEqualTo(2 * solved);
  }

  private Score score(Agent agent) {
    return Score.of(environment, agent, agent.greedy());
  }

  private static Agent showing(int document) {
    Policy policy = (Policy.Deterministic) observation -> Slate.of(document);
    return () -> policy;
  }

  private static Agent learning() {
    Policy policy = showing(1).greedy();
    return new CountingAgent() {
      @Override
      public Policy greedy() {
        return policy;
      }
    };
  }

  /** Counts the rows of transition probabilities that are asked for. */
  private static final class Counted implements Environment.Wrapper, FiniteMdp {
    private final Environment inside =
        new TransitionMatrixProvider()
            .create(new TransitionMatrixProvider().defaults(), Path.of("."));
    private final FiniteMdp mdp = inside.model().orElseThrow();
    private int rows;

    @Override
    public Environment inside() {
      return inside;
    }

    @Override
    public Optional<FiniteMdp> model() {
      return Optional.of(this);
    }

    @Override
    public int states() {
      return mdp.states();
    }

    @Override
    public int actions() {
      return mdp.actions();
    }

    @Override
    public double start(int state) {
      return mdp.start(state);
    }

    @Override
    public double reward(int state, int action) {
      return mdp.reward(state, action);
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      rows++;
      mdp.transition(state, action, probabilities);
    }

    @Override
    public int maxSessionLength() {
      return mdp.maxSessionLength();
    }
  }
}
