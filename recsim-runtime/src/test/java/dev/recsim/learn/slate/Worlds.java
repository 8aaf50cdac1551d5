package dev.recsim.learn.slate;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import java.nio.file.Path;

/** Worlds for the tests of slate_q. */
final class Worlds {
  private Worlds() {}

  /** The SlateQ paper's world. */
  static Environment interestEvolution() {
    return create(new InterestEvolutionEnvironmentProvider());
  }

  private static <C extends Record> Environment create(EnvironmentProvider<C> provider) {
    return provider.create(provider.defaults(), Path.of("."));
  }
}
