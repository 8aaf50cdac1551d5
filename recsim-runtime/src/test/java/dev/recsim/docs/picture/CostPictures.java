package dev.recsim.docs.picture;

import dev.recsim.docs.chart.LineChart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was measured, from the files that benchmarks wrote. */
final class CostPictures {
  private CostPictures() {}

  static List<Picture> all() {
    return List.of(
        Picture.quick("benchmarks", "large-catalogues", CostPictures::catalogues),
        Picture.quick("benchmarks", "catalogue-learning", CostPictures::learning),
        Picture.quick("benchmarks", "catalogue-time", CostPictures::time),
        Picture.quick("agents", "process", CostPictures::process),
        Picture.quick("environments", "process", CostPictures::users));
  }

  private static String catalogues() {
    List<String[]> rows = rows("benchmarks/large-catalogues.csv");
    LineChart chart =
        new LineChart("Cost against documents", "documents", "microseconds of one core")
            .logarithmic();
    String[][] lines = {
      {"update_searching_us", "update that searches"},
      {"update_us", "update that does not"},
      {"decision_us", "decision among all"},
      {"index_us", "search by an index"},
      {"step_us", "step of the environment"}
    };
    for (String[] line : lines) {
      int column = Arrays.asList(rows.get(0)).indexOf(line[0]);
      List<String[]> measured =
          rows.stream().skip(1).filter(row -> !row[column].isEmpty()).toList();
      chart.line(line[1], values(measured, 0), values(measured, column));
    }
    return chart.svg();
  }

  /** Documents, environment steps, updates, CPU seconds, reward, reference. */
  private static String learning() {
    List<String[]> rows = rows("benchmarks/catalogue-learning.csv");
    LineChart chart =
        new LineChart("Reward against CPU time", "CPU seconds", "share of the reference");
    for (String documents : new String[] {"1000", "10000", "100000", "1000000"}) {
      List<String[]> own = rows.stream().filter(row -> row[0].equals(documents)).toList();
      double[] shares =
          own.stream()
              .mapToDouble(row -> Double.parseDouble(row[4]) / Double.parseDouble(row[5]))
              .toArray();
      chart.line(
          String.format(Locale.ROOT, "%,d documents", Integer.parseInt(documents)),
          values(own, 3),
          shares);
    }
    return chart.svg();
  }

  private static String time() {
    List<String[]> last =
        rows("benchmarks/catalogue-learning.csv").stream()
            .filter(row -> row[2].equals("3000"))
            .toList();
    return new LineChart("CPU time of a training", "documents", "CPU seconds")
        .logarithmic()
        .line("1,000,000 steps and 3,000 gradient steps", values(last, 0), values(last, 3))
        .svg();
  }

  private static String process() {
    List<String[]> measured = rows("benchmarks/process-agent.csv").stream().skip(1).toList();
    return new LineChart(
            "What a process adds to a decision", "decisions in a message", "microseconds")
        .logarithmic()
        .line("agent in Python that does nothing", values(measured, 0), values(measured, 1))
        .svg();
  }

  private static String users() {
    List<String[]> measured = rows("benchmarks/process-users.csv").stream().skip(1).toList();
    return new LineChart("Cost of a step", "sessions of an evaluation", "CPU microseconds")
        .logarithmic()
        .line("transition_matrix in NumPy", values(measured, 0), values(measured, 2))
        .svg();
  }

  private static double[] values(List<String[]> rows, int column) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray();
  }

  private static List<String[]> rows(String file) {
    try {
      return Files.readAllLines(Path.of("../docs", file)).stream()
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
