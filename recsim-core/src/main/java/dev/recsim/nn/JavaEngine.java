package dev.recsim.nn;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import java.util.SortedMap;

/** Engine {@code java}: plain arrays, with identical results on every machine. */
public final class JavaEngine implements Engine {

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Network create(Layout layout, SortedMap<String, Tensor> tensors) {
    return new JavaNetwork(layout, tensors);
  }
}
