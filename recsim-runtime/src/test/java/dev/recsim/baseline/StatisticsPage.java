package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page docs/statistics.md, whose tables are computed by tests. */
final class StatisticsPage {
  private StatisticsPage() {}

  /** Fails with the table unless the page contains it. */
  static void holds(CharSequence table) {
    try {
      String page = Files.readString(Path.of("..", "docs", "statistics.md")).replace("\r\n", "\n");
      assertThat(page).as("docs/statistics.md must contain this table:\n%s", table).contains(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
