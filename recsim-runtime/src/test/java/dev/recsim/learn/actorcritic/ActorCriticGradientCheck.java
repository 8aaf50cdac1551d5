package dev.recsim.learn.actorcritic;

import dev.recsim.api.Space;
import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.learn.Initialization;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.nn.JavaEngine;
import dev.recsim.random.RandomKey;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares the gradients of a batch's losses with central differences of the losses' definitions,
 * which are written here transition by transition.
 */
final class ActorCriticGradientCheck {
  private static final int STATES = 4;
  private static final int DOCUMENTS = 5;
  private static final int SIZE = 3;
  private static final int BATCH = 40;
  private static final double GAMMA = .9;
  private static final double SCALE = 3;
  private static final double STEP = 1e-5;
  private static final RandomKey KEY = RandomKey.root(7);

  private final ActorLoss actorLoss;

  /** Length of the learned vector of a state; 0 for one-hot. */
  private final int stateSize;

  private final List<Remembered> steps = new ArrayList<>();
  private final Weights weights;
  private final ActorCriticNetworks target;

  private ActorCriticGradientCheck(ActorLoss actorLoss, int stateSize) {
    this.actorLoss = actorLoss;
    this.stateSize = stateSize;
    this.weights = weights(KEY.child("online"));
    this.target = networks(weights(KEY.child("target")));
    for (int i = 0; i < BATCH; i++) {
      RandomKey draws = KEY.child(i);
      steps.add(
          new Remembered(
              draws.below(0, STATES),
              draws.below(1, DOCUMENTS),
              (float) draws.uniform(2),
              draws.below(3, STATES),
              draws.uniform(4) < .3));
    }
  }

  /** The largest error of a derivative, relative to the derivative or to .001. */
  static double largestError() throws Exception {
    double largest = 0;
    for (ActorLoss loss : ActorLoss.values()) {
      largest = Math.max(largest, new ActorCriticGradientCheck(loss, 0).error());
      largest = Math.max(largest, new ActorCriticGradientCheck(loss, 4).error());
    }
    return largest;
  }

  private double error() throws Exception {
    ActorCriticNetworks online = networks(weights);
    ActorCriticGradients gradients =
        new ActorCriticGradients(options(), new Space(DOCUMENTS, 1, STATES), online, target);
    gradients.start(BATCH);
    steps.forEach(gradients::add);
    gradients.compute(KEY);
    double largest = 0;
    for (var part : gradients(online).entrySet()) {
      float[] values = weights.tensors().get(part.getKey()).data();
      for (int i = 0; i < values.length; i++) {
        double difference = difference(values, i, part.getKey().startsWith("actor."));
        double error = Math.abs(part.getValue().data()[i] - difference);
        largest = Math.max(largest, error / Math.max(Math.abs(difference), 1e-3));
      }
    }
    return largest;
  }

