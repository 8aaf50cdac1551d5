package dev.recsim.learn;

import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All that an agent trains, by name: networks, tables of vectors and vectors. The tensors of a part
 * are named {@code <part>.<tensor>}, for instance {@code actor.0.weight}; only the part where it is
 * one tensor, and only the tensor where the part's name is empty. Confined to one thread.
 */
public final class Parameters implements AutoCloseable {
  private final Engine engine;

  /** Where those start that are not added yet; null where they are drawn. */
  private final SortedMap<String, Tensor> saved;

  private final SortedMap<String, Trainable> parts = new TreeMap<>();
  private final List<Parameters> twins = new ArrayList<>();

  /**
   * None yet; those added are drawn.
   *
   * @param hidden widths of the hidden layers, by which {@link EngineChoice#AUTO} is decided
   */
  public Parameters(EngineChoice engine, List<Integer> hidden) {
    this(engine, hidden, null);
  }

  /**
   * None yet; those added start at saved weights.
   *
   * @param saved holds a tensor for each parameter that is added
   */
  public Parameters(EngineChoice engine, List<Integer> hidden, Weights saved) {
    this(Engines.choose(engine, hidden), saved);
  }

  private Parameters(Engine engine, Weights saved) {
    this.engine = engine;
    this.saved = saved == null ? null : new TreeMap<>(saved.tensors());
  }

  /** None yet; those added start where these are now. Closed with these. */
  public Parameters twin() {
    Parameters twin = new Parameters(engine, weights());
    twins.add(twin);
    return twin;
  }

  /**
   * Adds a network.
   *
   * @param key of its random weights, see {@link Initialization#network}; not used for saved ones
   * @throws IllegalArgumentException if saved weights lack a tensor or it has another shape
   */
  public Network network(String name, Layout layout, RandomKey key) {
    SortedMap<String, Tensor> start = new TreeMap<>();
    if (saved == null) {
      start = Initialization.network(layout, key);
    } else {
      for (int i = 0; i < layout.layers(); i++) {
        String weight = i + ".weight";
        String bias = i + ".bias";
        start.put(weight, take(full(name, weight), layout.outputs(i), layout.inputs(i)));
        start.put(bias, take(full(name, bias), layout.outputs(i)));
      }
    }
    return add(name, engine.create(layout, start));
  }

  /**
   * Adds a table of vectors.
   *
   * @param key of its random vectors, N(0, 1); not used for saved ones
   * @param touchedOnly whether a step moves only the rows with gradients
   * @throws IllegalArgumentException if saved weights lack the tensor or it has another shape
   */
  public EmbeddingTable table(String name, int rows, int size, RandomKey key, boolean touchedOnly) {
    Tensor start = start(name, () -> Initialization.embeddings(rows, size, key), rows, size);
    return add(name, new EmbeddingTable(start, touchedOnly));
  }

  /**
   * Adds a vector.
   *
   * @param values to start at; only their number is used for saved ones
   * @throws IllegalArgumentException if saved weights lack the tensor or it has another shape
   */
  public VectorParameter vector(String name, float... values) {
    Tensor start = start(name, () -> Tensor.vector(values), values.length);
    return add(name, new VectorParameter(start));
  }

  private Tensor start(String name, Supplier<Tensor> drawn, int... shape) {
    return saved == null ? drawn.get() : take(name, shape);
  }

  /** Keeps no second copy of what may be large. */
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

  private static String full(String part, String tensor) {
    return part.isEmpty() || tensor.isEmpty() ? part + tensor : part + "." + tensor;
  }

  /** Name of the engine that computes the networks. */
  public String engine() {
    return engine.name();
  }

  /** One step of Adam of all parameters. */
  public void step(double learningRate) {
    for (Trainable part : parts.values()) {
      part.step(learningRate);
    }
  }

  /** Moves every parameter towards that of the same name: p = (1 - tau) p + tau q. */
  public void follow(Parameters source, double tau) {
    for (Map.Entry<String, Trainable> part : parts.entrySet()) {
      part.getValue().follow(source.parts.get(part.getKey()), tau);
    }
  }

  /** A copy of all tensors. */
  public Weights weights() {
    SortedMap<String, Tensor> all = new TreeMap<>();
    parts.forEach(
        (name, part) ->
            part.tensors().forEach((tensor, values) -> all.put(full(name, tensor), values)));
    return new Weights(all);
  }

  /**
   * Replaces all tensors; the state of Adam is kept.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape; nothing is
   *     replaced then
   */
  public void load(Weights weights) {
    SortedMap<String, SortedMap<String, Tensor>> loaded = new TreeMap<>();
    parts.forEach(
        (name, part) -> {
          SortedMap<String, Tensor> tensors = part.tensors();
          tensors.replaceAll((tensor, now) -> weights.get(full(name, tensor), now.shape()));
          loaded.put(name, tensors);
        });
    parts.forEach((name, part) -> part.load(loaded.get(name)));
  }

  @Override
  public void close() {
    parts.values().forEach(Trainable::close);
    twins.forEach(Parameters::close);
  }
}
