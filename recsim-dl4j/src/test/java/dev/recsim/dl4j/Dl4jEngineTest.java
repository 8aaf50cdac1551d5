package dev.recsim.dl4j;

import dev.recsim.contract.DrawnNetworks;
import dev.recsim.contract.EngineContract;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class Dl4jEngineTest extends EngineContract {

  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }

  @Test
  void networksCanBeClosedTwice() {
    Layout layout = new Layout(10, 4, List.of(64, 64), 1);
    Network network = engine().create(layout, DrawnNetworks.weights(layout, RandomKey.root(1)));
    float[] outputs = new float[32];
    network.forward(new int[32], new float[32 * 4], 32, outputs);
    network.backward(outputs, null, true);
    network.step(1e-3, 1);
    network.close();
    network.close();
  }
}