  private SortedMap<String, Tensor> gradients(ActorCriticNetworks online) throws Exception {
    SortedMap<String, Tensor> all = new TreeMap<>();
    gradients(online.actor()).forEach((name, tensor) -> all.put("actor." + name, tensor));
    gradients(online.critic()).forEach((name, tensor) -> all.put("critic." + name, tensor));
    all.put("embeddings", online.embeddings().gradient());
    if (online.states() != null) {
      all.put("states", online.states().gradient());
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static SortedMap<String, Tensor> gradients(Network network) throws Exception {
    Method method = network.getClass().getDeclaredMethod("gradients");
    method.setAccessible(true);
    return (SortedMap<String, Tensor>) method.invoke(network);
  }

  private double difference(float[] values, int i, boolean ofActor) {
    float held = values[i];
    values[i] = (float) (held + STEP);
    double above = loss(ofActor);
    values[i] = (float) (held - STEP);
    double difference = (above - loss(ofActor)) / (2 * STEP);
    values[i] = held;
    return difference;
  }

  private double loss(boolean ofActor) {
    ActorCriticNetworks online = networks(weights);
    double sum = 0;
    for (Remembered step : steps) {
      sum += ofActor ? actorLoss(online, step.state()) : criticLoss(online, step);
    }
    return sum / BATCH;
  }

  private double actorLoss(ActorCriticNetworks online, int state) {
    float[] output = new float[SIZE];
    online.actor().forward(new int[] {state}, stateVector(online, state), 1, output);
    float[] unit = unit(output, 0);
    if (actorLoss == ActorLoss.DETERMINISTIC_POLICY_GRADIENT) {
      return -output(online, state, unit);
    }
    float[] best = unit(table(online), best(online, state));
    double cosine = 0;
    for (int k = 0; k < SIZE; k++) {
      cosine += unit[k] * best[k];
    }
    return -cosine;
  }

  private double criticLoss(ActorCriticNetworks online, Remembered step) {
    int next = step.nextState();
    double future = SCALE * output(target, next, unit(table(target), best(target, next)));
    double wanted = step.reward() + (step.ended() ? 0 : GAMMA * future);
    double value = SCALE * output(online, step.state(), unit(table(online), step.document()));
    return (value - wanted) * (value - wanted) / (SCALE * SCALE);
  }

  private static int best(ActorCriticNetworks networks, int state) {
    int best = 0;
    for (int d = 1; d < DOCUMENTS; d++) {
      if (output(networks, state, unit(table(networks), d))
          > output(networks, state, unit(table(networks), best))) {
        best = d;
      }
    }
    return best;
  }

  private static double output(ActorCriticNetworks networks, int state, float[] document) {
    float[] vector = stateVector(networks, state);
    float[] features = Arrays.copyOf(vector, vector.length + SIZE);
    System.arraycopy(document, 0, features, vector.length, SIZE);
    float[] output = new float[1];
    networks.critic().forward(new int[] {state}, features, 1, output);
    return output[0];
  }

  /** Empty where states are one-hot. */
  private static float[] stateVector(ActorCriticNetworks networks, int state) {
    return networks.states() == null
        ? new float[0]
        : unit(networks.states().rows(), state, networks.states().size());
  }

  private static float[] table(ActorCriticNetworks networks) {
    return networks.embeddings().rows();
  }

  private static float[] unit(float[] vectors, int index) {
    return unit(vectors, index, SIZE);
  }

  private static float[] unit(float[] vectors, int index, int size) {
    double squares = 0;
    for (int k = 0; k < size; k++) {
      squares += vectors[index * size + k] * vectors[index * size + k];
    }
    float[] unit = new float[size];
    for (int k = 0; k < size; k++) {
      unit[k] = (float) (vectors[index * size + k] / Math.sqrt(squares));
    }
    return unit;
  }

  private ActorCriticOptions options() {
    ActorCriticOptions defaults = ActorCriticOptions.DEFAULTS;
    return new ActorCriticOptions(
        defaults.hidden(),
        defaults.embSize(),
        defaults.stateSize(),
        defaults.movedVectors(),
        DOCUMENTS,
        DOCUMENTS,
        0,
        defaults.neighbours(),
        defaults.greedySearch(),
        actorLoss,
        GAMMA,
        defaults.tau(),
        defaults.actorLearningRate(),
        defaults.criticLearningRate(),
        SCALE,
        defaults.replayCapacity(),
        defaults.replay(),
        defaults.randomDocumentProbability(),
        defaults.engine());
  }

  private ActorCriticNetworks networks(Weights weights) {
    return new ActorCriticNetworks(new JavaEngine(), actorLayout(), criticLayout(), weights, false);
  }

  private Layout actorLayout() {
    return new Layout(stateSize == 0 ? STATES : 0, stateSize, List.of(8, 6), SIZE);
  }

  private Layout criticLayout() {
    return new Layout(stateSize == 0 ? STATES : 0, stateSize + SIZE, List.of(7, 9), 1);
  }

  /** Weights of a size that leaves no derivative tiny. */
  private Weights weights(RandomKey key) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    Initialization.network(actorLayout(), key.child("actor"))
        .forEach((name, tensor) -> tensors.put("actor." + name, drawn(tensor, key, "a" + name)));
    Initialization.network(criticLayout(), key.child("critic"))
        .forEach((name, tensor) -> tensors.put("critic." + name, drawn(tensor, key, "c" + name)));
    tensors.put("embeddings", Initialization.embeddings(DOCUMENTS, SIZE, key.child("table")));
    if (stateSize > 0) {
      tensors.put("states", Initialization.embeddings(STATES, stateSize, key.child("states")));
    }
    return new Weights(tensors);
  }

  private static Tensor drawn(Tensor shape, RandomKey key, String name) {
    float[] values = new float[shape.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (.5 * key.child(name).gaussian(i));
    }
    return new Tensor(shape.shape(), values);
  }
}
