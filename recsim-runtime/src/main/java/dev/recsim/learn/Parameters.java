package dev.recsim.learn;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scale.Standardization;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All parameters of an agent, by name: networks, tables of vectors, and vectors.
 *
 * <p>Tensors are named {@code <part>.<tensor>}, for example {@code actor.0.weight}. The name is
 * {@code <part>} if the part is a single tensor, and {@code <tensor>} if the name of the part is
 * empty. Confined to one thread.
 */
public final class Parameters implements AutoCloseable {
  private final Engine engine;

  /** Saved tensors of the parts that are not added yet; null if initial values are drawn. */
  private final SortedMap<String, Tensor> saved;

  private final SortedMap<String, Trainable> parts = new TreeMap<>();

  /** Tensors that no step changes; twins that follow copy them. */
  private final SortedMap<String, Tensor> constants = new TreeMap<>();

  private final List<Parameters> twins = new ArrayList<>();

  /** Null until an encoder asks for it. */
  private Standardization features;

  /** Null until an agent asks for it. */
  private Horizon horizon;

  /**
   * Creates an empty collection; parts added to it are drawn at random.
   *
   * @param hidden widths of the hidden layers, which decide {@link EngineChoice#AUTO}
   */
  public Parameters(EngineChoice engine, List<Integer> hidden) {
    this(engine, hidden, null);
  }

  /**
   * Creates an empty collection; parts added to it get saved weights.
   *
   * @param saved has all tensors of the parts that are added; null to draw them at random
   */
  public Parameters(EngineChoice engine, List<Integer> hidden, Weights saved) {
    this(engine.engine(hidden), saved);
  }

  private Parameters(Engine engine, Weights saved) {
    this.engine = engine;
    this.saved = saved == null ? null : new TreeMap<>(saved.tensors());
  }

  /**
   * Creates an empty collection, for example for target networks; parts added to it get copies of
   * these parameters. It is closed with this one.
   */
  public Parameters twin() {
    Parameters twin = new Parameters(engine, weights());
    twins.add(twin);
    return twin;
  }

  /**
   * Adds a network.
   *
   * @param key randomness of its initial weights, see {@link Initialization#network}; not used with
   *     saved weights
   * @throws IllegalArgumentException if saved weights lack a tensor or it has another shape
   */
  public Network network(String name, Layout layout, RandomKey key) {
    SortedMap<String, Tensor> start = new TreeMap<>();
    if (saved == null) {
      start = Initialization.network(layout, key);
    } else {
      for (Map.Entry<String, int[]> tensor : layout.shapes().entrySet()) {
        start.put(tensor.getKey(), take(full(name, tensor.getKey()), tensor.getValue()));
      }
    }
    return add(name, engine.create(layout, start));
  }

  /**
   * Adds a table of vectors.
   *
   * @param key randomness of its initial vectors, N(0, 1); not used with saved weights
   * @param touchedOnly whether a step updates only the rows with gradients
   * @throws IllegalArgumentException if saved weights lack the tensor or it has another shape
   */
  public EmbeddingTable table(String name, int rows, int size, RandomKey key, boolean touchedOnly) {
    Tensor start = start(name, () -> Initialization.embeddings(rows, size, key), rows, size);
    return add(name, new EmbeddingTable(start, touchedOnly));
  }

  /**
   * Adds a vector.
   *
   * @param values initial values; only their number is used with saved weights
   * @throws IllegalArgumentException if saved weights lack the tensor or it has another shape
   */
  public EmbeddingTable vector(String name, float... values) {
    Tensor start = start(name, () -> Tensor.vector(values), values.length);
    return add(name, new EmbeddingTable(start, false));
  }

  private float[] constant(String name, Tensor values) {
    Tensor start = copy(start(name, () -> values, values.shape()));
    constants.put(name, start);
    return start.data();
  }

  private static Tensor copy(Tensor tensor) {
    return new Tensor(tensor.shape(), tensor.data().clone());
  }

  /**
   * The scales of features. The first call adds them; saved parameters must have them.
   *
   * @throws IllegalArgumentException if saved weights lack a tensor or it has another shape
   */
  public Standardization features(Space space) {
    if (features == null) {
      features = new Standardization(space, this::constant);
    }
    return features;
  }

