package dev.recsim.agent.linear;

import dev.recsim.agent.Ranking;
import dev.recsim.agent.RankingAgent;
import dev.recsim.agent.linear.LinUcbProvider.LinUcb;
import dev.recsim.algebra.Vectors;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scale.Standardization;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An agent of type {@code lin_ucb}. By default it learns from each slate the discounted rewards
 * from there to the end of the session, compared with other sessions from the same step on. With an
 * option it learns the click or a signal of each position instead.
 *
 * <p>Every other session tries a level of {@link Noise} on the greedy policy. Slates are random in
 * the first sessions, in which the scales of features are measured.
 */
final class LinUcbAgent extends RankingAgent {
  /** Sessions before the scales of features are fixed, unless an update comes first. */
  private static final int MEASURED = 20;

  private final LinUcb options;
  private final FeatureMap features;
  private final RidgeModel model;
  private final int slateSize;
  private final Space space;

  /** Index of the signal that is the reward of a position. */
  private final int signal;

  private final Parameters parameters = new Parameters(EngineChoice.JAVA, List.of());
  private final Standardization scales;
  private boolean scaled;
  private int sessions;
  private final Noise noise = new Noise();

  /** Rewards of the session. */
  private double earned;

  /** Level of noise of loaded weights; null if none were loaded. */
  private Integer loadedLevel;

  private final List<Transition> waiting = new ArrayList<>();

  /** The steps of the session: x and reward. */
  private final List<double[]> shown = new ArrayList<>();

  private final List<Double> rewards = new ArrayList<>();

  LinUcbAgent(LinUcb options, FeatureMap features, Space space, int signal) {
    super(space.slateSize());
    this.options = options;
    this.features = features;
    this.model = new RidgeModel(features.size(), options.regularization());
    this.slateSize = space.slateSize();
    this.space = space;
    this.signal = signal;
    this.scales = parameters.features(space);
  }

  /** Shows the documents with the largest estimates; with noise if that is better. */
  @Override
  public Policy greedy() {
    return level() == 0 ? super.greedy() : new Noisy();
  }

  /** Ranks by estimates with noise; its scores are without. */
  private final class Noisy implements Policy {
    @Override
    public Slate recommend(Observation seen, RandomKey key) {
      double[] scores = estimates(seen);
      Noise.add(scores, level(), key);
      return Ranking.top(scores, slateSize);
    }

    @Override
    public Optional<double[]> documentScores(Observation seen) {
      return Optional.of(estimates(seen));
    }
  }

  private int level() {
    return loadedLevel != null ? loadedLevel : noise.best();
  }

  @Override
  protected double[] estimates(Observation seen) {
    return estimates(seen, model.estimate());
  }

  private double[] estimates(Observation seen, double[] theta) {
    double[] weights = features.fold(slots(seen), theta);
    double[] values = new double[seen.candidates().size()];
    for (int d = 0; d < values.length; d++) {
      values[d] = Vectors.dot(column(seen, d), weights);
    }
    return values;
  }

  /** Returns x' theta + alpha s sqrt(x' A^-1 x), with x minus its mean over the candidates. */
  @Override
  protected double[] indices(Observation seen, RandomKey key) {
    int count = seen.candidates().size();
    double[] values = new double[count];
    if (!scaled) {
      Arrays.setAll(values, key::uniform);
      return values;
    }
    RidgeModel.Fit fit = model.fit();
    if (tries()) {
      double[] scores = estimates(seen, fit.theta());
      Noise.add(scores, Noise.tried(sessions / 2), key);
      return scores;
    }
    double[] slots = slots(seen);
    double[] weights = features.fold(slots, fit.theta());
    double[][] columns = new double[count][];
    double[] mean = new double[weights.length];
    for (int d = 0; d < count; d++) {
      columns[d] = column(seen, d);
      values[d] = Vectors.dot(columns[d], weights);
      for (int a = 0; a < mean.length; a++) {
        mean[a] += columns[d][a] / count;
      }
    }
    double width = options.alpha() * fit.deviation();
    double[][] inverse = features.fold(slots, fit.inverse());
    for (int d = 0; d < count && width > 0; d++) {
      values[d] += width * Math.sqrt(Math.max(0, form(inverse, columns[d], mean)));
    }
    return values;
  }

