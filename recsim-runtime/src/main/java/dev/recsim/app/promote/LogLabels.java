package dev.recsim.app.promote;

import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.world.FittedProvider.Fitted;
import dev.recsim.policy.Manifest.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the labels that documents and states have in the log of a fitted environment. */
final class LogLabels {
  private LogLabels() {}

  /** The labels; empty if the environment was not fitted. */
  static Optional<Vocabulary> of(ExperimentSpec spec) {
    if (!(spec.environment().options() instanceof Fitted fitted)) {
      return Optional.empty();
    }
    Path file = spec.environment().directory().resolve(fitted.file());
    List<String> documents = FitModelProvider.read(file).documents();
    // Where users are described by a state, it is the document at which they are.
    boolean states = Environments.of(spec).space().states() == documents.size();
    return Optional.of(new Vocabulary(documents, states ? documents : List.of()));
  }
}
