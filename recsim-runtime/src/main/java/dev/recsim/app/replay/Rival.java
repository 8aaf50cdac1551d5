package dev.recsim.app.replay;

import dev.recsim.explain.replay.Replay;
import dev.recsim.explain.replay.Replay.Pair;
import dev.recsim.explain.replay.Replayed.Reason;
import dev.recsim.io.Digest;
import dev.recsim.store.KeptTrial;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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
   * Finds the rival of the agent whose mean dropped most, or else of the best one; of several seeds
   * the preferred one, or else that with the largest loss.
   *
   * @param ranking completed trials of each agent, best agent first
   */
  static Optional<Rival> of(
      List<List<Completed>> ranking, int seed, TrialStore store, BaselineTrialScores recorded) {
    List<List<Completed>> agents = new ArrayList<>(ranking);
    agents.sort(Comparator.comparingDouble(it -> -recorded.drop(it)));
    Comparator<Completed> preferred = Comparator.comparing(it -> it.id().seed() != seed);
    for (List<Completed> agent : agents) {
      Optional<Rival> most = Optional.empty();
      for (Completed trial : agent.stream().sorted(preferred).toList()) {
        Optional<Rival> its = of(trial, store, recorded.arenaChanged());
        if (its.isPresent() && (most.isEmpty() || its.get().loss() > most.get().loss())) {
          most = its;
        }
        if (most.isPresent() && (trial.id().seed() == seed || recorded.arenaChanged())) {
          break;
        }
      }
      if (most.isPresent()) {
        return most;
      }
    }
    return Optional.empty();
  }

  /** The rival of a trial; empty unless it is another one than that of the baseline, and loses. */
  private static Optional<Rival> of(Completed now, TrialStore store, boolean arenaChanged) {
    if (!store.baseline().kept().contains(now.id()) || store.baseline().has(now)) {
      return Optional.empty();
    }
    return store
        .kept(now.id())
        .filter(it -> store.baseline().has(it.result()))
        .map(it -> new Rival(now, it, arenaChanged ? OptionalInt.empty() : loss(now, it)))
        .filter(it -> arenaChanged || it.session().isPresent());
  }

  private static OptionalInt loss(Completed now, KeptTrial then) {
    return SessionChoice.loss(now.rewards(), then.result().rewards());
  }

  private double loss() {
    return session.isEmpty()
        ? 0
        : then.result().rewards()[session.getAsInt()] - now.rewards()[session.getAsInt()];
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
