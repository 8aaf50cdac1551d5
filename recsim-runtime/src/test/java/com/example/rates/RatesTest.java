package com.example.rates;

import dev.recsim.api.NoOptions;
import dev.recsim.contract.FitModelContract;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.random.RandomKey;
import java.util.List;

class RatesTest extends FitModelContract<NoOptions> {
  @Override
  protected FitModelProvider<NoOptions> provider() {
    return new RatesProvider();
  }

  @Override
  protected String log() {
    StringBuilder log = new StringBuilder("visit,shown,accepted\n");
    for (int i = 0; i < 200; i++) {
      int shown = i % 3;
      boolean accepted = RandomKey.root(1).uniform(i) < 0.2 + 0.3 * shown;
      log.append("%s,%s,%s\n".formatted(i / 2, shown, accepted ? 1 : 0));
    }
    return log.toString();
  }

  @Override
  protected LogColumns columns() {
    return new LogColumns(
        "visit", null, null, List.of(), List.of(), "shown", null, "accepted", null, null);
  }
}
