package dev.recsim.docs.picture;

import dev.recsim.docs.chart.LineChart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What was measured, from the files that benchmarks wrote. */
final class CostPictures {
  private CostPictures() {}

  static List<Picture> all() {
    return List.of(
        Picture.quick("benchmarks", "large-catalogues", CostPictures::catalogues),
        Picture.quick("agents", "process", CostPictures::process));
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

  private static String process() {
    List<String[]> measured = rows("benchmarks/process-agent.csv").stream().skip(1).toList();
    return new LineChart(
            "What a process adds to a decision", "decisions in a message", "microseconds")
        .logarithmic()
        .line("agent in Python that does nothing", values(measured, 0), values(measured, 1))
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
