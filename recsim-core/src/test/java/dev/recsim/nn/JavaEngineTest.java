package dev.recsim.nn;

import dev.recsim.contract.EngineContract;
import dev.recsim.learn.Engine;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class JavaEngineTest extends EngineContract {

  @Override
  protected Engine engine() {
    return new JavaEngine();
  }
}
