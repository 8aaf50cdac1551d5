package dev.recsim.learn.fullslateq;

import dev.recsim.api.Description;
import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Slates;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.TrainingPlan;
import dev.recsim.api.Transition;
import dev.recsim.learn.Encoder;
import dev.recsim.learn.EpsilonGreedy;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.Replay;
import dev.recsim.learn.onnx.PolicyGraph;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.Rows;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Agents of type {@code full_slate_q}: deep Q-learning (Mnih et al., "Human-level control through
 * deep reinforcement learning", 2015) with every ordered slate as an action, as RecSim's
 * FullSlateQAgent.
 */
@Description(
    "Learns the values of whole slates with a network; each order of documents is a"
        + " separate slate.")
public final class FullSlateQ extends NetworkProvider<FullSlateQOptions> {
  /** Largest number of slates; all are evaluated for each decision and each step of a batch. */
  private static final int MOST_SLATES = 10_000;

  /** Called by the service loader. */
  public FullSlateQ() {
    super("full_slate_q");
  }

  @Override
  public void check(FullSlateQOptions options, Environment environment) {
    Space space = environment.space();
    InvalidOption.unless(
        Slates.count(space.documents(), space.slateSize(), true) <= MOST_SLATES,
        "type",
        ("an agent of type full_slate_q looks at every ordered slate there can be, at most %s;"
                + " slates of %s out of %s documents are more; take fewer candidates or a smaller"
                + " slate, or slate_q, which values documents one by one")
            .formatted(MOST_SLATES, space.slateSize(), space.documents()));
  }

  @Override
  protected NetworkAgent agent(FullSlateQOptions options, Environment environment, RandomKey key) {
    return new Learning(options, environment.space(), key);
  }

  @Override
  protected Policy greedy(
      FullSlateQOptions options, Environment environment, Parameters parameters) {
    return new SlateValues(options, environment.space(), parameters, RandomKey.root(0));
  }

  @Override
  protected void describe(FullSlateQOptions options, PolicyGraph graph) {
    SlateValuesGraph.describe(graph);
  }

  private static final class Learning extends NetworkAgent {
    private final FullSlateQOptions options;
    private final Horizon horizon;
    private final SlateValues online;
    private final Parameters targetParameters;
    private final SlateValues target;
    private final Replay<Transition> memory;
    private final Tape tape = new Tape();

    private final Rows shown = new Rows();
    private final Rows next = new Rows();
    private Transition[] drawn = {};
    private int[] rowOf = {};
    private float[] greatest = {};
    private float[] targets = {};

    Learning(FullSlateQOptions options, Space space, RandomKey key) {
      super(space, new Parameters(options), key.child("replay").child("update"));
      this.options = options;
      this.horizon = parameters.horizon(options.gamma(), options.valueScale());
      this.online = new SlateValues(options, space, parameters, key.child("network"));
      this.targetParameters = parameters.twin();
      this.target = new SlateValues(options, space, targetParameters, key);
      this.memory = new Replay<>(space, options.replayCapacity());
    }

    @Override
    public DeterministicPolicy greedy() {
      return online;
    }

    @Override
    public Policy exploring() {
      return new EpsilonGreedy(
          online, EpsilonGreedy.uniform(space), () -> now(options.randomSlateProbability()));
    }

    @Override
    public TrainingPlan plan(long envSteps) {
      if (space.tabular() && space.slateSize() == 1) {
        return new TrainingPlan(envSteps, 0.3, 3_000, TrainingPlan.batch(envSteps));
      }
      long slates = Slates.count(space.documents(), space.slateSize(), true);
      int batchSize = (int) Math.max(32, Math.min(20_000 / slates, 256));
      return new TrainingPlan(10_000 + 5_000_000 / slates, 0.1, 1_000, batchSize);
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
      if (drawn.length != batchSize) {
        drawn = new Transition[batchSize];
        greatest = new float[batchSize];
        targets = new float[batchSize];
        rowOf = new int[batchSize];
      }
      memory.sample(batchSize, batch, drawn);
      next.clear(batchSize);
      double sum = 0;
      for (int i = 0; i < batchSize; i++) {
        targets[i] = target(drawn[i]);
        sum += targets[i];
      }
      track("target_value", horizon.unit() * sum / batchSize);
      Value values = values(batchSize);
      track("loss", tape.minimize(tape.meanSquaredError(values, rowOf, targets, batchSize, 1)));
      track("epsilon", now(options.randomSlateProbability()));
      parameters.step(now(options.learningRate()));
      targetParameters.follow(parameters, now(options.tau()));
    }

    /** The values of the shown slates; equal documents in equal states are computed once. */
    private Value values(int batchSize) {
      shown.clear(batchSize);
      online.reserve(batchSize);
      for (int i = 0; i < batchSize; i++) {
        rowOf[i] = shown.add(space, drawn[i].observation(), drawn[i].slate());
        online.write(rowOf[i], drawn[i].observation(), drawn[i].slate());
      }
      return online.values(tape, shown.size());
    }

    /** The target of a step, in units of the scale. */
    private float target(Transition transition) {
      double reward = transition.step().reward() / horizon.unit();
      boolean last = transition.step().status() == Status.ENDED || horizon.discount() == 0;
      return (float) (last ? reward : reward + horizon.discount() * next(transition.step().next()));
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
      online.forget();
    }
  }

  /**
   * A network that computes the value of a slate from the state, the user's features and the
   * documents by position, in units of {@code value_scale}. As a policy it shows the slate with the
   * largest value. If users have only a state, slates are cached by state until the network
   * changes.
   */
  static final class SlateValues implements DeterministicPolicy {
    private static final int BLOCK = 256;

    private final Space space;
    private final Horizon horizon;
    private final Encoder encoder;
    private final Network network;
    private final Slates slates;
    private final int[] best;
    private final int[] block;
    private final Slate[] known;
    private int[] states = {};
    private float[] inputs = {};
    private float[] values = {};

    SlateValues(FullSlateQOptions options, Space space, Parameters parameters, RandomKey key) {
      this.space = space;
      this.horizon = parameters.horizon(options.gamma(), options.valueScale());
      this.encoder = new Encoder(space, parameters);
      int dense = encoder.userWidth() + space.slateSize() * encoder.documentWidth();
      Layout layout = new Layout(encoder.categories(), dense, options.hidden(), 1);
      this.network = parameters.network("", layout, key);
      this.slates = new Slates(space.slateSize(), true);
      this.best = new int[space.slateSize()];
      this.block = new int[BLOCK * space.slateSize()];
      this.known = new Slate[space.tabular() ? space.states() : 0];
      reserve(BLOCK);
    }

    void reserve(int rows) {
      if (values.length < rows) {
        states = new int[rows];
        inputs = new float[Math.multiplyExact(rows, network.layout().dense())];
        values = new float[rows];
      }
    }

    /** Clears cached slates; call it after the network has changed. */
    void forget() {
      Arrays.fill(known, null);
    }

    @Override
    public Slate choose(Observation observation) {
      int state = observation.state();
      if (known.length > 0 && known[state] != null) {
        return known[state];
      }
      greatest(observation);
      Slate slate = Slate.of(best);
      if (known.length > 0) {
        known[state] = slate;
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
        network.forward(states, inputs, count, values);
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
      Arrays.fill(states, 0, BLOCK, observation.state());
      int count = 0;
      while (count < BLOCK && slates.next()) {
        encoder.user(observation, inputs, start(count));
        for (int p = 0; p < best.length; p++) {
          writeDocument(count, observation, p, slates.document(p));
        }
        slates.copyTo(block, count * best.length);
        count++;
      }
      return count;
    }

    void write(int row, Observation observation, Slate slate) {
      states[row] = observation.state();
      encoder.user(observation, inputs, start(row));
      for (int p = 0; p < slate.size(); p++) {
        writeDocument(row, observation, p, slate.document(p));
      }
    }

    private void writeDocument(int row, Observation observation, int position, int document) {
      int at = start(row) + encoder.userWidth() + position * encoder.documentWidth();
      encoder.document(observation, document, inputs, at);
    }

    private int start(int row) {
      return row * network.layout().dense();
    }

    /** The values of the rows. */
    Value values(Tape tape, int rows) {
      return tape.network(
          network, states, tape.input(inputs, rows, network.layout().dense()), rows);
    }
  }
}
