package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The short table of docs/off-policy.md is that of the file with every case. */
class OffPolicyRatesPageTest {
  private static final String HEADER =
      """
      | log | refused | 95 % intervals that are right | HOLDS | BROKEN |
      |---|---|---|---|---|
      """;

  @Test
  void pageHasTheLowestAndTheHighestRates() throws IOException {
    Map<String, List<String[]>> cases = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(OffPolicyRatesTest.RATES)) {
      inside = line.startsWith("| log | sessions ") || inside && line.startsWith("|");
      if (inside && line.matches("\\|.*\\d.*") && !line.startsWith("| log |")) {
        String[] cells = line.substring(2).split(" *\\| *");
        cases.computeIfAbsent(cells[0], name -> new ArrayList<>()).add(cells);
      }
    }
    StringBuilder table = new StringBuilder(HEADER);
    cases.forEach(
        (log, rows) -> {
          table.append("| " + log);
          for (int column : new int[] {3, 4, 6, 7}) {
            table.append(" | " + range(rows.stream().map(row -> row[column]).toList()));
          }
          table.append(" |\n");
        });
    Path page = Path.of("..", "docs", "off-policy.md");
    assertThat(Files.readString(page).replace("\r\n", "\n"))
        .as("docs/off-policy.md must contain this table:\n%s", table)
        .contains(table);
  }

  private static String range(List<String> rates) {
    List<String> sorted =
        rates.stream()
            .filter(rate -> !rate.isEmpty())
            .sorted(Comparator.comparing(rate -> Double.valueOf(rate.replace(" %", ""))))
            .toList();
    if (sorted.isEmpty()) {
      return "";
    }
    String low = sorted.get(0);
    String high = sorted.get(sorted.size() - 1);
    return low.equals(high) ? low : low.replace(" %", "") + " to " + high;
  }
}
