package com.example.podcasts;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;

/** The world keeps what every world keeps. */
class CommuteTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    CommuteProvider provider = new CommuteProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
