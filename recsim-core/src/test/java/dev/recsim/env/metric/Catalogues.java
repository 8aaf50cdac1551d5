package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import java.nio.file.Path;

/** Environments with documents that all sessions share, and an observation. */
final class Catalogues {
  private Catalogues() {}

  static final Observation FOUR = Counted.items(4, 2);

  static Environment corpus() {
    InterestEvolutionEnvironmentProvider environments = new InterestEvolutionEnvironmentProvider();
    return environments.create(
        environments
            .defaults()
            .with("candidates", 12)
            .with("resample", Resample.CORPUS)
            .with("max_session_length", 8),
        Path.of("."));
  }

  static Environment matrix() {
    TransitionMatrixProvider environments = new TransitionMatrixProvider();
    return environments.create(environments.defaults(), Path.of("."));
  }
}
