package dev.recsim.learn.tabularq;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.learn.Slates;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.StateCache;
import dev.recsim.learn.tabularq.TabularQOptions.Exploration;
import dev.recsim.random.RandomKey;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Agents of type {@code tabular_q}: Q-learning (Watkins 1989) with a table of values over binned
 * observations and whole slates, as RecSim's TabularQAgent.
 */
@Description(
    "Learns a table of the values of whole slates; numeric features are put into" + " bins.")
public final class TabularQ extends LearningProvider<TabularQOptions> {
  /** Largest number of slates; all are compared for each decision. */
  private static final int MOST_SLATES = 100_000;

  /**
   * Visits of a slate up to which all slates are drawn at random, see {@link Exploration#VISITS}.
   */
  private static final double RANDOM_VISITS = 30;

  /** Called by the service loader. */
  public TabularQ() {
    super("tabular_q");
  }

  @Override
  public void check(TabularQOptions options, Environment environment) {
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
  protected LearningAgent agent(TabularQOptions options, Environment environment, RandomKey key) {
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

    private final TabularQOptions options;
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

    Learning(TabularQOptions options, Space space) {
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
    public Learner.Plan plan(long envSteps) {
      return new Learner.Plan(keeps ? envSteps : 300_000, 0.01, 25, 1);
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
      if (options.exploration() == Exploration.MIN_COUNT) {
        return rarest(observation);
      }
      Best best = best(observation);
      double epsilon =
          options.exploration() == Exploration.EPSILON_GREEDY
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

    /** The slate shown least often, the first of equal ones. */
    private Slate rarest(Observation observation) {
      situation.look(observation);
      int least = Integer.MAX_VALUE;
      slates.start(situation.documents());
      while (least > 0 && slates.next()) {
        int count = table.get(situation.key(slates)).count();
        if (count < least) {
          least = count;
          slates.copyTo(best, 0);
        }
      }
      return Slate.of(best);
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
      return best != null ? best : known.keep(observation, search(observation));
    }

    private Best search(Observation observation) {
      Best found = new Best();
      situation.look(observation);
      slates.start(situation.documents());
      while (slates.next()) {
        QTable.Entry entry = table.get(situation.key(slates));
        found.visits += entry.count();
        found.slates++;
        if (entry.value() > found.value) {
          found.value = entry.value();
          slates.copyTo(best, 0);
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
        float[] saved = weights.get(HORIZON, estimates.length).data();
        System.arraycopy(saved, 0, estimates, 0, saved.length);
        fixed = true;
      }
      known.clear();
    }
  }
}
