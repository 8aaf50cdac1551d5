package dev.recsim.app.replay;

import dev.recsim.io.Digest;
import dev.recsim.store.KeptTrial;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.replay.Replay;
import dev.recsim.trial.replay.Replay.Pair;
import dev.recsim.trial.replay.Replayed.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The version of an agent in the baseline, to which the present one loses.
 *
 * @param now the trial of the experiment
 * @param then the trial of the baseline
 * @param session in which it loses most; empty if the arena has changed, so that sessions cannot be
 *     compared
 */
record Rival(Completed now, KeptTrial then, OptionalInt session) {

  /**
   * Finds the rival of the agent whose mean dropped most, or else of the best one.
   *
   * @param ranking completed trials of each agent, best agent first
   */
  static Optional<Rival> of(List<List<Completed>> ranking, TrialStore store, Recorded recorded) {
    Rival found = null;
    double most = -1;
    for (List<Completed> agent : ranking) {
      for (Completed trial : agent) {
        Optional<Rival> its = of(trial, store, recorded.arenaChanged());
        double drop = its.isEmpty() ? -1 : recorded.drop(agent);
        if (drop > most) {
          found = its.get();
          most = drop;
        }
      }
    }
    return Optional.ofNullable(found);
  }

  /** The rival of a trial; empty unless it is another one than that of the baseline, and loses. */
  private static Optional<Rival> of(Completed now, TrialStore store, boolean arenaChanged) {
    if (!store.baseline().kept().contains(now.id())) {
      return Optional.empty();
    }
    return store
        .kept(now.id())
        .filter(it -> store.baseline().has(it.result()) && !store.baseline().has(now))
        .map(it -> new Rival(now, it, arenaChanged ? OptionalInt.empty() : loss(now, it)))
        .filter(it -> arenaChanged || it.session().isPresent());
  }

  private static OptionalInt loss(Completed now, KeptTrial then) {
    return Choice.loss(now.rewards(), then.result().rewards());
  }

  String agent() {
    return now.id().agent();
  }

  String name() {
    return Replay.inBaseline(agent());
  }

  /** The session in which it loses most; empty if sessions cannot be compared. */
  Optional<Pair> pair() {
    return session.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Pair(
                session.getAsInt(), List.of(Reason.LOSS_TO_BASELINE), List.of(agent(), name())));
  }

  /** A digest of the trial of the baseline and of what is shown of it. */
  String digest() {
    String text =
        "%s %s %s %s"
            .formatted(now.id(), then.fingerprint(), then.result().digest(), session.orElse(-1));
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
