package dev.recsim.learn.slate;

import dev.recsim.api.Appeal;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Tensor;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Network;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.slate.SlateQOptions.NetworkChoice;
import dev.recsim.learn.slate.SlateQOptions.NoClick;
import dev.recsim.learn.slate.SlateQOptions.Selection;
import dev.recsim.learn.slate.SlateQOptions.Targets;
import dev.recsim.nn.JavaEngine;
import dev.recsim.random.RandomKey;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares the gradient of a batch's loss with central differences of the loss's definition, which
 * is written here step by step, with all slates tried.
 */
final class SlateQGradientCheck {
  private static final int USER = 3;
  private static final int FEATURES = 4;
  private static final int DOCUMENTS = 5;
  private static final int SLATE = 2;
  private static final int STEPS = 60;
  private static final double GAMMA = .9;
  private static final double SCALE = 3;
  private static final double STEP = 1e-5;
  private static final RandomKey KEY = RandomKey.root(7);

  private final SlateQOptions options;
  private final Space space;
  private final Weights weights;
  private final ItemValues target;
  private final List<Transition> taken = new ArrayList<>();
  private final Experience experience = new Experience(1_000, SLATE, new Drawn());

  private record Clip(long id, double[] features) implements Document {}

  /** Weights that follow from the features of user and document. */
  private static final class Drawn implements Appeal {
    @Override
    public double weight(Observation seen, int candidate) {
      double[] features = seen.candidates().get(candidate).features();
      return 1 + .4 * (features[0] + seen.user()[0]);
    }

    @Override
    public double noClickWeight(Observation seen) {
      return 1 + .2 * seen.user()[1];
    }
  }

  private SlateQGradientCheck(NetworkChoice network, NoClick noClick, Targets targets, int n) {
    options =
        new SlateQOptions(
            network,
            List.of(7, 6),
            Selection.GREEDY,
            targets,
            noClick,
            GAMMA,
            n,
            Schedule.of(.001),
            Schedule.of(.1),
            Schedule.of(.1),
            SCALE,
            null,
            1_000,
            EngineChoice.JAVA);
    List<String> user = Collections.nCopies(USER, "u");
    List<String> document = Collections.nCopies(FEATURES, "d");
    space = new Space(DOCUMENTS, SLATE, 1, 0, user, document, List.of());
    weights = weights(KEY.child("online"));
    target = values(weights(KEY.child("target")));
    play();
  }

  /** The largest error of a derivative, relative to the derivative or to .001. */
  static double largestError() throws Exception {
    double largest = 0;
    for (NetworkChoice network : NetworkChoice.values()) {
      for (NoClick noClick : NoClick.values()) {
        for (Targets targets : Targets.values()) {
          int n = targets == Targets.OPTIMAL ? 3 : 1;
          double error = new SlateQGradientCheck(network, noClick, targets, n).error();
          largest = Math.max(largest, error);
        }
      }
    }
    return largest;
  }

  /** Sessions of which some end and some are cut off. */
  private void play() {
    Observation seen = observation(0);
    for (int i = 0; i < STEPS; i++) {
      RandomKey draws = KEY.child("play").child(i);
      int first = draws.below(0, DOCUMENTS);
      Slate slate = Slate.of(first, (first + 1 + draws.below(1, DOCUMENTS - 1)) % DOCUMENTS);
      double luck = draws.uniform(2);
      Status status = luck < .1 ? Status.ENDED : luck < .2 ? Status.CUT_OFF : Status.CONTINUES;
      Observation next = observation(i + 1);
      Response response = new Response(draws.below(3, SLATE + 1) - 1);
      taken.add(new Transition(seen, slate, new Step(response, draws.gaussian(2), next, status)));
      experience.add(taken.get(i));
      seen = status == Status.CONTINUES ? next : observation(1_000 + i);
    }
  }

  private static Observation observation(int i) {
    RandomKey draws = KEY.child("seen").child(i);
    List<Document> candidates = new ArrayList<>();
    for (int d = 0; d < DOCUMENTS; d++) {
      candidates.add(new Clip(d, drawn(FEATURES, draws.child(d))));
    }
    return new Observation(0, drawn(USER, draws), candidates);
  }

