package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.trial.TrialResult.Completed;
import java.util.Arrays;
import java.util.Optional;

/**
 * Plays evaluation sessions of a finished trial again: the agent is created with the key of the
 * trial and loads its saved weights, and the sessions have the same keys. A session is only trusted
 * if its reward is the stored one, to the bit.
 *
 * @param trial the trial
 * @param result its stored result
 * @param weights the parameters that were evaluated; empty if none are stored
 */
public record Replay(Trial trial, Completed result, Optional<Weights> weights) {
  private static final int LONGEST_REASON = 500;

  /**
   * Plays sessions to their end. Uses the calling thread.
   *
   * @param sessions numbers of the sessions, without repeats; each below the number of stored
   *     rewards
   * @param log receives every decision; is not closed
   * @return why the trial cannot be replayed; empty if every session had its stored reward. If
   *     there is a reason, the log has received decisions that the trial did not make
   */
  public Optional<String> play(int[] sessions, StepLog log) {
    Keys keys = trial.keys();
    try (Agent agent = trial.agent().create(trial.environment(), keys.agentKey().child("init"))) {
      if (agent.learner().isPresent()) {
        if (weights.isEmpty()) {
          return Optional.of("its weights are not stored");
        }
        agent.learner().get().load(weights.get());
      }
      Policy policy = trial.evaluation().policy(agent.greedy(), trial.environment().space());
      return difference(sessions, trial.loop(agent, keys, log).play(policy, sessions));
    } catch (Throwable e) {
      String reason = e.toString();
      return Optional.of(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    }
  }

  private Optional<String> difference(int[] sessions, Sessions played) {
    double[] stored = Arrays.stream(sessions).mapToDouble(i -> result.rewards()[i]).toArray();
    for (int i = 0; i < sessions.length; i++) {
      if (Double.compare(stored[i], played.rewards()[i]) != 0) {
        return Optional.of(
            "session %s has the reward %s in the replay, but %s in the trial"
                .formatted(sessions[i], played.rewards()[i], stored[i]));
      }
    }
    return Optional.empty();
  }
}
