package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pages whose tables are computed by tests. */
enum StatisticsPage {
  /** How to choose a margin and a number of seeds. */
  STATISTICS("statistics.md"),
  /** How often a verdict is wrong. */
  ERROR_RATES("error-rates.md");

  private final String name;

  StatisticsPage(String name) {
    this.name = name;
  }

  /** Fails with the table unless the page contains it. */
  void holds(CharSequence table) {
    try {
      String page = Files.readString(Path.of("..", "docs", name)).replace("\r\n", "\n");
      assertThat(page).as("docs/%s must contain this table:\n%s", name, table).contains(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
