package dev.recsim.baseline;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The short tables of errors in docs/statistics.md are those of the file with every case. */
class ErrorRatesPageTest {
  private static final String ALL = StatisticsPage.ERROR_RATES.text();

  /** The cells of the rows below a heading, without those of the table's header. */
  private static List<String[]> rows(String heading) {
    return ALL.split("\n## " + heading + "\n")[1]
        .split("\n## ")[0]
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> line.substring(2).split(" *\\| *"))
        .toList();
  }

  /** The lowest and the highest rate of a column, without their intervals. */
  private static String range(String heading, Predicate<String[]> which, int column) {
    List<String> rates =
        rows(heading).stream()
            .filter(which)
            .map(row -> row[column].split(" ")[0])
            .sorted(Comparator.comparing(Double::valueOf))
            .toList();
    return rates.get(0) + " to " + rates.get(rates.size() - 1);
  }

  private static Predicate<String[]> of(Shape shape) {
    return row -> row[0].equals(shape.text);
  }

  private static void holds(String title, String heading, Predicate<String[]> which, int column) {
    StatisticsPage.STATISTICS.holds(
        "| %s | %s | %s |\n"
            .formatted(title, range(heading, which, column), range(heading, which, column + 1)));
  }

  @Test
  void agentsGuardsAndClaims() {
    holds("agents, normal scores", "Agents", of(Shape.NORMAL), 3);
    holds("agents, skewed scores", "Agents", of(Shape.SKEWED), 3);
    holds("agents, one seed in ten collapses", "Agents", of(Shape.COLLAPSING), 3);
    holds("guards that are shares", "Guards", row -> true, 3);
    holds("claims, normal scores", "Claims", of(Shape.NORMAL), 2);
    holds("claims, skewed scores", "Claims", of(Shape.SKEWED), 2);
    holds("claims, one seed in ten collapses", "Claims", of(Shape.COLLAPSING), 2);
    holds("half of the seeds fail alike; 5, 10 and 20 seeds", "All or nothing", row -> true, 3);
  }

  @Test
  void independentRuns() {
    Predicate<String[]> equal = row -> row[1].equals(row[2]);
    holds("unpaired, equal numbers of seeds", "Unpaired", equal, 3);
    String title = "unpaired, other numbers, ";
    holds(title + "normal scores", "Unpaired", of(Shape.NORMAL).and(equal.negate()), 3);
    holds(title + "skewed scores", "Unpaired", of(Shape.SKEWED).and(equal.negate()), 3);
    holds(
        title + "one seed in ten collapses",
        "Unpaired",
        of(Shape.COLLAPSING).and(equal.negate()),
        3);
  }

  @Test
  void buildsAndRareCollapses() {
    StatisticsPage.STATISTICS.holds(
        "| any of 4 to 55 scores and guards of a build, with Holm's correction | %s | |\n"
            .formatted(range("Many comparisons", row -> true, 4)));
    StatisticsPage.STATISTICS.holds(
        "| one seed in ten collapses since the change; 5, 10, 20, 44 and 100 seeds | | %s |\n"
            .formatted(range("Rare collapses", row -> true, 1)));
  }

  @Test
  void guardsThatHoldTogether() {
    StringBuilder table =
        new StringBuilder("| margin | 5 seeds | 10 | 20 | 40 |\n|---|---|---|---|---|\n");
    List<String[]> rows =
        rows("All guards hold").stream()
            .filter(row -> row[2].isEmpty() || row[2].equals("0"))
            .toList();
    for (int i = 0; i < rows.size(); i += 3) {
      table.append("| " + rows.get(i)[0] + " |");
      for (int column = 3; column < 7; column++) {
        String cells = " " + rows.get(i)[column];
        for (String[] row : rows.subList(i + 1, i + 3)) {
          cells += " / " + row[column];
        }
        table.append(cells.replace(" %", "") + " |");
      }
      table.append("\n");
    }
    StatisticsPage.STATISTICS.holds(table);
  }
}
