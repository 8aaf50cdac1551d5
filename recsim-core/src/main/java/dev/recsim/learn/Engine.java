package dev.recsim.learn;

import dev.recsim.api.Weights.Tensor;
import java.util.SortedMap;

/**
 * Creates networks. It is found by {@link java.util.ServiceLoader}. Loading an engine must not load
 * the libraries of its networks.
 */
public interface Engine {

  /** {@return name of the engine in YAML} */
  String name();

  /**
   * {@return a network with these parameters and a fresh Adam state}
   *
   * @param layout sizes of the network
   * @param tensors initial parameters by name, see {@link Network}; copied
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  Network create(Layout layout, SortedMap<String, Tensor> tensors);
}
