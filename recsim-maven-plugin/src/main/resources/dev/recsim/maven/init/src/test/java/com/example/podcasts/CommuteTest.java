package com.example.podcasts;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;

/** The environment keeps what every environment keeps. */
class CommuteTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    CommuteProvider provider = new CommuteProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
