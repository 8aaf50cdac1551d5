package dev.recsim.learn.ppo;

import dev.recsim.api.Environment;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.ReplayBuffer;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.SoftmaxAgent;
import dev.recsim.learn.scores.SoftmaxAgent.SoftmaxOptions;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Agents of type {@code ppo}: proximal policy optimization (Schulman et al., arXiv 1707.06347) over
 * documents and slates, with generalized advantages (Schulman et al., arXiv 1506.02438).
 */
@Description("Learns a softmax policy by proximal policy optimization, from its own sessions.")
public final class Ppo extends NetworkProvider<Ppo.Options> {

  /**
   * Options of agents of type {@code ppo}.
   *
   * @param hidden widths of the hidden layers of each network
   * @param gamma discount of a step; null to estimate it
   * @param lambda weight of longer returns in advantages (lambda): 0 relies on the learned values,
   *     1 on the rewards of the session; null for the default
   * @param clip relative change of a slate's probability above which gradients are 0
   * @param entropy weight of the policy's entropy in the loss; prevents an early commitment to a
   *     few slates
   * @param learningRate Adam's learning rate
   * @param valueScale a value is this factor times the network's output; null to estimate it
   * @param rolloutSteps number of new steps after which updates use them instead of the previous
   *     ones; null for the default
   * @param maxGradientNorm largest Euclidean norm of the gradients of all parameters; larger
   *     gradients are scaled down to it; null for no limit
   * @param engine the engine that computes the networks: java (plain arrays), dl4j (ND4J), or auto,
   *     the faster one for their width
   */
  public record Options(
      @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64, 64]")
          List<Integer> hidden,
      @Description(GAMMA + " Encoded documents: 0.") @Range(min = 0, max = 1) Double gamma,
      @Description(
              "Weight of longer returns in advantages (lambda): 0 relies on the learned"
                  + " values, 1 on the rewards of the session. Default: 0.3, or 0.8 where users or"
                  + " documents have features and the sessions of warm-up show that slates change"
                  + " later rewards in ways that observations do not.")
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
              "Number of new steps after which updates use them instead of the previous ones."
                  + " Default: the batch size.")
          @Range(min = 1)
          Integer rolloutSteps,
      @Description(MAX_GRADIENT_NORM) @Range(above = 0) Double maxGradientNorm,
      @Description(ENGINE) @Default("auto") EngineChoice engine)
      implements SoftmaxOptions {}

  /** Called by the service loader. */
  public Ppo() {
    super(Learning::new);
  }

  private static final class Learning extends SoftmaxAgent<Options> {
    /**
     * Smallest entropy when the horizon begins to grow, as a share of the largest: the policy may
     * have committed to what looks good from nearby.
     */
    private static final double AGAIN = 0.5;

    /** The steps that updates train on; null before the first. */
    private ReplayBuffer<Sample> rollout;

    Learning(Setup<Options> setup) {
      super(setup, encodes(setup), false);
    }

    private static boolean encodes(Setup<Options> setup) {
      if (setup.saved() != null) {
        return Encodings.encoded(setup.saved());
      }
      Environment environment = setup.environment();
      return Encodings.encodes(environment) && environment.space().slateSize() == 1;
    }

    @Override
    public Plan plan(long envSteps) {
      if (encoded) {
        return new Plan(envSteps, 0.004, 3_000, 1_024);
      }
      return space.tabular()
          ? new Plan(envSteps, 0.004, 8_000, batch(envSteps))
          : new Plan(200_000, 0.03, 2_000, batch(space));
    }

    /** Keeps the slate by the numbers of its documents, unless it is not of the current sample. */
    @Override
    protected void take(Transition it) {
      double probability = policy.probability(it.observation(), it.slate()).orElseThrow();
      Slate slate = encoded ? Slate.of(scores.number(it.slate().document(0))) : it.slate();
      if (probability > 0) {
        Transition numbered = new Transition(it.observation(), slate, it.step());
        observed.add(new Experience(numbered, (float) StrictMath.log(probability)));
      }
    }

    /**
     * Maximizes the mean of the {@linkplain #gains gains} plus the weighted entropy, and minimizes
     * the mean of (V(o) - return)^2, over steps drawn from the last rollout.
     */
    @Override
    protected void train(int batchSize, RandomKey batch) {
      int enough = options.rolloutSteps() == null ? batchSize : options.rolloutSteps();
      if (rollout == null || observed.size() >= enough) {
        rollout = rollout();
        scores.draw(batch.child("documents"));
      }
      minimize(rollout.sample(batchSize, batch));
      step(options.learningRate());
    }

    /** min(ratio A, clip(ratio) A) with ratio = pi(slate) / before. */
    @Override
    protected Value gains(Tape tape, Value logs, List<Sample> batch) {
      Value before = tape.input(batch.size(), 1);
      Value advantages = tape.input(batch.size(), 1);
      for (int i = 0; i < batch.size(); i++) {
        before.data()[i] = (float) batch.get(i).shown().behaviour()[0];
        advantages.data()[i] = batch.get(i).advantage();
      }
      return tape.clippedGain(logs, before, advantages, options.clip());
    }

    @Override
    protected double entropyFloor(List<Sample> batch) {
      return AGAIN * horizon.news();
    }

    /** Without a discount it has no effect. */
    private double lambda() {
      if (options.lambda() != null) {
        return options.lambda();
      }
      return space.tabular() || horizon.discount() == 0 ? SHORT : lambda(0.8);
    }

    /**
     * Generalized advantages: A = delta + gamma lambda A', delta = r + gamma V(o') - V(o). V(o') is
     * 0 after the end of a session; sessions that were cut off bootstrap. Then A is scaled to mean
     * 0 and standard deviation 1. The return is A + V(o) before.
     */
    private ReplayBuffer<Sample> rollout() {
      float[] now = predicted(observed, it -> it.transition().observation());
      float[] next = predicted(observed, it -> it.transition().step().next());
      double[] advantages = new double[now.length];
      double decay = horizon.discount() * lambda();
      double following = 0;
      for (int i = now.length - 1; i >= 0; i--) {
        Step step = observed.get(i).transition().step();
        double onwards = step.ended() ? 0 : horizon.discount() * next[i];
        double delta = step.reward() / horizon.unit() + onwards - now[i];
        following = delta + (step.continues() ? decay * following : 0);
        advantages[i] = following;
        track("value", horizon.unit() * now[i]);
      }
      double mean = Arrays.stream(advantages).sum() / now.length;
      double squares = Arrays.stream(advantages).map(x -> (x - mean) * (x - mean)).sum();
      double deviation = Math.sqrt(squares / now.length) + 1e-8;
      ReplayBuffer<Sample> samples = new ReplayBuffer<>(now.length);
      for (int i = 0; i < now.length; i++) {
        float scaled = (float) ((advantages[i] - mean) / deviation);
        samples.add(new Sample(observed.get(i), scaled, (float) (advantages[i] + now[i])));
      }
      observed.clear();
      return samples;
    }
  }
}
