package dev.recsim.nn;

import dev.recsim.learn.Engine;

class Dl4jEngineTest extends EngineContract {

  @Override
  Engine engine() {
    return new Dl4jEngine();
  }
}
