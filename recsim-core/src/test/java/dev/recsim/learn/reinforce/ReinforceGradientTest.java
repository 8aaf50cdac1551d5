package dev.recsim.learn.reinforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.learn.NetworkProvider.Setup;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.reinforce.Reinforce.Options.Correction;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gradient that is estimated from sessions is that of the expected reward: by each score of
 * each state, d(s) pi(a | s) (Q(s, a) - V(s)) with the expected number of visits d (Sutton et al.
 * 2000). From a log of another policy b it is d_b(s) pi(a | s) (Q_b(s, a) - sum_c pi(c | s) Q_b(s,
 * c)), the gradient of one step of policy improvement (Chen et al. 2019, with visits and returns of
 * the log). A component is off by more than four standard errors in one of 16,000 cases, one of the
 * 100 in one of 160 keys; the key is fixed.
 */
@Tag("slow")
class ReinforceGradientTest {
  private static final int SESSIONS = 100_000;
  private static final int LOGGED = 30_000;
  private static final RandomKey KEY = RandomKey.root(42);

  private final TransitionMatrixProvider environments = new TransitionMatrixProvider();
  private final Environment environment =
      environments.create(environments.defaults(), Path.of("."));
  private final FiniteMdp mdp = environment.model().orElseThrow();
  private final int states = mdp.states();
  private final int documents = mdp.actions();

