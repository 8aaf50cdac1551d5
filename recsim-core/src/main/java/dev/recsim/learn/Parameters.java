package dev.recsim.learn;

import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.scale.Standardization;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  /**
   * The names of the parts, in ascending order, and the parts: loops over lists allocate nothing.
   */
  private final List<String> names = new ArrayList<>();

  private final List<Trainable> parts = new ArrayList<>();

  /** Tensors that no step changes. */
  private final SortedMap<String, Tensor> constants = new TreeMap<>();

  private final List<Parameters> twins = new ArrayList<>();

  /** Null until it is asked for; that of the original for a twin. */
  private Standardization features;

  /**
   * Creates an empty collection; parts added to it are drawn at random.
   *
   * @param engine computes the networks
   * @param hidden widths of the hidden layers, which decide {@link EngineChoice#AUTO}
   */
  public Parameters(EngineChoice engine, List<Integer> hidden) {
    this(engine, hidden, null);
  }

  /**
   * Creates an empty collection; parts added to it get saved weights.
   *
   * @param engine computes the networks
   * @param hidden widths of the hidden layers, which decide {@link EngineChoice#AUTO}
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
   * these parameters. It has the scales of this one, and is closed with it.
   *
   * @return the other collection
   */
  public Parameters twin() {
    Parameters twin = new Parameters(engine, weights());
    twin.features = features;
    twins.add(twin);
    return twin;
  }

  /**
   * Adds a network.
   *
   * @param name of the part, for example {@code critic}
   * @param layout sizes of the network
   * @param key randomness of its initial weights, see {@link Layout#draw}; not used with saved
   *     weights
   * @return the network
   * @throws IllegalArgumentException if saved weights lack a tensor or it has another shape
   */
  public Network network(String name, Layout layout, RandomKey key) {
    SortedMap<String, Tensor> start = saved == null ? layout.draw(key) : new TreeMap<>();
    if (saved != null) {
      layout.shapes().forEach((it, shape) -> start.put(it, start(full(name, it), null, shape)));
    }
    return add(name, engine.create(layout, start));
  }

  /**
   * Adds a table of vectors.
   *
   * @param name of the part
   * @param rows number of vectors
   * @param size length of a vector
   * @param key randomness of its initial vectors, N(0, 1); not used with saved weights
   * @param touchedOnly whether a step updates only the rows with gradients
   * @return the table
   * @throws IllegalArgumentException if saved weights lack the tensor or it has another shape
   */
  public EmbeddingTable table(String name, int rows, int size, RandomKey key, boolean touchedOnly) {
    Tensor start = start(name, () -> Tensor.of(key::gaussian, rows, size), rows, size);
    return add(name, new EmbeddingTable(start, touchedOnly, false));
  }

  /**
   * Adds a table of vectors that are 0 at first, and that readers get as they are.
   *
   * @param name of the part
   * @param rows number of vectors
   * @param size length of a vector
   * @return the table
   * @throws IllegalArgumentException if saved weights lack the tensor or it has another shape
   */
  public EmbeddingTable residuals(String name, int rows, int size) {
    Tensor start = start(name, () -> Tensor.matrix(rows, size, new float[rows * size]), rows, size);
    return add(name, new EmbeddingTable(start, true, true));
  }

  /**
   * {@return whether a tensor can be added: false if saved weights lack it}
   *
   * @param name of the tensor
   */
  public boolean has(String name) {
    return saved == null || saved.containsKey(name);
  }

  /**
   * Adds a vector.
   *
   * @param name of the part
   * @param values initial values; only their number is used with saved weights
   * @return a table with this vector
   * @throws IllegalArgumentException if saved weights lack the tensor or it has another shape
   */
  public EmbeddingTable vector(String name, float... values) {
    Tensor start = start(name, () -> Tensor.vector(values), values.length);
    return add(name, new EmbeddingTable(start, false, true));
  }

  /**
   * Adds a tensor that no step changes.
   *
   * @param name of the part
   * @param values initial values; saved ones overwrite them; not copied
   * @return the values
   * @throws IllegalArgumentException if saved weights lack the tensor or it has another shape
   */
  public float[] constant(String name, Tensor values) {
    float[] start = start(name, () -> values, values.shape()).data();
    System.arraycopy(start, 0, values.data(), 0, start.length);
    constants.put(name, values);
    return values.data();
  }

  /**
   * {@return the scales of features} The first call adds them; saved parameters must have them.
   *
   * @param space of the environment
   * @throws IllegalArgumentException if saved weights lack a tensor or it has another shape
   */
  public Standardization features(Space space) {
    if (features == null) {
      features = new Standardization(space, this::constant);
    }
    return features;
  }

  /** Draws a tensor, or removes it from the saved ones, so that large ones are not kept twice. */
  private Tensor start(String name, Supplier<Tensor> drawn, int... shape) {
    if (saved == null) {
      return drawn.get();
    }
    Tensor tensor = new Weights(saved).get(name, shape);
    saved.remove(name);
    return tensor;
  }

  private <T extends Trainable> T add(String name, T part) {
    int place = -1 - Collections.binarySearch(names, name);
    if (place < 0) {
      throw new IllegalArgumentException("there are parameters named \"" + name + "\" already");
    }
    names.add(place, name);
    parts.add(place, part);
    return part;
  }

  private static String full(String part, String tensor) {
    return part.isEmpty() || tensor.isEmpty() ? part + tensor : part + "." + tensor;
  }

  /** {@return name of the engine that computes the networks} */
  public String engine() {
    return engine.name();
  }

  /** {@return the Euclidean norm of all gradients since the last step} */
  public double gradientNorm() {
    double sum = 0;
    for (Trainable part : parts) {
      sum += part.squaredGradients();
    }
    return Math.sqrt(sum);
  }

  /**
   * Takes one step of Adam on all parameters.
   *
   * @param learningRate size of the step, 0 or more
   */
  public void step(double learningRate) {
    step("", learningRate, learningRate, 1);
  }

  /**
   * Takes one step of Adam, with a learning rate for the parts whose names start with a prefix.
   *
   * @param prefix of names of parts
   * @param learningRate of these parts
   * @param ofOthers learning rate of the other parts
   * @param factor by which all gradients are multiplied before
   */
  public void step(String prefix, double learningRate, double ofOthers, double factor) {
    for (int i = 0; i < parts.size(); i++) {
      double rate = names.get(i).startsWith(prefix) ? learningRate : ofOthers;
      parts.get(i).step(rate, (float) factor);
    }
  }

  /**
   * Moves every parameter p towards q of the same name: p = (1 - tau) p + tau q.
   *
   * @param source has the parameters q
   * @param tau share of the way, 0 to 1
   */
  public void follow(Parameters source, double tau) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).follow(source.parts.get(i), tau);
    }
  }

  /** {@return a copy of all tensors} */
  public Weights weights() {
    SortedMap<String, Tensor> all = new TreeMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = names.get(i);
      parts.get(i).tensors().forEach((name, values) -> all.put(full(part, name), values));
    }
    constants.forEach((name, it) -> all.put(name, new Tensor(it.shape(), it.data().clone())));
    return new Weights(all);
  }

  /**
   * Replaces all tensors; the state of Adam is kept.
   *
   * @param weights the tensors by name
   * @throws IllegalArgumentException if a tensor is missing or has another shape; then nothing is
   *     replaced
   */
  public void load(Weights weights) {
    weights().tensors().forEach((name, now) -> weights.get(name, now.shape()));
    for (int i = 0; i < parts.size(); i++) {
      String part = names.get(i);
      SortedMap<String, Tensor> tensors = parts.get(i).tensors();
      tensors.replaceAll((name, now) -> weights.tensors().get(full(part, name)));
      parts.get(i).load(tensors);
    }
    constants.forEach(
        (name, to) -> {
          float[] from = weights.tensors().get(name).data();
          System.arraycopy(from, 0, to.data(), 0, from.length);
        });
  }

  @Override
  public void close() {
    parts.forEach(Trainable::close);
    twins.forEach(Parameters::close);
  }
}