  /**
   * The discount and the unit of values. The first call adds what is to be estimated; saved
   * parameters must have it.
   *
   * @param discount null to estimate it
   * @param unit null to estimate it
   * @throws IllegalArgumentException if saved weights lack the tensor or it has another shape
   */
  public Horizon horizon(Double discount, Double unit) {
    if (horizon == null) {
      boolean given = discount != null && unit != null;
      Tensor start = Tensor.matrix(1, 2, Horizon.start());
      horizon = new Horizon(discount, unit, given ? null : constant("horizon", start));
    }
    return horizon;
  }

  /** The estimated discount and unit of values by option; empty if both are given. */
  SortedMap<String, Double> estimates() {
    if (horizon == null || !horizon.isEstimated()) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, Double> estimates = new TreeMap<>();
    estimates.put("gamma", horizon.discount());
    estimates.put("value_scale", horizon.unit());
    return estimates;
  }

  /** Counts an observation for the scales of features. */
  public void measure(Observation seen) {
    if (features != null) {
      features.measure(seen);
    }
  }

  /** Counts a step for the horizon. */
  public void measure(Step step) {
    if (horizon != null) {
      horizon.measure(step);
    }
  }

  /** Fixes the scales of features and the horizon, here and in the twins. */
  public void fixScales() {
    if (features != null) {
      features.fix();
    }
    if (horizon != null) {
      horizon.fix();
    }
    twins.forEach(twin -> twin.copyConstants(constants));
  }

  private void copyConstants(SortedMap<String, Tensor> from) {
    constants.forEach(
        (name, to) -> System.arraycopy(from.get(name).data(), 0, to.data(), 0, to.data().length));
  }

  private Tensor start(String name, Supplier<Tensor> drawn, int... shape) {
    return saved == null ? drawn.get() : take(name, shape);
  }

  /** Removes a tensor from the saved ones, so that large tensors are not kept twice. */
  private Tensor take(String name, int... shape) {
    Tensor tensor = new Weights(saved).get(name, shape);
    saved.remove(name);
    return tensor;
  }

  private <T extends Trainable> T add(String name, T part) {
    if (parts.putIfAbsent(name, part) != null) {
      throw new IllegalArgumentException("there are parameters named \"" + name + "\" already");
    }
    return part;
  }

  /**
   * The length of the vectors of a table that is saved and not added yet; empty if there is none.
   */
  public OptionalInt savedSize(String table) {
    Tensor tensor = saved == null ? null : saved.get(table);
    return tensor == null || tensor.shape().length != 2
        ? OptionalInt.empty()
        : OptionalInt.of(tensor.shape()[1]);
  }

  private static String full(String part, String tensor) {
    return part.isEmpty() || tensor.isEmpty() ? part + tensor : part + "." + tensor;
  }

  /** Name of the engine that computes the networks. */
  public String engine() {
    return engine.name();
  }

  /** Takes one step of Adam on all parameters. */
  public void step(double learningRate) {
    for (Trainable part : parts.values()) {
      part.step(learningRate);
    }
  }

  /** Moves every parameter p towards q of the same name: p = (1 - tau) p + tau q. */
  public void follow(Parameters source, double tau) {
    for (Map.Entry<String, Trainable> part : parts.entrySet()) {
      part.getValue().follow(source.parts.get(part.getKey()), tau);
    }
    copyConstants(source.constants);
  }

  /** A copy of all tensors. */
  public Weights weights() {
    SortedMap<String, Tensor> all = new TreeMap<>();
    parts.forEach(
        (name, part) ->
            part.tensors().forEach((tensor, values) -> all.put(full(name, tensor), values)));
    constants.forEach((name, tensor) -> all.put(name, copy(tensor)));
    return new Weights(all);
  }

  /**
   * Replaces all tensors; the state of Adam is kept.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape; then nothing is
   *     replaced
   */
  public void load(Weights weights) {
    weights().tensors().forEach((name, now) -> weights.get(name, now.shape()));
    parts.forEach(
        (name, part) -> {
          SortedMap<String, Tensor> tensors = part.tensors();
          tensors.replaceAll((tensor, now) -> weights.tensors().get(full(name, tensor)));
          part.load(tensors);
        });
    copyConstants(weights.tensors());
  }

  @Override
  public void close() {
    parts.values().forEach(Trainable::close);
    twins.forEach(Parameters::close);
  }
}
