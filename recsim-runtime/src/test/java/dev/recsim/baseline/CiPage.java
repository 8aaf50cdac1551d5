package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page docs/ci.md, whose tables are computed here. */
final class CiPage {
  private CiPage() {}

  /** A test fails with the table that belongs there. */
  static void holds(CharSequence table) {
    try {
      String page = Files.readString(Path.of("..", "docs", "ci.md")).replace("\r\n", "\n");
      assertThat(page).as("docs/ci.md must hold this table:\n%s", table).contains(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
