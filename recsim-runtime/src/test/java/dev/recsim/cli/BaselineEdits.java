package dev.recsim.cli;

import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.io.JsonSeal;
import dev.recsim.rule.Margin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Baselines as other code would have recorded them. */
final class BaselineEdits {
  private BaselineEdits() {}

  /** An edited file with the checksum that fits, as nobody would write it. */
  static String sealed(String edited) {
    return JsonSeal.on(edited.substring(0, edited.indexOf(",\n \"checksum\"")) + "\n}\n");
  }

  /** Another score of a seed. */
  interface Rewriting {
    double of(int seed, double score);
  }

  /** Replaces the scores of an agent. */
  static void rewrite(Path baseline, String name, Rewriting rewriting) throws Exception {
    Snapshot was = BaselineFile.parse(Files.readString(baseline));
    List<AgentScores> agents = new ArrayList<>();
    for (AgentScores agent : was.agents()) {
      List<SeedScore> scores =
          agent.scores().stream()
              .map(
                  it ->
                      new SeedScore(
                          it.seed(), rewriting.of(it.seed(), it.score()), "other", Map.of()))
              .toList();
      agents.add(
          agent.name().equals(name)
              ? new AgentScores(
                  name, agent.type(), false, agent.engine(), scores, agent.failed(), agent.curve())
              : agent);
    }
    Snapshot other =
        new Snapshot(
            was.experiment(),
            was.fingerprint(),
            was.resolved(),
            was.files(),
            was.optimum(),
            agents,
            List.of());
    Files.writeString(baseline, BaselineFile.render(other, Margin.DEFAULTS));
  }
}
