package dev.recsim.report.experiment;

import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Data;
import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU time of learning at each checkpoint. Charts show it, but it differs from run to run, so the
 * page has it in its section on provenance.
 */
final class LearningTimes {
  private static final double SECONDS = 1e-9;

  private LearningTimes() {}

  /** Returns the seconds of each agent, means over the seeds that reached a checkpoint. */
  static Data of(Standings standings) {
    List<Data> agents = new ArrayList<>();
    for (Standing agent : standings.scored()) {
      List<Double> seconds = seconds(agent);
      if (!seconds.isEmpty()) {
        agents.add(
            Data.of("agent", agent.name())
                .and("warmup", seconds.get(0))
                .and("seconds", seconds.subList(1, seconds.size())));
      }
    }
    return Data.of("agents", agents);
  }

  private static List<Double> seconds(Standing agent) {
    List<List<Long>> laps = agent.completed().stream().map(LearningTimes::laps).toList();
    int most = laps.stream().mapToInt(it -> it.size()).max().orElse(0);
    List<Double> seconds = new ArrayList<>();
    for (int lap = 0; lap < most; lap++) {
      int at = lap;
      seconds.add(
          SECONDS
              * laps.stream()
                  .filter(it -> it.size() > at)
                  .mapToLong(it -> it.get(at))
                  .average()
                  .orElseThrow());
    }
    return seconds;
  }

  private static List<Long> laps(Completed trial) {
    return trial.cost().learningNanos();
  }
}
