package dev.recsim.app.replay;

import dev.recsim.api.Perception;
import dev.recsim.api.Policy;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog;
import java.util.Arrays;
import java.util.List;

/**
 * A reader of the replay of a trial.
 *
 * @param sessions numbers of the sessions it reads, ascending
 * @param log receives the decisions of these sessions
 */
public record Visit(int[] sessions, StepLog log) {

  private boolean reads(int session) {
    return Arrays.binarySearch(sessions, session) >= 0;
  }

  /** The sessions that at least one of the readers reads, ascending. */
  static int[] sessions(List<Visit> visits) {
    return visits.stream()
        .flatMapToInt(it -> Arrays.stream(it.sessions))
        .sorted()
        .distinct()
        .toArray();
  }

  /** A log that passes each decision to the readers of its session. */
  static StepLog log(List<Visit> visits) {
    return new StepLog() {
      @Override
      public void start(Policy policy, Perception perception) {
        visits.forEach(it -> it.log.start(policy, perception));
      }

      @Override
      public void step(Decision decision) {
        for (Visit visit : visits) {
          if (visit.reads(decision.session())) {
            visit.log.step(decision);
          }
        }
      }

      @Override
      public boolean wantsDetails(int session) {
        return visits.stream().anyMatch(it -> it.reads(session) && it.log.wantsDetails(session));
      }
    };
  }
}
