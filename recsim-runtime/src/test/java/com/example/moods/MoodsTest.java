package com.example.moods;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;

class MoodsTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    MoodsProvider provider = new MoodsProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
