package dev.recsim.learn;

import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tensors of a network among all weights of an agent: those named {@code <part>.<name>}. */
public final class WeightParts {
  private WeightParts() {}

  /** The tensors of a part, by the network's names. */
  public static SortedMap<String, Tensor> of(Weights weights, String part) {
    String prefix = part + ".";
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), tensor);
              }
            });
    return tensors;
  }

  /** The tensors of a network, by the agent's names. */
  public static SortedMap<String, Tensor> named(SortedMap<String, Tensor> network, String part) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    network.forEach((name, tensor) -> tensors.put(part + "." + name, tensor));
    return tensors;
  }
}