  /** Whether this session tries a level of noise: every other session, if returns are learned. */
  private boolean tries() {
    return options.reward() == null && sessions % 2 == 1;
  }

  /** Returns (x - mean)' M (x - mean) for a symmetric M; overwrites x. */
  private static double form(double[][] matrix, double[] x, double[] mean) {
    double sum = 0;
    for (int a = 0; a < x.length; a++) {
      x[a] -= mean[a];
      double others = matrix[a][a] * x[a] / 2;
      for (int b = 0; b < a; b++) {
        others += matrix[a][b] * x[b];
      }
      sum += 2 * others * x[a];
    }
    return sum;
  }

  private double[] slots(Observation seen) {
    double[] slots = new double[1 + seen.user().length];
    slots[0] = 1;
    for (int i = 0; i < seen.user().length; i++) {
      slots[1 + i] = scales.user().scaled(i, seen.user()[i]);
    }
    return slots;
  }

  private double[] column(Observation seen, int candidate) {
    double[] column = features.column(seen, candidate);
    for (int i = 0; i < space.documentFeatures().size(); i++) {
      column[1 + i] = scales.document().scaled(i, column[1 + i]);
    }
    return column;
  }

  @Override
  protected void take(Transition transition) {
    boolean last = !transition.step().continues();
    if (scaled) {
      learn(transition);
      earned += transition.step().reward();
      if (last && tries()) {
        noise.earned(Noise.tried(sessions / 2), earned);
      }
      earned = last ? 0 : earned;
      sessions += last ? 1 : 0;
      return;
    }
    scales.measure(transition.observation());
    waiting.add(transition);
    sessions += last ? 1 : 0;
    if (sessions == MEASURED) {
      fixScales();
    }
  }

  @Override
  protected void train(int batchSize) {
    if (!scaled) {
      fixScales();
    }
  }

  private void fixScales() {
    scales.fix();
    scaled = true;
    waiting.forEach(this::learn);
    waiting.clear();
  }

  private void learn(Transition transition) {
    Observation seen = transition.observation();
    double[] slots = slots(seen);
    double[] mean = new double[features.size()];
    for (int p = 0; p < slateSize; p++) {
      double[] column = column(seen, transition.slate().document(p));
      if (options.reward() == null) {
        features.add(slots, column, 1.0 / slateSize, mean);
      } else {
        double[] x = new double[features.size()];
        features.add(slots, column, 1, x);
        model.add(x, reward(transition, p), p);
      }
    }
    if (options.reward() == null) {
      shown.add(mean);
      rewards.add(transition.step().reward());
      if (!transition.step().continues()) {
        endSession();
      }
    }
  }

  private double reward(Transition transition, int position) {
    return signal < 0
        ? transition.step().response().isClicked(position) ? 1 : 0
        : transition.step().response().signal(position, signal);
  }

  private void endSession() {
    double following = 0;
    for (int t = shown.size() - 1; t >= 0; t--) {
      following = rewards.get(t) + options.gamma() * following;
      model.add(shown.get(t), following, group(t));
    }
    shown.clear();
    rewards.clear();
  }

  /**
   * Returns the group of a step. Steps 0 to 15 have one group each; then each doubling of t has 8
   * groups.
   */
  static int group(int t) {
    if (t < 16) {
      return t;
    }
    int doublings = 31 - Integer.numberOfLeadingZeros(t);
    return 8 * (doublings - 2) + ((t >> (doublings - 3)) & 7);
  }

  @Override
  public Weights weights() {
    SortedMap<String, Tensor> all = new TreeMap<>(parameters.weights().tensors());
    all.putAll(model.tensors());
    all.put("noise", Tensor.vector(new float[] {level()}));
    return new Weights(all);
  }

  @Override
  public void load(Weights weights) {
    int level = Noise.checked(weights.get("noise", 1).data()[0]);
    parameters.load(weights);
    scales.keep();
    model.load(weights);
    loadedLevel = level;
    scaled = true;
    earned = 0;
    waiting.clear();
    shown.clear();
    rewards.clear();
  }
}
