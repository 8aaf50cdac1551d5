package dev.recsim.learn.reinforce;

import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.SoftmaxProvider;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Agents of type {@code reinforce}: the policy gradient of Williams ("Simple statistical
 * gradient-following algorithms for connectionist reinforcement learning", 1992) over documents and
 * slates, with the top-K correction of Chen et al. ("Top-K off-policy correction for a REINFORCE
 * recommender system", WSDM 2019).
 */
@Description("Learns a softmax policy by REINFORCE, from the returns of its sessions.")
public final class Reinforce extends SoftmaxProvider<Reinforce.Options> {

  /** Options of agents of type {@code reinforce}. */
  public record Options(
      @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64, 64]")
          List<Integer> hidden,
      @Description(GAMMA) @Range(min = 0, max = 1) Double gamma,
      @Description(
              "none: a slate is one action, with its exact probability; top_k: each document"
                  + " of a slate is an action, with the top-K correction.")
          @Default("none")
          Correction correction,
      @Description("Logs of another policy: largest importance weight of a step.")
          @Range(above = 0)
          @Default("20")
          double weightCap,
      @Description("Whether a learned value of the observation is subtracted from the returns.")
          @Default("true")
          boolean baseline,
      @Description(ENTROPY) @Range(min = 0) @Default("{start: 0.05, end: 0, share: 1}")
          Schedule entropy,
      @Description(RATE) @Range(min = 0, max = 1) @Default("{start: 0.003, end: 0.0003, share: 1}")
          Schedule learningRate,
      @Description(VALUE_SCALE) @Range(above = 0) Double valueScale,
      @Description(MAX_GRADIENT_NORM) @Range(above = 0) Double maxGradientNorm,
      @Description(ENGINE) @Default("auto") EngineChoice engine)
      implements SoftmaxOptions {

    /** The quantity whose gradient is followed. */
    public enum Correction {
      /** The log-probability of the slate. */
      NONE,
      /** The log-probability of each document, times K (1 - pi(a))^(K - 1). */
      TOP_K
    }
  }

  /** Called by the service loader. */
  public Reinforce() {
    super("reinforce", Learning::new);
  }

  /** The agent. Package-private for the test that compares its gradient with the exact one. */
  static final class Learning extends SoftmaxAgent<Options> {
    /** Steps of a gradient step on a log. */
    private static final int LOGGED_BATCH = 512;

    private final List<Transition> observed = new ArrayList<>();

    /**
     * The probabilities under the policy of the log: of the slate, or with {@code top_k} of each of
     * its documents. Empty if the sessions are those of the agent's own policy.
     */
    private final List<double[]> propensities = new ArrayList<>();

    /** The returns of the steps of a log; null before they are needed. */
    private LoggedReturns logged;

    Learning(Setup<Options> setup) {
      super(setup, 0);
    }

    /** The batch size has no meaning: a step takes all sessions since the last one. */
    @Override
    public Plan plan(long envSteps) {
      return space.tabular()
          ? new Plan(envSteps, 0.004, 2_000, 1)
          : new Plan(200_000, 0.03, 2_000, 1);
    }

    @Override
    protected void take(Transition transition) {
      observed.add(transition);
    }

    @Override
    public boolean learnsFromLogs() {
      return true;
    }

    @Override
    public void observeLogged(Transition transition, double propensity, double[] positions) {
      double[] known = topK() ? positions.clone() : new double[] {propensity};
      if (!Arrays.stream(known).allMatch(it -> it > 0)) {
        throw new IllegalArgumentException(
            "reinforce weights each step of a log by its propensity, but the log has steps without"
                + " one; name its column in logs.columns.propensity, or log the probability with"
                + " which each document was shown");
      }
      if (transition.slate().size() != space.slateSize()) {
        throw new IllegalArgumentException(
            "the log has a slate of %s documents, the environment slates of %s; reinforce learns only from slates of this size"
                .formatted(transition.slate().size(), space.slateSize()));
      }
      propensities.add(known);
      logged = null;
      observe(transition);
    }

    /**
     * Takes one step on all sessions since the last step, and does nothing if there are none; or on
     * steps drawn from a log.
     */
    @Override
    protected void train(int batchSize, RandomKey batch) {
      if (observed.isEmpty()) {
        return;
      }
      if (propensities.isEmpty()) {
        minimize();
      } else {
        minimizeDrawn(batch);
      }
      step(options.learningRate());
    }

    private void minimizeDrawn(RandomKey batch) {
      if (logged == null) {
        logged = new LoggedReturns(observed, horizon);
      }
      int[] drawn = new int[LOGGED_BATCH];
      Arrays.setAll(drawn, i -> batch.below(i, observed.size()));
      minimize(drawn, logged.of(drawn, ends -> predicted(ends)));
    }

    private boolean topK() {
      return options.correction() == Options.Correction.TOP_K;
    }

    /**
     * Adds the gradients of the loss on the observed sessions, and removes them.
     *
     * @return the scores of the documents at each step, with their derivatives; with {@code top_k}
     *     once for each position
     */
    Value minimize() {
      int[] all = IntStream.range(0, observed.size()).toArray();
      Value scores = minimize(all, returns());
      observed.clear();
      propensities.clear();
      return scores;
    }

    /** As {@link #minimize()}, on some of the steps, which are kept. */
    private Value minimize(int[] chosen, float[] returns) {
      List<Transition> steps = Arrays.stream(chosen).mapToObj(observed::get).toList();
      List<Observation> observations = steps.stream().map(Transition::observation).toList();
      float[] advantages = returns.clone();
      if (options.baseline()) {
        float[] values = predicted(observations);
        for (int i = 0; i < returns.length; i++) {
          advantages[i] -= values[i];
        }
      }

      // Maximize the mean of log pi (G - V(o)) + entropy.
      boolean single = topK();
      seen.set(space, observations);
      int each = single ? space.slateSize() : 1;
      int[] shown = new int[each * chosen.length];
      Arrays.setAll(shown, i -> seen.rowOf()[i / each]);
      Value scores = tape.rows(policy.scores().scores(tape, seen.list()), shown, shown.length);
      Value log = tape.plackettLuce(scores, slates(steps), space.slateSize() / each);
      float[] factors = single ? corrected(log, advantages) : advantages;
      if (!propensities.isEmpty()) {
        weigh(factors, log, chosen);
      }
      Value gain = tape.mean(tape.times(tape.column(log, 0), factors));
      Value entropy = tape.mean(tape.column(log, 1));

      // Minimize the mean of (V(o) - G)^2.
      Value values = tape.rows(policy.values(tape, seen.list()), seen.rowOf(), chosen.length);
      minimize(gain, entropy, tape.meanSquaredError(values, returns));
      return scores;
    }

    /** Multiplies by min(pi / propensity, cap), a constant of the gradient. */
    private void weigh(float[] factors, Value log, int[] chosen) {
      int each = factors.length / chosen.length;
      double sum = 0;
      for (int i = 0; i < factors.length; i++) {
        double probability = StrictMath.exp(log.data()[i * log.width()]);
        double propensity = propensities.get(chosen[i / each])[i % each];
        double weight = Math.min(probability / propensity, options.weightCap());
        factors[i] *= (float) weight;
        sum += weight;
      }
      track("weight", sum / factors.length);
    }

    /** The corrected advantage of each document a of a slate of K: A K (1 - pi(a | o))^(K - 1). */
    private float[] corrected(Value log, float[] advantages) {
      int size = space.slateSize();
      float[] weights = new float[log.rows()];
      for (int i = 0; i < weights.length; i++) {
        double probability = StrictMath.exp(log.data()[i * log.width()]);
        double correction = size * StrictMath.pow(1 - probability, size - 1);
        weights[i] = (float) (advantages[i / size] * correction);
      }
      return weights;
    }

    private static int[] slates(List<Transition> steps) {
      return steps.stream()
          .map(Transition::slate)
          .flatMapToInt(slate -> IntStream.range(0, slate.size()).map(slate::document))
          .toArray();
    }

    /** Discounted returns; sessions that were cut off bootstrap from the value. */
    private float[] returns() {
      float[] next = predicted(observed.stream().map(it -> it.step().next()).toList());
      float[] returns = new float[observed.size()];
      double following = 0;
      for (int i = observed.size() - 1; i >= 0; i--) {
        Step step = observed.get(i).step();
        if (step.status() != Status.CONTINUES) {
          following = step.status() == Status.ENDED ? 0 : next[i];
        }
        following = step.reward() / horizon.unit() + horizon.discount() * following;
        returns[i] = (float) following;
        track("return", horizon.unit() * following);
      }
      return returns;
    }

    /**
     * Discounted returns of the steps of a log. The sum of the rewards of a step and those after it
     * is computed once; sessions that were cut off add the value of the observation at their end,
     * which changes as the agent learns.
     */
    private static final class LoggedReturns {
      private final List<Transition> steps;
      private final float[] sums;

      /** The last step of the session of each step. */
      private final int[] ends;

      /** The discount of what follows the session; 0 if nothing does. */
      private final float[] factors;

      /**
       * @param steps of sessions, one after another
       */
      LoggedReturns(List<Transition> steps, Horizon horizon) {
        this.steps = steps;
        this.sums = new float[steps.size()];
        this.ends = new int[steps.size()];
        this.factors = new float[steps.size()];
        double sum = 0;
        double factor = 0;
        int end = 0;
        for (int i = steps.size() - 1; i >= 0; i--) {
          Step step = steps.get(i).step();
          if (step.status() != Status.CONTINUES) {
            sum = 0;
            factor = step.status() == Status.ENDED ? 0 : 1;
            end = i;
          }
          sum = step.reward() / horizon.unit() + horizon.discount() * sum;
          factor *= horizon.discount();
          sums[i] = (float) sum;
          factors[i] = (float) factor;
          ends[i] = end;
        }
      }

      /**
       * The returns of some steps.
       *
       * @param values the values of observations
       */
      float[] of(int[] chosen, Function<List<Observation>, float[]> values) {
        List<Observation> cut = new ArrayList<>();
        for (int i : chosen) {
          if (factors[i] != 0) {
            cut.add(steps.get(ends[i]).step().next());
          }
        }
        float[] following = cut.isEmpty() ? new float[0] : values.apply(cut);
        float[] returns = new float[chosen.length];
        int next = 0;
        for (int c = 0; c < chosen.length; c++) {
          int i = chosen[c];
          returns[c] = sums[i] + (factors[i] == 0 ? 0 : factors[i] * following[next++]);
        }
        return returns;
      }
    }
  }
}
