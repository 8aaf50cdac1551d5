package com.example.rates;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.util.List;

class RatesEnvironmentTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    Rates rates = new Rates(4, new double[] {0.2, 0.5, 0.8});
    return rates.environment(List.of("tea", "cups", "pots"), 1, 1_000);
  }
}
