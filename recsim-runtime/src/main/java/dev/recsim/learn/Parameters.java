package dev.recsim.learn;

import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The named networks of an agent, which are trained, saved and followed together. The tensors of a
 * network are named {@code <network>.<layer>.weight} and {@code .bias}. Confined to one thread.
 */
public final class Parameters implements AutoCloseable {
  private final Engine engine;
  private final SortedMap<String, Network> networks = new TreeMap<>();

  /**
   * None yet.
   *
   * @param hidden widths of the hidden layers, by which {@link EngineChoice#AUTO} is decided
   */
  public Parameters(EngineChoice engine, List<Integer> hidden) {
    this.engine = Engines.choose(engine, hidden);
  }

  /** Adds a network with random weights, see {@link Initialization#network}. */
  public Network network(String name, Layout layout, RandomKey key) {
    return network(name, layout, Initialization.network(layout, key));
  }

  /**
   * Adds a network.
   *
   * @param tensors its weights, by their names in the network
   */
  public Network network(String name, Layout layout, SortedMap<String, Tensor> tensors) {
    Network network = engine.create(layout, tensors);
    networks.put(name, network);
    return network;
  }

  /** Name of the engine that computes the networks. */
  public String engine() {
    return engine.name();
  }

  /** One step of Adam of all networks. */
  public void step(double learningRate) {
    networks.values().forEach(network -> network.step(learningRate));
  }

  /** Moves every parameter towards that of the same name: p = (1 - tau) p + tau q. */
  public void follow(Parameters source, double tau) {
    networks.forEach((name, network) -> network.follow(source.networks.get(name), tau));
  }

  /** A copy of all tensors. */
  public Weights weights() {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    networks.forEach((name, network) -> tensors.putAll(WeightParts.named(network.tensors(), name)));
    return new Weights(tensors);
  }

  /**
   * Replaces all tensors; the state of Adam is kept.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  public void load(Weights weights) {
    networks.forEach((name, network) -> network.load(WeightParts.of(weights, name)));
  }

  @Override
  public void close() {
    networks.values().forEach(Network::close);
  }
}
