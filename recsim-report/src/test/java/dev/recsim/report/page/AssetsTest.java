package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AssetsTest {
  private static final String COMMENT = "(?m)/\\*|\\*/|^//|^ ";

  @Test
  void hashOfTheChartLibraryIsRight() throws Exception {
    byte[] library;
    try (InputStream in = Assets.class.getResourceAsStream("/dev/recsim/report/echarts.min.js")) {
      library = in.readAllBytes();
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(library);
    assertThat(Assets.LIBRARY_HASH).isEqualTo(Base64.getEncoder().encodeToString(digest));
  }

  @Test
  void scriptsAndStylesHaveNoCommentsAndNoIndentation() {
    assertThat(Assets.script("page")).contains("addEventListener").doesNotContainPattern(COMMENT);
    assertThat(Assets.styles()).contains("var(--").doesNotContainPattern(COMMENT);
  }
}
