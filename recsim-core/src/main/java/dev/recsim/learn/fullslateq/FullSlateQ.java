package dev.recsim.learn.fullslateq;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Network;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.ReplayBuffer;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.Slates;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encoder;
import dev.recsim.learn.scores.StateCache;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Agents of type {@code full_slate_q}: deep Q-learning (Mnih et al., "Human-level control through
 * deep reinforcement learning", 2015) with every ordered slate as an action, as RecSim's
 * FullSlateQAgent.
 */
@Description("Learns the values of whole slates, one for each order, with a network.")
public final class FullSlateQ extends NetworkProvider<FullSlateQ.Options> {

  /**
   * Options of agents of type {@code full_slate_q}.
   *
   * @param hidden widths of the hidden layers of each network
   * @param gamma discount of a step; null to estimate it
   * @param learningRate Adam's learning rate
   * @param tau share by which the target networks move towards the online networks at each gradient
   *     step
   * @param randomSlateProbability while learning: probability of showing a uniformly drawn slate
   *     instead of the policy's slate
   * @param valueScale a value is this factor times the network's output; null to estimate it
   * @param replayCapacity number of steps in the replay memory; the oldest are dropped first; null
   *     for the default
   * @param maxGradientNorm largest Euclidean norm of the gradients of all parameters; larger
   *     gradients are scaled down to it; null for no limit
   * @param engine the engine that computes the networks: java (plain arrays), dl4j (ND4J), or auto,
   *     the faster one for their width
   */
  public record Options(
      @Description(HIDDEN) @Range(min = 1, max = 1 << 14, minLength = 1) @Default("[64, 64]")
          List<Integer> hidden,
      @Description(GAMMA) @Range(min = 0, max = 1) Double gamma,
      @Description(RATE) @Range(min = 0, max = 1) @Default("{start: 0.005, end: 0.0001, share: 1}")
          Schedule learningRate,
      @Description(TAU) @Range(min = 0, max = 1) @Default("0.02") Schedule tau,
      @Description(RANDOM_SLATE)
          @Range(min = 0, max = 1)
          @Default("{start: 1, end: 0.1, share: 0.6}")
          Schedule randomSlateProbability,
      @Description(VALUE_SCALE) @Range(above = 0) Double valueScale,
      @Description(REPLAY_CAPACITY) @Range(min = 1) Integer replayCapacity,
      @Description(MAX_GRADIENT_NORM) @Range(above = 0) Double maxGradientNorm,
      @Description(ENGINE) @Default("auto") EngineChoice engine)
      implements NetworkOptions {}

  /** Called by the service loader. */
  public FullSlateQ() {
    super(Learning::new);
  }

  @Override
  public void check(Options options, Environment environment) {
    Slates.check(name(), environment.space(), true, 10_000);
  }

  private static final class Learning extends NetworkAgent<Options> {
    /** Planned steps for each pair of one of several states and a slate. */
    private static final long STEPS_PER_PAIR = 16;

    private static final long LARGEST_BATCH = 256;

    /** Largest number of values that are computed for these steps. */
    private static final long MOST_VALUES = 200_000_000;

    private final SlateValues online;
    private final Parameters targetParameters;
    private final SlateValues target;
    private final ReplayBuffer<Transition> memory;
    private final DistinctObservations shown = new DistinctObservations();
    private float[] targets = {};

    Learning(Setup<Options> setup) {
      super(setup, setup.key().child("replay").child("update"));
      RandomKey key = setup.key();
      this.online = new SlateValues(options, space, parameters, key.child("network"));
      this.targetParameters = parameters.twin();
      this.target = new SlateValues(options, space, targetParameters, key);
      this.memory = new ReplayBuffer<>(space, options.replayCapacity());
    }

    @Override
    public Policy.Deterministic greedy() {
      return valued(online, online::greatest);
    }

    @Override
    public Policy exploring() {
      return epsilonGreedy(online, options.randomSlateProbability());
    }

    @Override
    public Plan plan(long envSteps) {
      if (space.tabular() && space.slateSize() == 1) {
        return new Plan(envSteps, 0.3, 3_000, batch(envSteps));
      }
      long slates = Slate.count(space.documents(), space.slateSize(), true);
      long few = 10_000 + 5_000_000 / slates;
      long pairs = space.states() > 1 ? space.states() * slates : 0;
      long many = Math.min(STEPS_PER_PAIR * pairs, MOST_VALUES / slates);
      int updates = (int) Math.max(1_000, many / 100);
      long batchSize = Math.max(20_000 / slates, many > few ? space.states() : 32);
      long steps = Math.min(Math.max(few, many), envSteps);
      return new Plan(steps, 0.1, updates, (int) Math.min(batchSize, LARGEST_BATCH));
    }

    @Override
    protected void take(Transition transition) {
      memory.add(transition);
    }

    /**
     * Minimizes the mean of ((Q(o, A) - y) / scale)^2. The target y is r + gamma max Q'(o', A')
     * over all slates A' of the observation o' after the step, by the target network. After the end
     * of a session y is r; sessions that were cut off bootstrap.
     */
    @Override
    protected void train(int batchSize, RandomKey batch) {
      targets = Buffers.atLeast(batchSize, targets);
      shown.clear(batchSize);
      List<Transition> drawn = memory.sample(batchSize, batch);
      double sum = 0;
      for (int i = 0; i < batchSize; i++) {
        Transition it = drawn.get(i);
        int row = shown.add(space, it.observation(), it.slate());
        online.write(row, it.observation(), it.slate());
        Step step = it.step();
        double y = step.reward() / horizon.unit();
        if (!step.ended() && horizon.discount() > 0) {
          y += horizon.discount() * target.greatest(step.next());
        }
        targets[i] = (float) y;
        sum += targets[i];
      }
      Value values = online.values(shown.size());
      Value loss = online.tape.meanSquaredError(values, shown.rowOf(), targets, batchSize, 1);
      track("loss", online.tape.minimize(loss));
      track("target_value", horizon.unit() * sum / batchSize);
      track("epsilon", now(options.randomSlateProbability()));
      step(options.learningRate());
      targetParameters.follow(parameters, now(options.tau()));
    }

    @Override
    protected void changed() {
      online.forget();
      target.forget();
    }
  }

  /**
   * A network that computes the value of a slate from the state, the user's features and the
   * documents by position, in units of {@code value_scale}. As a policy it shows the slate with the
   * largest value, the first of equal ones.
   */
  static final class SlateValues implements Policy.Deterministic {
    /** Number of slates whose values are computed at once: their units stay in the cache. */
    private static final int BLOCK = 256;

    private final Space space;
    private final Encoder inputs;
    private final Network network;
    private final Slates slates;
    final Tape tape = new Tape();

    /** The last slate chosen in each state. */
    private final StateCache<Best> best;

    /** A slate with the largest value, and the observation for which it was chosen. */
    private record Best(Observation seen, Slate slate, float value) {}

    SlateValues(Options options, Space space, Parameters parameters, RandomKey key) {
      this.space = space;
      this.inputs = new Encoder(space, parameters, space.slateSize());
      this.network = parameters.network("", inputs.layout(options.hidden(), 1), key);
      this.slates = new Slates(space, true);
      this.best = new StateCache<>(space.states());
    }

    @Override
    public Slate choose(Observation observation) {
      return best(observation).slate();
    }

    /** The largest value of a slate. */
    float greatest(Observation observation) {
      return best(observation).value();
    }

    /**
     * It is computed once for equal observations that follow in a state, until the network changes.
     */
    private Best best(Observation observation) {
      Best last = best.get(observation);
      return last != null && isEqual(last.seen(), observation)
          ? last
          : best.keep(observation, search(observation));
    }

    private Best search(Observation observation) {
      Slate slate = null;
      float greatest = Float.NEGATIVE_INFINITY;
      List<Slate> all = slates.of(observation);
      for (int from = 0; from < all.size(); from += BLOCK) {
        int count = Math.min(BLOCK, all.size() - from);
        for (int i = 0; i < count; i++) {
          write(i, observation, all.get(from + i));
        }
        float[] values = values(count).data();
        tape.clear();
        for (int i = 0; i < count; i++) {
          if (values[i] > greatest) {
            greatest = values[i];
            slate = all.get(from + i);
          }
        }
      }
      return new Best(observation, slate, greatest);
    }

    /** Whether two observations of a state are equal; lists of candidates are the same. */
    private boolean isEqual(Observation one, Observation other) {
      return space.tabular()
          || one.candidates() == other.candidates() && Arrays.equals(one.user(), other.user());
    }

    /** The values of slates of one document. */
    @Override
    public Optional<double[]> documentScores(Observation observation) {
      if (space.slateSize() > 1) {
        return Optional.empty();
      }
      List<Slate> all = slates.of(observation);
      double[] scores = new double[all.size()];
      for (int i = 0; i < scores.length; i++) {
        write(i, observation, all.get(i));
      }
      float[] values = values(scores.length).data();
      tape.clear();
      Arrays.setAll(scores, i -> values[i]);
      return Optional.of(scores);
    }

    /** Writes the inputs of a slate. */
    void write(int row, Observation observation, Slate slate) {
      inputs.user(row, observation);
      for (int p = 0; p < slate.size(); p++) {
        inputs.document(row, p, observation, slate.document(p));
      }
    }

    /** The values of the rows, on its tape. */
    Value values(int rows) {
      return inputs.outputs(tape, network, rows);
    }

    /** Clears cached slates; call it after the network has changed. */
    void forget() {
      best.clear();
    }
  }
}
