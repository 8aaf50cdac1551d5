package dev.recsim.learn.fullslateq;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Network;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.Replay;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.Slates;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.Encoder;
import dev.recsim.learn.scores.Rows;
import dev.recsim.learn.scores.StateCache;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Agents of type {@code full_slate_q}: deep Q-learning (Mnih et al., "Human-level control through
 * deep reinforcement learning", 2015) with every ordered slate as an action, as RecSim's
 * FullSlateQAgent.
 */
@Description("Learns the values of whole slates, one for each order, with a network.")
public final class FullSlateQ extends NetworkProvider<FullSlateQ.Options> {

  /** Options of agents of type {@code full_slate_q}. */
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

  /** Largest number of slates; all are evaluated for each decision and each step of a batch. */
  private static final int MOST_SLATES = 10_000;

  /** Called by the service loader. */
  public FullSlateQ() {
    super("full_slate_q", Learning::new);
  }

  @Override
  public void check(Options options, Environment environment) {
    Space space = environment.space();
    InvalidOption.unless(
        Slate.count(space.documents(), space.slateSize(), true) <= MOST_SLATES,
        "type",
        ("an agent of type full_slate_q looks at every ordered slate there can be, at most %s;"
                + " slates of %s out of %s documents are more; take fewer candidates or a smaller"
                + " slate, or slate_q, which values documents one by one")
            .formatted(MOST_SLATES, space.slateSize(), space.documents()));
  }

  private static final class Learning extends NetworkAgent<Options> {
    private final Horizon horizon;
    private final SlateValues online;
    private final Parameters targetParameters;
    private final SlateValues target;
    private final Replay<Transition> memory;
    private final Tape tape = new Tape();
    private final Rows shown = new Rows();
    private final Rows next = new Rows();
    private float[] greatest = {};
    private float[] targets = {};

    Learning(Setup<Options> setup) {
      super(setup, setup.key().child("replay").child("update"));
      RandomKey key = setup.key();
      this.horizon = parameters.horizon(options.gamma(), options.valueScale());
      this.online = new SlateValues(options, space, parameters, key.child("network"));
      this.targetParameters = parameters.twin();
      this.target = new SlateValues(options, space, targetParameters, key);
      this.memory = new Replay<>(space, options.replayCapacity());
    }

    @Override
    public Policy.Deterministic greedy() {
      return online;
    }

    @Override
    public Policy exploring() {
      return epsilonGreedy(online, options.randomSlateProbability());
    }

    @Override
    public Plan plan(long envSteps) {
      if (space.tabular() && space.slateSize() == 1) {
        return new Plan(envSteps, 0.3, 3_000, Plan.batch(envSteps));
      }
      long slates = Slate.count(space.documents(), space.slateSize(), true);
      int batchSize = (int) Math.max(32, Math.min(20_000 / slates, 256));
      return new Plan(10_000 + 5_000_000 / slates, 0.1, 1_000, batchSize);
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
      greatest = Buffers.atLeast(batchSize, greatest);
      targets = Buffers.atLeast(batchSize, targets);
      List<Transition> drawn = memory.sample(batchSize, batch);
      next.clear(batchSize);
      double sum = 0;
      for (int i = 0; i < batchSize; i++) {
        targets[i] = target(drawn.get(i).step());
        sum += targets[i];
      }
      track("target_value", horizon.unit() * sum / batchSize);
      Value loss = tape.meanSquaredError(values(drawn), shown.rowOf(), targets, batchSize, 1);
      track("loss", tape.minimize(loss));
      track("epsilon", now(options.randomSlateProbability()));
      step(options.learningRate());
      targetParameters.follow(parameters, now(options.tau()));
    }

    /** The values of the shown slates; equal documents in equal states are computed once. */
    private Value values(List<Transition> drawn) {
      shown.clear(drawn.size());
      for (Transition it : drawn) {
        int row = shown.add(space, it.observation(), it.slate());
        online.write(row, it.observation(), it.slate());
      }
      return online.values(tape, shown.size());
    }

    /** The target of a step, in units of the scale. */
    private float target(Step step) {
      double reward = step.reward() / horizon.unit();
      boolean last = step.status() == Status.ENDED || horizon.discount() == 0;
      return (float) (last ? reward : reward + horizon.discount() * next(step.next()));
    }

    /** The largest target value of an observation; that of equal states is computed once. */
    private float next(Observation observation) {
      int computed = next.size();
      int row = next.add(space, observation);
      if (row == computed) {
        greatest[row] = target.greatest(observation);
      }
      return greatest[row];
    }

    @Override
    protected void changed() {
      online.known.clear();
    }
  }

  /**
   * A network that computes the value of a slate from the state, the user's features and the
   * documents by position, in units of {@code value_scale}. As a policy it shows the slate with the
   * largest value. If users have only a state, slates are cached by state until the network
   * changes.
   */
  static final class SlateValues implements Policy.Deterministic {
    private static final int BLOCK = 256;

    final Encoder inputs;
    private final Space space;
    private final Horizon horizon;
    private final Network network;
    private final Slates slates;
    private final int[] best;
    private final int[] block;
    private final StateCache<Slate> known;
    private final Tape tape = new Tape();

    SlateValues(Options options, Space space, Parameters parameters, RandomKey key) {
      this.space = space;
      this.horizon = parameters.horizon(options.gamma(), options.valueScale());
      this.inputs = new Encoder(space, parameters, space.slateSize());
      this.network = parameters.network("", inputs.layout(options.hidden(), 1), key);
      this.slates = new Slates(space.slateSize(), true);
      this.best = new int[space.slateSize()];
      this.block = new int[BLOCK * space.slateSize()];
      this.known = new StateCache<>(space.tabular() ? space.states() : 0);
    }

    @Override
    public Slate choose(Observation observation) {
      Slate slate = known.get(observation);
      if (slate == null) {
        greatest(observation);
        slate = known.keep(observation, Slate.of(best));
      }
      return slate;
    }

    @Override
    public OptionalDouble value(Observation observation) {
      return OptionalDouble.of(horizon.unit() * greatest(observation));
    }

    @Override
    public double discount() {
      return horizon.discount();
    }

    /**
     * Returns the largest value of a slate, and sets {@link #best} to the first slate that has it.
     */
    float greatest(Observation observation) {
      int size = best.length;
      float greatest = Float.NEGATIVE_INFINITY;
      slates.start(observation.documents(space));
      for (int count = fill(observation); count > 0; count = fill(observation)) {
        float[] values = values(tape, count).data();
        tape.clear();
        for (int i = 0; i < count; i++) {
          if (values[i] > greatest) {
            greatest = values[i];
            System.arraycopy(block, i * size, best, 0, size);
          }
        }
      }
      return greatest;
    }

    /** Writes the inputs of the next slates and returns their number. */
    private int fill(Observation observation) {
      int count = 0;
      while (count < BLOCK && slates.next()) {
        inputs.user(count, observation);
        for (int p = 0; p < best.length; p++) {
          inputs.document(count, p, observation, slates.documents()[p]);
        }
        System.arraycopy(slates.documents(), 0, block, count++ * best.length, best.length);
      }
      return count;
    }

    void write(int row, Observation observation, Slate slate) {
      inputs.user(row, observation);
      for (int p = 0; p < slate.size(); p++) {
        inputs.document(row, p, observation, slate.document(p));
      }
    }

    /** The values of the rows. */
    Value values(Tape tape, int rows) {
      return inputs.outputs(tape, network, rows);
    }
  }
}
