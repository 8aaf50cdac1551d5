package dev.recsim.docs.picture;

import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.InvalidBaseline;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.docs.chart.BarChart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Results of papers run again, from the baselines in git. */
final class PaperPictures {
  private PaperPictures() {}

  static List<Picture> all() {
    return List.of(Picture.quick("papers", "slate-q", PaperPictures::slateQ));
  }

  private static String slateQ() {
    List<String> agents =
        List.of("random", "myop_ts", "ql_ot_os", "no_click_learned", "additive", "slate_q");
    Snapshot baseline = baseline("papers/slate-q");
    return new BarChart(
            "Experiment papers/slate-q, mean over seeds", "agent", "reward of a session", 1, agents)
        .bars("baseline", agents.stream().mapToDouble(agent -> mean(baseline, agent)).toArray())
        .svg();
  }

  private static double mean(Snapshot baseline, String agent) {
    AgentScores scores = baseline.agent(agent).orElseThrow();
    return Arrays.stream(scores.values()).average().orElseThrow();
  }

  private static Snapshot baseline(String experiment) {
    Path file = Path.of("../experiments/baselines", experiment + ".json");
    try {
      return BaselineFile.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidBaseline e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }
}
