package dev.recsim.agent.tabularq;

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
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Slates;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.StateCache;
import dev.recsim.random.RandomKey;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Agents of type {@code tabular_q}: Q-learning (Watkins 1989) with a table of values over binned
 * observations and whole slates, as RecSim's TabularQAgent.
 */
@Description("Learns a table of the values of whole slates; features are put into bins.")
public final class TabularQ extends LearningProvider<TabularQ.Options> {

  /** Options of agents of type {@code tabular_q}. */
  public record Options(
      @Description(NetworkOptions.GAMMA) @Range(min = 0, max = 1) Double gamma,
      @Description("Share of the distance to its target by which a value moves.")
          @Range(above = 0, max = 1)
          @Default("1")
          double learningRate,
      @Description(
              "The n-th update of a value has the rate learning_rate / n^learning_rate_decay."
                  + " 0 is a constant rate; above 0.5 values converge.")
          @Range(min = 0, max = 1)
          @Default("0.6")
          double learningRateDecay,
      @Description(
              "While learning: a random slate with a probability that falls with the visits of the"
                  + " observation (visits) or with the sessions (epsilon_greedy), or always the slate"
                  + " shown least often for the observation (min_count).")
          @Default("visits")
          Exploration exploration,
      @Description(
              "The probability of a random slate in session i, counted from 1, is this number"
                  + " to the power of i. For epsilon_greedy only.")
          @Range(min = 0, max = 1)
          @Default("0.99")
          double explorationTemperature,
      @Description("Whether the same documents in a different order are a different slate.")
          @Default("false")
          boolean ordinalSlates,
      @Description("Number of bin edges for numeric features.")
          @Range(min = 1, max = 1_000_000)
          @Default("100")
          int numberBins,
      @Description("The first and the last bin edge.") @Default("{lower: 0, upper: 10}")
          Bounds discretizationBounds) {

    /** The ends of an interval. */
    public record Bounds(
        @Description("The first bin edge.") @Range double lower,
        @Description("The last bin edge.") @Range double upper) {

      public Bounds {
        InvalidOption.unless(
            lower < upper, "upper", "must be above lower, " + lower + ", but is " + upper);
      }
    }

    /** The exploration policy. */
    public enum Exploration {
      /**
       * A random slate with probability sqrt(30 / n), n the mean number of times that a slate was
       * shown for the observation; else the best slate.
       */
      VISITS,
      /** A random slate with decaying probability, else the best slate. */
      EPSILON_GREEDY,
      /** The slate that was shown least often for the observation's key. */
      MIN_COUNT
    }

    Bins bins() {
      return new Bins(discretizationBounds.lower(), discretizationBounds.upper(), numberBins);
    }
  }

  /** Largest number of slates; all are compared for each decision. */
  private static final int MOST_SLATES = 100_000;

  /**
   * Visits of a slate up to which all slates are drawn at random, see {@link
   * Options.Exploration#VISITS}.
   */
  private static final double RANDOM_VISITS = 30;

  /** Called by the service loader. */
  public TabularQ() {
    super("tabular_q");
  }

  @Override
  public void check(Options options, Environment environment) {
    Space space = environment.space();
    long slates = Slate.count(space.documents(), space.slateSize(), options.ordinalSlates());
    InvalidOption.unless(
        slates <= MOST_SLATES,
        "type",
        ("an agent of type tabular_q looks at every slate there can be, at most %s; slates of %s"
                + " out of %s documents are more; take fewer candidates or a smaller slate")
            .formatted(MOST_SLATES, space.slateSize(), space.documents()));
  }

  @Override
  protected LearningAgent agent(Options options, Environment environment, RandomKey key) {
    return new Learning(options, environment.space());
  }

  /**
   * Learns from each step once, when it is observed: Q(o, A) moves by the learning rate towards r +
   * gamma max Q(o', A'), or towards r after the end of a session (Watkins 1989). Sessions that were
   * cut off bootstrap.
   *
   * <p>As a policy it shows the slate with the largest value, the first of equal ones. Slates never
   * shown have value 0. If users have only a state, the result is kept until the values of the
   * state change.
   */
  static final class Learning extends LearningAgent implements Policy.Deterministic {
    private static final String HORIZON = "horizon";

    private final Options options;
    private final QTable table;
    private final Situation situation;
    private final Slates slates;
    private final Horizon horizon;

    /** What the horizon estimates; null if the discount is given. */
    private final float[] estimates;

    private final int[] best;

    private final StateCache<Best> known;
    private final boolean keeps;
    private boolean fixed;
    private int sessions;

    /** The best slate of an observation, the number of its visits and of its slates. */
    private static final class Best {
      private Slate slate;
      private float value = Float.NEGATIVE_INFINITY;
      private long visits;
      private long slates;
    }

