package dev.recsim.experiment;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.explain.replay.Player;
import dev.recsim.explain.replay.Replay;
import dev.recsim.explain.replay.Replay.Part;
import dev.recsim.explain.replay.Replayed;
import dev.recsim.store.KeptTrial;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.StepLog;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import java.util.Optional;
import java.util.function.Function;

/**
 * Plays sessions of stored trials again, in this JVM.
 *
 * @param planned the trial of a name
 * @param store has their networks
 */
public record StoredTrials(Function<TrialId, PlannedTrial> planned, TrialStore store) {

  /** Replays sessions. */
  public Replayed replay(Replay replay) {
    Trial first = planned(replay, replay.trials().get(0)).trial();
    return Player.play(
        replay, first.environment(), (part, log) -> play(planned(replay, part), part, log));
  }

  private PlannedTrial planned(Replay replay, Part part) {
    return planned.apply(new TrialId(part.agent(), replay.seed()));
  }

  private Optional<String> play(PlannedTrial its, Part part, StepLog log) {
    if (!its.isDefinedAs(part.fingerprint())) {
      return Optional.of("the code where it should be replayed is not that of the run");
    }
    try {
      Trial trial = its.trial();
      return part.kept()
          ? playKept(its, part, log)
          : trial.replay(store.weights(trial.id()), part.sessions(), part.rewards(), log);
    } catch (InvalidFile e) {
      return Optional.of(e.getMessage());
    }
  }

  private Optional<String> playKept(PlannedTrial its, Part part, StepLog log) {
    TrialId id = its.trial().id();
    Optional<KeptTrial> kept = store.kept(id);
    if (kept.isEmpty()) {
      return Optional.of("its trial is not stored");
    }
    try {
      PlannedTrial then = its.with(kept.get().agent());
      return then.agent().replayable()
          ? then.trial().replay(store.keptWeights(id), part.sessions(), part.rewards(), log)
          : Optional.of(PlannedTrial.NOT_REPLAYABLE);
    } catch (IllegalArgumentException e) {
      return Optional.of("the code cannot create it: " + e.getMessage());
    }
  }
}
