package dev.recsim.learn.slateq;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import java.nio.file.Path;

/** Environments for the tests of slate_q. */
final class Environments {
  private Environments() {}

  /** The SlateQ paper's environment. */
  static Environment interestEvolution() {
    return create(new InterestEvolutionEnvironmentProvider());
  }

  private static <C extends Record> Environment create(EnvironmentProvider<C> provider) {
    return provider.create(provider.defaults(), Path.of("."));
  }
}
