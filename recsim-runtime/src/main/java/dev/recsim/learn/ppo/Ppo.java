package dev.recsim.learn.ppo;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Rows;
import dev.recsim.learn.scores.SoftmaxProvider;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Agents of type {@code ppo}: proximal policy optimization (Schulman et al., arXiv 1707.06347) over
 * documents and slates, with generalized advantages (Schulman et al., arXiv 1506.02438).
 */
@Description(
    "Learns a softmax policy by proximal policy optimization, from"
        + " sessions of its current policy.")
public final class Ppo extends SoftmaxProvider<Ppo.Options> {

  /** Options of agents of type {@code ppo}. */
  public record Options(
      @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64, 64]")
          List<Integer> hidden,
      @Description(GAMMA + " Encoded documents: 0.") @Range(min = 0, max = 1) Double gamma,
      @Description(
              "Weight of longer returns in advantages (lambda): 0 relies on the learned"
                  + " values, 1 on the rewards of the session. Default: 0.3, or 0.8 where users or"
                  + " documents have features.")
          @Range(min = 0, max = 1)
          Double lambda,
      @Description("Relative change of a slate's probability above which gradients are 0.")
          @Range(above = 0)
          @Default("0.2")
          double clip,
      @Description(ENTROPY) @Range(min = 0) @Default("{start: 0.05, end: 0, share: 1}")
          Schedule entropy,
      @Description(RATE) @Range(min = 0, max = 1) @Default("{start: 0.003, end: 0.0003, share: 1}")
          Schedule learningRate,
      @Description(VALUE_SCALE) @Range(above = 0) Double valueScale,
      @Description(
              "Number of new steps after which updates use them instead of the previous ones. Default:"
                  + " the batch size.")
          @Range(min = 1)
          Integer rolloutSteps,
      @Description(MAX_GRADIENT_NORM) @Range(above = 0) Double maxGradientNorm,
      @Description(ENGINE) @Default("auto") EngineChoice engine)
      implements SoftmaxOptions {}

  /** Called by the service loader. */
  public Ppo() {
    super("ppo", Learning::new);
  }

  private static final class Learning extends SoftmaxAgent<Options> {
    private final List<Shown> observed = new ArrayList<>();
    private Rollout rollout;

    /** Distinct slates in the observations of a batch. */
    private final Rows shown = new Rows();

    /** Row of the observation of each distinct slate, and its documents. */
    private int[] of = {};

    private int[] slates = {};
    private float[] before = {};
    private float[] advantages = {};
    private float[] returns = {};

    /**
     * A step, with the log-probability of its slate when it was drawn.
     *
     * @param logProbability of the slate under the policy that drew it
     */
    private record Shown(Transition transition, double logProbability) {}

    /** The steps that updates train on, with their advantages and returns. */
    private record Rollout(List<Shown> steps, float[] advantages, float[] returns) {}

    Learning(Setup<Options> setup) {
      super(setup, sizeOfVectors(setup.environment()));
    }

    /** Length of the vectors of encoded documents; 0 if they are not encoded. */
    private static int sizeOfVectors(Environment environment) {
      boolean encodes = Encodings.encodes(environment) && environment.space().slateSize() == 1;
      return encodes ? environment.embeddingSize().orElse(16) : 0;
    }

    @Override
    public Plan plan(long envSteps) {
      if (encoded) {
        return new Plan(envSteps, 0.004, 3_000, 1_024);
      }
      return space.tabular()
          ? new Plan(envSteps, 0.004, 8_000, Plan.batch(envSteps))
          : new Plan(200_000, 0.03, 2_000, Plan.batch(space));
    }

    @Override
    protected void take(Transition transition) {
      double log = policy.logProbability(transition.observation(), transition.slate());
      if (log > Double.NEGATIVE_INFINITY) {
        observed.add(new Shown(transition, log));
      }
    }

    @Override
    protected void train(int batchSize, RandomKey batch) {
      int enough = options.rolloutSteps() == null ? batchSize : options.rolloutSteps();
      if (rollout == null || observed.size() >= enough) {
        rollout = rollout(List.copyOf(observed));
        observed.clear();
        policy.scores().draw(batch.child("documents"));
      }
      draw(batchSize, batch);

      // Maximize the mean of min(ratio A, clip(ratio) A) + entropy, ratio = pi(slate) / before.
      Value scores = tape.rows(policy.scores().scores(tape, seen.list()), of, shown.size());
      Value chosen = tape.plackettLuce(scores, slates, space.slateSize());
      Value steps = tape.rows(chosen, shown.rowOf(), batchSize);
      Value ratio = tape.expOfDifference(tape.column(steps, 0), before);
      Value clipped = tape.clip(ratio, 1 - options.clip(), 1 + options.clip());
      Value gain =
          tape.mean(tape.min(tape.times(ratio, advantages), tape.times(clipped, advantages)));
      Value entropy = tape.mean(tape.column(steps, 1));

      // Minimize the mean of (V - return)^2.
      Value values = policy.values(tape, seen.list());
      minimize(gain, entropy, tape.meanSquaredError(values, seen.rowOf(), returns, batchSize, 1));
      step(options.learningRate());
    }

    /** Draws a batch; equal states, and equal slates in them, are computed once. */
    private void draw(int batchSize, RandomKey batch) {
      int size = space.slateSize();
      before = Buffers.atLeast(batchSize, before);
      advantages = Buffers.atLeast(batchSize, advantages);
      returns = Buffers.atLeast(batchSize, returns);
      of = Buffers.atLeast(batchSize, of);
      slates = Buffers.atLeast(batchSize * size, slates);
      seen.clear(batchSize);
      shown.clear(batchSize);
      for (int i = 0; i < batchSize; i++) {
        int step = batch.below(i, rollout.steps().size());
        Shown drawn = rollout.steps().get(step);
        Observation observation = drawn.transition().observation();
        Slate slate = drawn.transition().slate();
        int row = seen.add(space, observation);
        int place = shown.add(space, observation, slate);
        of[place] = row;
        for (int p = 0; p < size; p++) {
          slates[place * size + p] = policy.scores().numberLearned(slate.document(p));
        }
        before[i] = (float) drawn.logProbability();
        advantages[i] = rollout.advantages()[step];
        returns[i] = rollout.returns()[step];
      }
    }

    /**
     * Generalized advantages: A = delta + gamma lambda A', delta = r + gamma V(o') - V(o). V(o') is
     * 0 after the end of a session; sessions that were cut off bootstrap.
     */
    private Rollout rollout(List<Shown> steps) {
      float[] now = predicted(steps.stream().map(it -> it.transition().observation()).toList());
      float[] next = predicted(steps.stream().map(it -> it.transition().step().next()).toList());
      double[] advantages = new double[steps.size()];
      float[] returns = new float[steps.size()];
      double lambda = options.lambda() == null ? space.tabular() ? 0.3 : 0.8 : options.lambda();
      double following = 0;
      for (int i = steps.size() - 1; i >= 0; i--) {
        Step step = steps.get(i).transition().step();
        double reward = step.reward() / horizon.unit();
        double onwards = step.status() == Status.ENDED ? 0 : horizon.discount() * next[i];
        double rest =
            step.status() == Status.CONTINUES ? horizon.discount() * lambda * following : 0;
        following = reward + onwards - now[i] + rest;
        advantages[i] = following;
        returns[i] = (float) (following + now[i]);
        track("value", horizon.unit() * now[i]);
      }
      return new Rollout(steps, standardized(advantages), returns);
    }

    /** Scales numbers to mean 0 and standard deviation 1; returns zeros if all are equal. */
    private static float[] standardized(double[] numbers) {
      double mean = Arrays.stream(numbers).sum() / numbers.length;
      double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
      double deviation = Math.sqrt(squares / numbers.length) + 1e-8;
      float[] result = new float[numbers.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = (float) ((numbers[i] - mean) / deviation);
      }
      return result;
    }
  }
}