  @Test
  void estimatedGradientIsTheExactOne() {
    Reinforce.Learning agent = agent(options());
    agent.load(spread(agent));
    Gradient estimated = new Gradient();
    for (int session = 0; session < SESSIONS; session++) {
      estimated.add(play(agent, agent.exploring(), session, Double.NaN), agent.minimize());
    }
    assertThat(estimated.wrong(exact(agent.exploring(), agent.exploring()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void gradientFromALogOfAnotherPolicyIsCorrected(Correction correction) {
    Reinforce.Learning agent = agent(Options.with(options(), "correction", correction));
    agent.load(spread(agent));
    Policy random = Policy.uniform(environment.space());
    Gradient corrected = new Gradient();
    Gradient uncorrected = new Gradient();
    for (int session = 0; session < LOGGED; session++) {
      corrected.add(play(agent, random, session, 1.0 / documents), agent.minimize());
      uncorrected.add(play(agent, random, session, Double.NaN), agent.minimize());
    }
    double[][] exact = exact(uniform(), agent.exploring());
    assertThat(corrected.wrong(exact)).isEmpty();
    assertThat(uncorrected.wrong(exact)).hasSizeGreaterThan(states * documents / 2);
  }

  private Reinforce.Learning agent(Reinforce.Options options) {
    return new Reinforce.Learning(new Setup<>(options, environment, null, KEY.child("agent")));
  }

  private Policy uniform() {
    return new Policy() {
      @Override
      public Slate recommend(Observation observation, RandomKey key) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Optional<double[]> probabilities(Observation observation, int count) {
        double[] row = new double[count];
        Arrays.fill(row, 1.0 / count);
        return Optional.of(row);
      }
    };
  }

  private static Reinforce.Options options() {
    Reinforce.Options options = new Reinforce().defaults();
    options = Options.with(options, "hidden", List.of(8));
    options = Options.with(options, "gamma", 1.0);
    options = Options.with(options, "baseline", false);
    options = Options.with(options, "entropy", Schedule.of(0));
    options = Options.with(options, "entropy_floor", Schedule.of(0));
    return Options.with(options, "value_scale", 1.0);
  }

  /** Weights of a policy that is not uniform. */
  private static Weights spread(Reinforce.Learning agent) {
    Weights weights = agent.weights();
    float[] last = weights.tensors().get("policy.1.weight").data();
    for (int i = 0; i < last.length; i++) {
      last[i] = (float) KEY.child("last layer").gaussian(i);
    }
    return weights;
  }

  /** Plays a session; with a propensity, as one of a log. */
  private List<Observation> play(
      Reinforce.Learning agent, Policy policy, int number, double propensity) {
    Session session = environment.open(KEY.child("session").child(number));
    List<Observation> seen = new ArrayList<>(List.of(session.start()));
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Observation now = seen.get(t);
      Slate slate = policy.recommend(now, KEY.child("decision").child(number).child(t));
      Step step = session.recommend(slate);
      Transition transition = new Transition(now, slate, step);
      if (Double.isNaN(propensity)) {
        agent.observe(transition);
      } else {
        agent.observeLogged(
            transition, OptionalDouble.of(propensity), Optional.of(new double[] {propensity}));
      }
      seen.add(step.next());
      status = step.status();
    }
    return seen.subList(0, seen.size() - 1);
  }

  /** The estimated gradient by each score. */
  private final class Gradient {
    private final double[][] sums = new double[states][documents];
    private final double[][] squares = new double[states][documents];
    private int sessions;

    /**
     * The loss is minus the mean over the steps, the gradient that of their sum.
     *
     * @param scores in the states, in order of first appearance
     */
    void add(List<Observation> seen, Value scores) {
      double[][] session = new double[states][documents];
      int[] distinct = seen.stream().mapToInt(Observation::state).distinct().toArray();
      for (int i = 0; i < distinct.length; i++) {
        for (int a = 0; a < documents; a++) {
          session[distinct[i]][a] = -seen.size() * scores.gradient()[i * documents + a];
        }
      }
      for (int s = 0; s < states; s++) {
        for (int a = 0; a < documents; a++) {
          sums[s][a] += session[s][a];
          squares[s][a] += session[s][a] * session[s][a];
        }
      }
      sessions++;
    }

    /** The components that are off by more than four standard errors. */
    List<String> wrong(double[][] exact) {
      List<String> wrong = new ArrayList<>();
      for (int s = 0; s < states; s++) {
        for (int a = 0; a < documents; a++) {
          double mean = sums[s][a] / sessions;
          double deviation = Math.sqrt(squares[s][a] / sessions - mean * mean);
          if (Math.abs(mean - exact[s][a]) > 4 * deviation / Math.sqrt(sessions)) {
            wrong.add("state %s, document %s: %s, not %s".formatted(s, a, mean, exact[s][a]));
          }
        }
      }
      return wrong;
    }
  }

  private double[][] exact(Policy logged, Policy policy) {
    double[][] b = StochasticPolicy.of(mdp, logged).orElseThrow().probabilities();
    double[][] pi = StochasticPolicy.of(mdp, policy).orElseThrow().probabilities();
    double[] values = new double[states];
    double[] visits = new double[states];
    double[] now = new double[states];
    for (int s = 0; s < states; s++) {
      now[s] = mdp.start(s);
    }
    for (int t = 0; t < 2_000; t++) {
      double[] next = new double[states];
      double[] better = new double[states];
      for (int s = 0; s < states; s++) {
        visits[s] += now[s];
        for (int a = 0; a < documents; a++) {
          better[s] += b[s][a] * value(s, a, values);
          double[] row = row(s, a);
          for (int following = 0; following < states; following++) {
            next[following] += now[s] * b[s][a] * row[following];
          }
        }
      }
      now = next;
      values = better;
    }
    double[][] gradient = new double[states][documents];
    for (int s = 0; s < states; s++) {
      double mean = 0;
      for (int a = 0; a < documents; a++) {
        mean += pi[s][a] * value(s, a, values);
      }
      for (int a = 0; a < documents; a++) {
        gradient[s][a] = visits[s] * pi[s][a] * (value(s, a, values) - mean);
      }
    }
    return gradient;
  }

  private double value(int state, int document, double[] values) {
    double[] row = row(state, document);
    double value = mdp.reward(state, document);
    for (int s = 0; s < states; s++) {
      value += row[s] * values[s];
    }
    return value;
  }

  private double[] row(int state, int document) {
    double[] row = new double[states];
    mdp.transition(state, document, row);
    return row;
  }
}
