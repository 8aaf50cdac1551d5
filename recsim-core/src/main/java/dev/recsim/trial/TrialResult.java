package dev.recsim.trial;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.FiniteMdp.Posterior;
import dev.recsim.api.Inputs;
import dev.recsim.api.Options;
import dev.recsim.api.Weights;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.io.Digest;
import dev.recsim.stats.Estimate;
import dev.recsim.trial.schedule.Ending;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of a trial. */
public sealed interface TrialResult {

  /** The trial. */
  TrialId id();

  /** The cost of the trial. */
  Cost cost();

  /**
   * The trial ran to its end.
   *
   * @param rewards reward of each evaluation session under the final greedy policy, in order
   * @param digest SHA-256 over the bits of the session rewards, hex; equal if all session rewards
   *     are identical; null to compute it
   * @param lengths steps of each evaluation session
   * @param exactValue exact expected reward of the final greedy policy; null if the environment is
   *     not finite or the policy does not give its probabilities
   * @param greedyActions document that the final policy shows in each state; empty if the policy is
   *     not deterministic or the environment is not finite
   * @param warmupSteps steps taken in the environment before the first update
   * @param envSteps steps taken in the environment while learning, warm-up included
   * @param updates gradient steps taken
   * @param keptEpoch epoch whose weights were evaluated; 0 for agents that do not learn
   * @param ending why the training ended; null for agents that do not learn
   * @param engine the networks' engine ({@code java}, {@code dl4j}); null without networks
   * @param curve a checkpoint after each epoch; empty for agents that do not learn
   * @param weights the evaluated networks; empty for agents without
   * @param metrics the metrics of the evaluation by name, in the order of {@link
   *     dev.recsim.api.Environment#metrics()}; NaN if a metric has no value
   * @param metricDigests first 64 bits of SHA-256 over the bits of a metric's values in each
   *     session alone, hex, by name; equal if the metric is identical in all sessions
   * @param trust what the log leaves open, in an environment that was fitted to one; null in others
   * @param inputs what the agent used besides its options and their files; null for agents that do
   *     not say
   */
  record Completed(
      TrialId id,
      double[] rewards,
      String digest,
      int[] lengths,
      Double exactValue,
      int[] greedyActions,
      long warmupSteps,
      long envSteps,
      long updates,
      int keptEpoch,
      Ending ending,
      String engine,
      List<Checkpoint> curve,
      Optional<Weights> weights,
      Map<String, Double> metrics,
      Map<String, String> metricDigests,
      Trust trust,
      Inputs inputs,
      Cost cost)
      implements TrialResult {
    public Completed {
      digest = digest == null ? Digest.of(rewards) : digest;
      curve = List.copyOf(curve);
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
      metricDigests = Collections.unmodifiableMap(new LinkedHashMap<>(metricDigests));
    }

    /** Whether the result may be used again: a change of the agent would be noticed. */
    public boolean reusable() {
      return inputs == null || inputs.complete();
    }

    /** A copy without its networks, which take most of its memory. */
    public Completed withoutWeights() {
      return Options.with(this, "weights", Optional.empty());
    }

    /** A copy with other inputs. */
    public Completed with(Inputs other) {
      return Options.with(this, "inputs", other);
    }

    /** The trial's score: the exact value if it is known, else the mean reward of a session. */
    public double score() {
      return exactValue != null ? exactValue : Estimate.mean(rewards);
    }
  }

  /**
   * The trial threw.
   *
   * @param error the exception's class and message
   * @param stackTrace stack trace of the exception
   */
  record Failed(TrialId id, String error, String stackTrace, Cost cost) implements TrialResult {

    /** A trial whose cost and stack trace are not known. */
    public static Failed unrun(TrialId id, String error) {
      return new Failed(id, error, "", new Cost(0, 0, 0));
    }
  }

  /**
   * What a log leaves open about the score of a policy in an environment that was fitted to it.
   *
   * @param values exact value of the policy in each environment drawn from the posterior; the same
   *     draws for all policies
   * @param thinSteps share of the policy's steps that show a document in a state for which the log
   *     has fewer than {@link #THIN} rows
   */
  record Trust(double[] values, double thinSteps) {
    /** Number of rows below which a cell of the log is thin. */
    public static final int THIN = 10;

    /** Evaluates a policy. */
    public static Trust of(FiniteMdp mdp, Posterior posterior, StochasticPolicy policy) {
      double[] values = new double[posterior.draws()];
      for (int draw = 0; draw < values.length; draw++) {
        values[draw] = new ExactSolver(posterior.draw(draw)).value(policy).reward();
      }
      double[] visits = new ExactSolver(mdp).visits(policy);
      double steps = 0;
      double thin = 0;
      for (int s = 0; s < visits.length; s++) {
        for (int a = 0; a < mdp.actions(); a++) {
          double shown = visits[s] * policy.probabilities()[s][a];
          steps += shown;
          thin += shown > 0 && posterior.rows(s, a) < THIN ? shown : 0;
        }
      }
      return new Trust(values, thin / steps);
    }
  }

  /**
   * The cost of a trial; not part of comparisons.
   *
   * @param trainingNanos wall time of building and training
   * @param evaluationNanos wall time of the final evaluation
   * @param cpuNanos CPU time of the trial's thread
   * @param learningNanos CPU time of that thread in training, without validation, up to the first
   *     update and up to each checkpoint; empty for agents that do not learn
   */
  record Cost(long trainingNanos, long evaluationNanos, long cpuNanos, List<Long> learningNanos) {
    public Cost {
      learningNanos = List.copyOf(learningNanos);
    }

    /** The cost of a trial without checkpoints. */
    public Cost(long trainingNanos, long evaluationNanos, long cpuNanos) {
      this(trainingNanos, evaluationNanos, cpuNanos, List.of());
    }
  }
}