    Learning(Options options, Space space) {
      this.options = options;
      this.situation = new Situation(options, space);
      this.table = new QTable(situation.keyLength());
      this.slates = new Slates(space.slateSize(), options.ordinalSlates());
      this.estimates = options.gamma() != null ? null : Horizon.start();
      this.horizon = new Horizon(options.gamma(), 1.0, estimates);
      this.best = new int[space.slateSize()];
      this.keeps = space.tabular() && space.topics() == 0;
      this.known = new StateCache<>(keeps ? space.states() : 0);
    }

    /** Learning takes no gradient steps: there is one for each checkpoint. */
    @Override
    public Plan plan(long envSteps) {
      return new Plan(keeps ? envSteps : 300_000, 0.01, 25, 1);
    }

    @Override
    public boolean learnsFromLogs() {
      return true;
    }

    QTable table() {
      return table;
    }

    @Override
    public Policy greedy() {
      return this;
    }

    @Override
    public Policy exploring() {
      return this::explore;
    }

    private Slate explore(Observation observation, RandomKey key) {
      if (options.exploration() == Options.Exploration.MIN_COUNT) {
        return search(observation, true).slate;
      }
      Best best = best(observation);
      double epsilon =
          options.exploration() == Options.Exploration.EPSILON_GREEDY
              ? StrictMath.pow(options.explorationTemperature(), sessions + 1)
              : Math.min(1, Math.sqrt(RANDOM_VISITS / ((double) best.visits / best.slates)));
      track("epsilon", epsilon);
      return key.uniform(0) < epsilon ? random(observation, key.child("slate")) : best.slate;
    }

    /** A slate drawn uniformly; its documents are ascending unless order counts. */
    private Slate random(Observation observation, RandomKey key) {
      situation.look(observation);
      Slate drawn = Slate.random(situation.documents(), best.length, key);
      IntStream documents = IntStream.range(0, drawn.size()).map(drawn::document);
      return options.ordinalSlates() ? drawn : Slate.of(documents.sorted().toArray());
    }

    @Override
    protected void take(Transition transition) {
      Step step = transition.step();
      if (!fixed) {
        horizon.measure(step);
      }
      double target = step.reward();
      if (step.status() != Status.ENDED && horizon.discount() > 0) {
        target += horizon.discount() * best(step.next()).value;
      }
      situation.look(transition.observation());
      int[] key = situation.key(transition.slate());
      QTable.Entry before = table.get(key);
      int count = before.count() + 1;
      double rate = options.learningRate() / StrictMath.pow(count, options.learningRateDecay());
      float value = (float) (before.value() + rate * (target - before.value()));
      table.set(key, value, count);
      track("target_value", target);
      track("td_error", Math.abs(target - before.value()));
      learned(transition.observation(), transition.slate(), value);
      sessions += step.status() == Status.CONTINUES ? 0 : 1;
    }

    /** Corrects what is known of a state after the value of a slate has changed. */
    private void learned(Observation observation, Slate slate, float value) {
      Best now = known.get(observation);
      if (now == null) {
        return;
      }
      now.visits++;
      if (value > now.value) {
        now.slate = slate;
        now.value = value;
      } else if (value == now.value || now.slate.equals(slate)) {
        known.keep(observation, null);
      }
    }

    /** Learns nothing; the first call fixes the discount. */
    @Override
    protected void train(int batchSize) {
      if (!fixed) {
        horizon.fix();
        fixed = true;
      }
      if (horizon.isEstimated()) {
        track("gamma", horizon.discount());
      }
    }

    @Override
    public Slate choose(Observation observation) {
      return best(observation).slate;
    }

    @Override
    public OptionalDouble value(Observation observation) {
      return OptionalDouble.of(best(observation).value);
    }

    @Override
    public double discount() {
      return horizon.discount();
    }

    private Best best(Observation observation) {
      Best best = known.get(observation);
      return best != null ? best : known.keep(observation, search(observation, false));
    }

    /** Finds the slate with the largest value, or the one shown least often; the first of equal. */
    private Best search(Observation observation, boolean rarest) {
      Best found = new Best();
      situation.look(observation);
      slates.start(situation.documents());
      // No slate is rarer than one that was never shown.
      while (!(rarest && found.value == 0) && slates.next()) {
        QTable.Entry entry = table.get(situation.key(slates.documents()));
        float value = rarest ? -entry.count() : entry.value();
        found.visits += entry.count();
        found.slates++;
        if (value > found.value) {
          found.value = value;
          System.arraycopy(slates.documents(), 0, best, 0, best.length);
        }
      }
      found.slate = Slate.of(best);
      return found;
    }

    @Override
    public Weights weights() {
      SortedMap<String, Tensor> tensors = new TreeMap<>(table.weights().tensors());
      if (estimates != null) {
        tensors.put(HORIZON, Tensor.vector(estimates.clone()));
      }
      return Weights.of(tensors);
    }

    @Override
    public void load(Weights weights) {
      table.load(weights);
      if (estimates != null) {
        System.arraycopy(
            weights.get(HORIZON, estimates.length).data(), 0, estimates, 0, estimates.length);
        fixed = true;
      }
      known.clear();
    }
  }
}
