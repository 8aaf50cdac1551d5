package dev.recsim.nn;

import dev.recsim.api.Tensor;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import java.util.SortedMap;

/** The two engines agree with each other, after one update and after a hundred. */
class EngineParityTest extends EngineContract {

  @Override
  Engine engine() {
    return new Dl4jEngine();
  }

  @Override
  Network reference(Layout layout, SortedMap<String, Tensor> tensors) {
    return new JavaEngine().create(layout, tensors);
  }
}