  private static double[] drawn(int count, RandomKey key) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * key.uniform(i) - 1;
    }
    return values;
  }

  private double error() throws Exception {
    ItemValues online = values(weights);
    SlateQGradients gradients = new SlateQGradients(options, USER, SLATE, online, target);
    gradients.start();
    for (int i = 0; i < STEPS; i++) {
      gradients.add(experience, record(i));
    }
    double told = gradients.compute(experience);
    double largest = Math.abs(told - loss()) / told;
    for (var part : gradients(online).entrySet()) {
      float[] values = weights.tensors().get(part.getKey()).data();
      for (int i = 0; i < values.length; i++) {
        double difference = difference(values, i);
        double error = Math.abs(part.getValue()[i] - difference);
        largest = Math.max(largest, error / Math.max(Math.abs(difference), 1e-3));
      }
    }
    return largest;
  }

  /** Steps are remembered in order, with a moment more behind each session that was cut off. */
  private int record(int step) {
    int record = step;
    for (int i = 0; i < step; i++) {
      record += taken.get(i).step().status() == Status.CUT_OFF ? 1 : 0;
    }
    return record;
  }

  private static SortedMap<String, float[]> gradients(ItemValues online) throws Exception {
    SortedMap<String, float[]> all = new TreeMap<>();
    boolean additive = online instanceof AdditiveValues;
    Network network = online.network;
    Method method = network.getClass().getDeclaredMethod("gradients");
    method.setAccessible(true);
    ((SortedMap<?, ?>) method.invoke(network))
        .forEach((name, tensor) -> all.put("value." + name, ((Tensor) tensor).data()));
    if (additive) {
      float[] terms = (float[]) field(online, "gradient");
      int pairs = Math.min(USER, FEATURES);
      all.put("item.bias", java.util.Arrays.copyOf(terms, FEATURES));
      all.put("item.affinity", java.util.Arrays.copyOfRange(terms, FEATURES, FEATURES + pairs));
      if (online.weights().tensors().containsKey("no_click.bias")) {
        all.put("no_click.bias", new float[] {terms[FEATURES + pairs]});
      }
    }
    return all;
  }

  private static Object field(Object of, String name) throws Exception {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  private double difference(float[] values, int i) {
    float held = values[i];
    values[i] = (float) (held + STEP);
    double above = loss();
    values[i] = (float) (held - STEP);
    double difference = (above - loss()) / (2 * STEP);
    values[i] = held;
    return difference;
  }

  private double loss() {
    ItemValues online = values(weights);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < STEPS; i++) {
      Transition step = taken.get(i);
      int position = step.step().response().clicked();
      if (position >= 0 || options.noClick() == NoClick.LEARNED) {
        int item = position < 0 ? DOCUMENTS : step.slate().document(position);
        double error = values(online, step.observation())[item] - target(i) / SCALE;
        sum += error * error;
        count++;
      }
    }
    return sum / count;
  }

  private double target(int from) {
    double sum = 0;
    double discount = 1;
    for (int i = from; i < from + options.steps(); i++) {
      Step step = taken.get(i).step();
      sum += discount * step.reward();
      discount *= GAMMA;
      if (step.status() == Status.ENDED) {
        return sum;
      }
      boolean last = i + 1 == from + options.steps() || i + 1 == STEPS;
      if (last || step.status() == Status.CUT_OFF) {
        boolean shown = step.status() == Status.CONTINUES && i + 1 < STEPS;
        Slate next = shown ? taken.get(i + 1).slate() : null;
        return sum + discount * SCALE * future(step.next(), next);
      }
    }
    throw new IllegalStateException("a step is the last one");
  }

  /** The value of the slate that was shown next, or of the one that the rule makes. */
  private double future(Observation seen, Slate shown) {
    double[] values = values(target, seen);
    if (options.targets() == Targets.SARSA && shown != null) {
      return value(seen, values, shown.document(0), shown.document(1));
    }
    int first = 0;
    int second = 1;
    for (int i = 0; i < DOCUMENTS; i++) {
      for (int j = 0; j < DOCUMENTS; j++) {
        if (i != j && prefers(seen, values, i, j, first, second)) {
          first = i;
          second = j;
        }
      }
    }
    return value(seen, values, first, second);
  }

  private boolean prefers(Observation seen, double[] values, int i, int j, int i0, int j0) {
    switch (options.targetSelection()) {
      case TOP_K:
        return gain(seen, values, i) + gain(seen, values, j)
            > gain(seen, values, i0) + gain(seen, values, j0);
      case GREEDY:
        double alone = value(seen, values, i);
        double alone0 = value(seen, values, i0);
        return alone > alone0
            || (alone == alone0 && value(seen, values, i, j) > value(seen, values, i0, j0));
      default:
        return value(seen, values, i, j) > value(seen, values, i0, j0);
    }
  }

  private static double gain(Observation seen, double[] values, int i) {
    return new Drawn().weight(seen, i) * (values[i] - values[DOCUMENTS]);
  }

  private static double value(Observation seen, double[] values, int... slate) {
    double weight = new Drawn().noClickWeight(seen);
    double sum = weight * values[DOCUMENTS];
    for (int document : slate) {
      weight += new Drawn().weight(seen, document);
      sum += new Drawn().weight(seen, document) * values[document];
    }
    return sum / weight;
  }

  /** Values of the candidates, and behind them that of no click. */
  private static double[] values(ItemValues of, Observation seen) {
    Moments moments = new Moments(USER);
    moments.add(Moment.of(seen, Moment.features(seen.candidates()), new Drawn()));
    float[] documents = new float[DOCUMENTS];
    float[] noClick = new float[1];
    of.evaluate(moments, documents, noClick);
    double[] values = new double[DOCUMENTS + 1];
    for (int d = 0; d < DOCUMENTS; d++) {
      values[d] = documents[d];
    }
    values[DOCUMENTS] = noClick[0];
    return values;
  }

  private ItemValues values(Weights parameters) {
    return options.network() == NetworkChoice.ADDITIVE
        ? new AdditiveValues(new JavaEngine(), options, space, parameters)
        : new PerceptronValues(new JavaEngine(), options, space, parameters);
  }

  /** Weights of a size that leaves no derivative tiny. */
  private Weights weights(RandomKey key) {
    Weights shapes =
        options.network() == NetworkChoice.ADDITIVE
            ? AdditiveValues.initial(options, space, key)
            : PerceptronValues.initial(options, space, key);
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    shapes
        .tensors()
        .forEach(
            (name, shape) -> {
              float[] values = new float[shape.data().length];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) (.5 * key.child(name).gaussian(i));
              }
              tensors.put(name, new Tensor(shape.shape(), values));
            });
    return new Weights(tensors);
  }
}
