package dev.recsim.docs.picture;

import dev.recsim.api.Agent;
import dev.recsim.docs.chart.LineChart;
import java.util.List;

/** Agents that count clicks, in the environment of their pages. */
final class CountPictures {
  private static final int STEPS = 50;

  private CountPictures() {}

  static List<Picture> all() {
    return List.of(
        Picture.slow("agents", "popular", CountPictures::popular),
        Picture.slow("agents", "knn", CountPictures::knn));
  }

  private static String popular() {
    return clicks(
        "The same documents for all users",
        Stage.ofPage("agents/popular.md", 0),
        List.of("random", "popular"));
  }

  private static String knn() {
    return clicks(
        "Clicks tell which documents follow",
        Stage.ofPage("agents/knn.md", 0),
        List.of("random", "popular", "knn"));
  }

  private static String clicks(String title, Stage stage, List<String> agents) {
    LineChart chart = new LineChart(title, "slates shown in the session", "clicks a slate");
    for (String name : agents) {
      Agent agent = stage.trained(name);
      double[] clicks = stage.bySteps(agent, 2_000, STEPS, Stage.Look.CLICKS);
      chart.line(
          name, EnvironmentPictures.middles(STEPS, 5), EnvironmentPictures.grouped(clicks, 5));
    }
    return chart.svg();
  }
}
