package dev.recsim.nn;

import dev.recsim.contract.EngineContract;
import dev.recsim.learn.Engine;

class JavaEngineTest extends EngineContract {

  @Override
  protected Engine engine() {
    return new JavaEngine();
  }
}
