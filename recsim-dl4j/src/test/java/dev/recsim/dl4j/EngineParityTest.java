package dev.recsim.dl4j;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.contract.EngineContract;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.nn.JavaEngine;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;

/** The two engines agree with each other, after one update and after a hundred. */
@Tag("slow")
class EngineParityTest extends EngineContract {

  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }

  @Override
  protected Network reference(Layout layout, SortedMap<String, Tensor> tensors) {
    return new JavaEngine().create(layout, tensors);
  }
}
