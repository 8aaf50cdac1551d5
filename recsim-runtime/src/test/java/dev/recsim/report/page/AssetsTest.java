package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AssetsTest {
  private static final String COMMENT = "(?m)/\\*|\\*/|^//|^ ";

  @Test
  void scriptsAndStylesHaveNoCommentsAndNoIndentation() {
    assertThat(Assets.script("page")).contains("addEventListener").doesNotContainPattern(COMMENT);
    assertThat(Assets.styles()).contains("var(--").doesNotContainPattern(COMMENT);
  }
}
