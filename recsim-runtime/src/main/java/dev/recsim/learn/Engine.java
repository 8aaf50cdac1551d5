package dev.recsim.learn;

import dev.recsim.api.Tensor;
import java.util.SortedMap;

/**
 * Makes networks. Found by {@link java.util.ServiceLoader}; looking an engine up must not load what
 * its networks need.
 */
public interface Engine {

  /** Its name in YAML. */
  String name();

  /**
   * A network with these parameters and a fresh Adam state.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  Network create(Layout layout, SortedMap<String, Tensor> tensors);
}
