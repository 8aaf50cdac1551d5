package dev.recsim.app.replay;

import dev.recsim.api.InvalidFile;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult.Completed;
import java.util.List;
import java.util.Optional;

/** Replays stored trials of an experiment. */
public record Replays(TrialStore store) {

  /**
   * Replays sessions of a trial, once for all readers.
   *
   * @param visits the readers; if a reason is returned, what they received is not to be used
   * @return why the trial cannot be replayed, as the end of a sentence; empty if all rewards are
   *     the stored ones
   */
  public Optional<String> play(PlannedTrial planned, Completed result, List<Visit> visits) {
    if (!planned.agent().replayable()) {
      return Optional.of("it decides outside of this JVM");
    }
    try {
      return planned
          .trial()
          .replay(result, store.weights(result.id()), Visit.sessions(visits), Visit.log(visits));
    } catch (InvalidFile e) {
      return Optional.of(e.getMessage());
    }
  }
}
