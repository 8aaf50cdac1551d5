package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files whose tables are computed by tests. */
enum StatisticsPage {
  /** How to choose a margin and a number of seeds, and the error rates in short. */
  STATISTICS("../docs/statistics.md"),
  /** How often a verdict is wrong, case by case. */
  ERROR_RATES("src/test/resources/error-rates.md");

  private final String name;

  StatisticsPage(String name) {
    this.name = name;
  }

  String text() {
    try {
      return Files.readString(Path.of(name)).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with the table unless the file contains it. */
  void holds(CharSequence table) {
    assertThat(text()).as("%s must contain this table:\n%s", name, table).contains(table);
  }
}
