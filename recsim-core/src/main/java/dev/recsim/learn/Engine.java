package dev.recsim.learn;

import dev.recsim.api.Weights.Tensor;
import java.util.SortedMap;

/**
 * Creates networks. It is found by {@link java.util.ServiceLoader}. Loading an engine must not load
 * the libraries of its networks.
 */
public interface Engine {

  /** Name of the engine in YAML. */
  String name();

  /**
   * A network with these parameters and a fresh Adam state.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  Network create(Layout layout, SortedMap<String, Tensor> tensors);
}
