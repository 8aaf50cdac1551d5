package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on the defaults of the learning agents shows what was measured. */
class DefaultsPageTest {
  private static final Path PAGE = Docs.FOLDER.resolve("agents/defaults.md");

  @Test
  void tablesAreThoseOfTheMeasurements() {
    String text = Docs.read(PAGE);
    String renewed = new DefaultsTables().renewed(text);
    if (Docs.isWritten()) {
      Docs.write(PAGE, renewed);
    }
    assertThat(Docs.read(PAGE)).as(Docs.cure(PAGE)).isEqualTo(renewed);
  }
}
