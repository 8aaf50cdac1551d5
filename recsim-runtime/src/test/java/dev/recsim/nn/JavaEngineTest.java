package dev.recsim.nn;

import dev.recsim.learn.Engine;

class JavaEngineTest extends EngineContract {

  @Override
  Engine engine() {
    return new JavaEngine();
  }
}
