package dev.recsim.learn.reinforce;

import dev.recsim.api.LogLearner;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Step;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.scores.SoftmaxAgent;
import dev.recsim.learn.scores.SoftmaxAgent.SoftmaxOptions;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Agents of type {@code reinforce}: the policy gradient of Williams ("Simple statistical
 * gradient-following algorithms for connectionist reinforcement learning", 1992) over documents and
 * slates, with the top-K correction of Chen et al. ("Top-K off-policy correction for a REINFORCE
 * recommender system", WSDM 2019).
 */
@Description("Learns a softmax policy by REINFORCE, from the returns of its sessions.")
public final class Reinforce extends NetworkProvider<Reinforce.Options> {

  /**
   * Options of agents of type {@code reinforce}.
   *
   * @param hidden widths of the hidden layers of each network
   * @param gamma discount of a step; null to estimate it
   * @param correction none: a slate is one action, with its exact probability; top_k: each document
   *     of a slate is an action, with the top-K correction
   * @param weightCap logs of another policy: largest importance weight of a step
   * @param baseline whether a learned value of the observation is subtracted from the returns
   * @param entropy weight of the policy's entropy in the loss; prevents an early commitment to a
   *     few slates
   * @param entropyFloor smallest share of the largest entropy that the policy keeps; null for the
   *     default
   * @param learningRate Adam's learning rate
   * @param valueScale a value is this factor times the network's output; null to estimate it
   * @param maxGradientNorm largest Euclidean norm of the gradients of all parameters; larger
   *     gradients are scaled down to it; null for no limit
   * @param engine the engine that computes the networks: java (plain arrays), dl4j (ND4J), or auto,
   *     the faster one for their width
   */
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
      @Description(
              "The policy keeps at least this share of the largest entropy while it learns from its"
                  + " own sessions, so that it has tried everything before it commits. Default:"
                  + " {start: 0.8, end: 0, share: 0.6}, or 0 where users or documents have"
                  + " features.")
          @Range(min = 0, max = 1)
          Schedule entropyFloor,
      @Description(RATE) @Range(min = 0, max = 1) @Default("{start: 0.003, end: 0.0003, share: 1}")
          Schedule learningRate,
      @Description(VALUE_SCALE) @Range(above = 0) Double valueScale,
      @Description(MAX_GRADIENT_NORM) @Range(above = 0) Double maxGradientNorm,
      @Description(ENGINE) @Default("auto") EngineChoice engine)
      implements SoftmaxOptions {

    /**
     * Options with the default entropy floor.
     *
     * @param hidden widths of the hidden layers
     * @param gamma discount of a step; may be null
     * @param correction what an action is
     * @param weightCap largest importance weight
     * @param baseline whether a learned value is subtracted
     * @param entropy weight of the policy's entropy
     * @param learningRate Adam's learning rate
     * @param valueScale unit of values; may be null
     * @param maxGradientNorm largest norm of the gradients; may be null
     * @param engine of the networks
     */
    public Options(
        List<Integer> hidden,
        Double gamma,
        Correction correction,
        double weightCap,
        boolean baseline,
        Schedule entropy,
        Schedule learningRate,
        Double valueScale,
        Double maxGradientNorm,
        EngineChoice engine) {
      this(
          hidden,
          gamma,
          correction,
          weightCap,
          baseline,
          entropy,
          null,
          learningRate,
          valueScale,
          maxGradientNorm,
          engine);
    }

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
    super(Learning::new);
  }

  /** The agent. Package-private for the test that compares its gradient with the exact one. */
  static final class Learning extends SoftmaxAgent<Options> implements LogLearner {
    /** Steps of a gradient step on a log. */
    private static final int LOGGED_BATCH = 512;

    private static final Schedule FLOOR = new Schedule(0.8, 0, null, 0.6);
    private static final Schedule NO_FLOOR = Schedule.of(0);

    /**
     * Smallest weight of the entropy once the horizon grows: the policy may have committed to what
     * looks good from nearby, and long returns say little in a single step.
     */
    private static final Schedule AGAIN = new Schedule(0.2, 0, null, 1.0);

    /** What follows each observed step; null before it is needed. */
    private Rest[] rests;

    /** Number of steps of the session before the next step that is observed. */
    private int position;

    private final StepMeans usual = new StepMeans();

    /**
     * A step and what follows it.
     *
     * @param sum the discounted rewards up to the end of the session
     * @param discount of what follows the session; 0 if nothing does
     * @param end the observation at the end of the session
     */
    private record Rest(Experience shown, double sum, double discount, Observation end) {}

    Learning(Setup<Options> setup) {
      super(setup, false, setup.options().correction() == Options.Correction.TOP_K);
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
      observed.add(new Experience(transition));
      rests = null;
    }

    @Override
    public void observeLogged(
        Transition transition, OptionalDouble propensity, Optional<double[]> propensities) {
      double[] known =
          actions > 1
              ? propensities.orElse(new double[1]).clone()
              : new double[] {propensity.orElse(0)};
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
      observe(transition);
      observed.set(observed.size() - 1, new Experience(transition, known));
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
      if (observed.get(0).behaviour().length == 0) {
        minimize();
      } else {
        IntStream drawn =
            IntStream.range(0, LOGGED_BATCH).map(i -> batch.below(i, observed.size()));
        minimize(samples(drawn));
      }
      step(options.learningRate());
    }

    /** Adds the gradients of the loss on the observed steps, and removes them. */
    Value minimize() {
      List<Sample> batch = samples(IntStream.range(0, observed.size()));
      if (lambda() == 1 && options.baseline() && !space.tabular()) {
        batch.replaceAll(this::unusual);
      }
      Value scores = minimize(batch);
      observed.clear();
      return scores;
    }

    /**
     * The advantage without the mean of the steps at the same place of their sessions, which does
     * not depend on the slate: near the end of a session little is left, and agents may not see it.
     */
    private Sample unusual(Sample it) {
      double mean = usual.replace(position, it.advantage());
      position = it.shown().transition().step().continues() ? position + 1 : 0;
      return new Sample(it.shown(), (float) (it.advantage() - mean), it.returns());
    }

    /** Returns of sessions that were cut off bootstrap from the value. */
    private List<Sample> samples(IntStream steps) {
      rests = rests != null ? rests : rests();
      List<Rest> chosen = steps.mapToObj(i -> rests[i]).toList();
      float[] ends = predicted(chosen, Rest::end);
      float[] values = predicted(chosen, it -> it.shown().transition().observation());
      List<Sample> batch = new ArrayList<>();
      for (int i = 0; i < ends.length; i++) {
        Rest it = chosen.get(i);
        float returns = (float) (it.sum() + it.discount() * ends[i]);
        track("return", horizon.unit() * returns);
        float advantage = options.baseline() ? returns - values[i] : returns;
        batch.add(new Sample(it.shown(), advantage, returns));
      }
      return batch;
    }

    /**
     * log pi times a constant: A = G - V(o), or A K (1 - pi)^(K - 1) for each of K documents; in a
     * log times min(pi / propensity, cap).
     */
    @Override
    protected Value gains(Tape tape, Value logs, List<Sample> batch) {
      Value factors = tape.input(batch.size() * actions, 1);
      for (int i = 0; i < batch.size() * actions; i++) {
        Sample it = batch.get(i / actions);
        double probability = StrictMath.exp(logs.data()[i]);
        double correction = actions * StrictMath.pow(1 - probability, actions - 1);
        factors.data()[i] = (float) (it.advantage() * correction);
        if (it.shown().behaviour().length > 0) {
          double propensity = it.shown().behaviour()[i % actions];
          double weight = Math.min(probability / propensity, options.weightCap());
          track("weight", weight);
          factors.data()[i] *= (float) weight;
        }
      }
      return tape.product(logs, factors);
    }

    @Override
    protected double entropy() {
      double usual = super.entropy();
      return horizon.grows() ? Math.max(usual, now(AGAIN)) : usual;
    }

    @Override
    protected double entropyFloor(List<Sample> batch) {
      boolean logged = batch.get(0).shown().behaviour().length > 0;
      Schedule usual = space.tabular() ? FLOOR : NO_FLOOR;
      return logged ? 0 : now(options.entropyFloor() == null ? usual : options.entropyFloor());
    }

    /** Where values tell what follows, returns rely on them; else on the rewards alone. */
    private double lambda() {
      boolean logged = observed.get(0).behaviour().length > 0;
      return space.tabular() || logged || !options.baseline() ? 1 : lambda(1);
    }

    /**
     * Returns mix those of all lengths, each lambda times as much as the one before (TD lambda).
     */
    private Rest[] rests() {
      double lambda = lambda();
      float[] values =
          lambda < 1
              ? predicted(observed, it -> it.transition().step().next())
              : new float[observed.size()];
      Rest[] rests = new Rest[observed.size()];
      for (int i = rests.length - 1; i >= 0; i--) {
        Step step = observed.get(i).transition().step();
        boolean last = i == rests.length - 1 || !step.continues();
        Rest next = last ? new Rest(null, 0, step.ended() ? 0 : 1, step.next()) : rests[i + 1];
        double value = step.ended() ? 0 : (1 - lambda) * values[i];
        double following = horizon.discount() * (value + lambda * next.sum());
        double sum = step.reward() / horizon.unit() + following;
        double discount = horizon.discount() * lambda * next.discount();
        rests[i] = new Rest(observed.get(i), sum, discount, next.end());
      }
      return rests;
    }
  }
}
