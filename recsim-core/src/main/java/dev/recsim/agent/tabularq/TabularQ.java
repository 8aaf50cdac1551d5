package dev.recsim.agent.tabularq;

import dev.recsim.agent.tabularq.KnownChoices.Choice;
import dev.recsim.agent.tabularq.QTable.Entry;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.LogLearner;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Slates;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
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

      /** The ends and evenly spaced numbers between them (NumPy's {@code linspace}). */
      double[] edges(int count) {
        double step = (upper - lower) / Math.max(1, count - 1);
        double[] edges = new double[count];
        Arrays.setAll(edges, i -> i > 0 && i == count - 1 ? upper : lower + i * step);
        return edges;
      }
    }

    /** The exploration policy. */
    public enum Exploration {
      /**
       * A random slate with probability sqrt(30 / n), n the mean number of times that a slate was
       * shown for the observation; else the best slate. With features and many pairs of state and
       * slate, sqrt(5 / n).
       */
      VISITS,
      /** A random slate with decaying probability, else the best slate. */
      EPSILON_GREEDY,
      /** The slate that was shown least often for the observation's key. */
      MIN_COUNT
    }
  }

  /**
   * Visits of a slate up to which all slates are drawn at random, see {@link
   * Options.Exploration#VISITS}.
   */
  private static final double RANDOM_VISITS = 30;

  /** The same where the plan grows with the pairs, which is too short for as many. */
  private static final double FEW_RANDOM_VISITS = 5;

  /** Fewest planned steps where there are features. */
  private static final long FEWEST_STEPS = 300_000;

  /** Planned steps for each pair of a state and a slate where there are features. */
  private static final long STEPS_PER_PAIR = 100;

  /** Largest number of slates that are looked at in more than the fewest steps. */
  private static final long MOST_LOOKS = 800_000_000;

  /** Gradient steps of a training: there is one for each checkpoint. */
  private static final int CHECKPOINTS = 25;

  @Override
  public void check(Options options, Environment environment) {
    Slates.check(name(), environment.space(), options.ordinalSlates(), 100_000);
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
   * shown have value 0.
   */
  static final class Learning extends LearningAgent implements Policy.Deterministic, LogLearner {
    private final Options options;
    private final Space space;
    private final QTable table;
    private final KnownChoices known;
    private final Horizon horizon;
    private final CommonError common = new CommonError();

    /** Planned steps where there are features. */
    private final long steps;

    private final double randomVisits;

    private int sessions;

    /** Number of checkpoints so far, and of the training. */
    private int checkpoints;

    private long planned = CHECKPOINTS;

    /** Whether the last slate was not drawn at random. */
    private boolean own;

    Learning(Options options, Space space) {
      this.options = options;
      this.space = space;
      this.table = new QTable(options, space);
      this.known = new KnownChoices(table, space, options.ordinalSlates());
      this.horizon = new Horizon(options.gamma(), 1.0);
      long slates = Slate.count(space.documents(), space.slateSize(), options.ordinalSlates());
      long many = Math.min(STEPS_PER_PAIR * space.states() * slates, MOST_LOOKS / slates);
      this.steps = Math.max(FEWEST_STEPS, many);
      boolean more = !onlyState() && steps > FEWEST_STEPS;
      this.randomVisits = more ? FEW_RANDOM_VISITS : RANDOM_VISITS;
    }

    /** Whether agents observe only a state. */
    private boolean onlyState() {
      return space.tabular() && space.topics() == 0;
    }

    @Override
    public void startTraining(long updates) {
      planned = updates;
    }

    /** Learning takes no gradient steps. */
    @Override
    public Plan plan(long envSteps) {
      return new Plan(onlyState() ? envSteps : steps, 0.01, CHECKPOINTS, 1);
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
      List<Choice> choices = known.of(observation);
      ToIntFunction<Choice> visits = choice -> choice.entry().count;
      if (options.exploration() == Options.Exploration.MIN_COUNT) {
        return Collections.min(choices, Comparator.comparingInt(visits)).slate();
      }
      double epsilon = StrictMath.pow(options.explorationTemperature(), sessions + 1);
      if (options.exploration() == Options.Exploration.VISITS) {
        double mean = choices.stream().mapToInt(visits).average().orElseThrow();
        epsilon = Math.min(1, Math.sqrt(randomVisits / mean));
      }
      track("epsilon", epsilon);
      own = key.uniform(0) >= epsilon;
      return own
          ? best(choices).slate()
          : arranged(Policy.uniform(space).recommend(observation, key.child("slate")));
    }

    /** A slate with its documents in ascending order, unless order counts. */
    private Slate arranged(Slate slate) {
      IntStream documents = IntStream.range(0, slate.size()).map(slate::document);
      return options.ordinalSlates() ? slate : Slate.of(documents.sorted().toArray());
    }

    @Override
    protected void take(Transition transition) {
      Step step = transition.step();
      horizon.measure(step, own && space.tabular());
      double target = step.reward();
      if (!step.ended() && horizon.discount() > 0) {
        target += horizon.discount() * best(known.of(step.next())).entry().value;
      }
      table.look(transition.observation());
      Entry entry = table.add(transition.slate());
      if (entry.count++ == 0) {
        known.enter(transition.observation(), arranged(transition.slate()), entry);
      }
      double rate =
          options.learningRate() / StrictMath.pow(entry.count, options.learningRateDecay());
      double error = target - entry.value;
      entry.value = (float) (entry.value + rate * error);
      common.add(error, step.ended());
      track("target_value", target);
      track("td_error", Math.abs(error));
      sessions += step.continues() ? 0 : 1;
    }

    /**
     * The first call fixes the discount. With a long horizon, all values move by what they lack
     * together. When the horizon begins to grow, all values must be learned again, so visits are
     * forgotten.
     */
    @Override
    protected void train(int batchSize) {
      horizon.fix();
      double lack = common.take(horizon.discount());
      if (horizon.isLong()) {
        table.raise(lack);
      }
      if (horizon.compare((double) checkpoints / planned)) {
        table.forget();
      }
      horizon.grow((double) ++checkpoints / planned);
      if (horizon.isEstimated()) {
        track("gamma", horizon.discount());
      }
    }

    @Override
    public Slate choose(Observation observation) {
      return best(known.of(observation)).slate();
    }

    /** The values of slates of one document. */
    @Override
    public Optional<double[]> documentScores(Observation observation) {
      if (space.slateSize() > 1) {
        return Optional.empty();
      }
      double[] scores = new double[observation.documents(space)];
      known.of(observation).forEach(it -> scores[it.slate().document(0)] = it.entry().value);
      return Optional.of(scores);
    }

    @Override
    public Optional<Estimate> value(Observation observation) {
      double amount = best(known.of(observation)).entry().value;
      return Optional.of(new Estimate(amount, horizon.discount()));
    }

    private static Choice best(List<Choice> choices) {
      return Collections.max(choices, Comparator.comparingDouble(it -> it.entry().value));
    }

    @Override
    public Weights weights() {
      SortedMap<String, Tensor> tensors = new TreeMap<>(table.tensors());
      if (horizon.isEstimated()) {
        tensors.put("horizon", Tensor.vector(horizon.estimates().clone()));
      }
      return Weights.of(tensors);
    }

    @Override
    public void load(Weights weights) {
      table.load(weights);
      if (horizon.isEstimated()) {
        System.arraycopy(weights.get("horizon", 2).data(), 0, horizon.estimates(), 0, 2);
        horizon.keep();
      }
      known.clear();
    }
  }
}
