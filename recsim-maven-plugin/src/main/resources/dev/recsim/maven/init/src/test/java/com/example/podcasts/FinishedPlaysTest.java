package com.example.podcasts;

import com.example.podcasts.FinishedPlaysProvider.FinishedPlays;
import dev.recsim.api.Environment;
import dev.recsim.api.MetricProvider;
import dev.recsim.contract.MetricContract;
import java.nio.file.Path;

/** Tests the rules of all metrics. */
class FinishedPlaysTest extends MetricContract<FinishedPlays> {
  @Override
  protected MetricProvider<FinishedPlays> provider() {
    return new FinishedPlaysProvider();
  }

  @Override
  protected Environment environment() {
    CommuteProvider provider = new CommuteProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
