package dev.recsim.dl4j;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import java.util.SortedMap;

/** The engine {@code dl4j}: DeepLearning4J's networks on ND4J. Loads neither before it must. */
public final class Dl4jEngine implements Engine {

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public Network create(Layout layout, SortedMap<String, Tensor> tensors) {
    return new Dl4jNetwork(layout, tensors);
  }
}
