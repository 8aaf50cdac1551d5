package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** What a page would let through although it should escape it does not run. */
@Tag("slow")
class PolicyInBrowserTest {
  private static final String STRANGE =
      """
      <main id="content"><script>document.title = 'script';</script>
      <img src="data:," onerror="document.title = 'handler'">
      <a id="strange" href="javascript:document.title = 'link'">x</a>
      """;

  @TempDir Path folder;

  @Test
  void scriptsAndHandlersOfOthersDoNotRun() throws Exception {
    String page = Pages.of(Fixtures.notebook("t"));
    Path file = folder.resolve("strange.html");
    Files.writeString(file, page.replace("<main id=\"content\">", STRANGE));
    try (Chromium chromium = new Chromium()) {
      chromium.open(file);
      chromium.find("#strange").click();
      assertThat(chromium.driver().findElements(By.cssSelector(".chart svg"))).isNotEmpty();
      assertThat(chromium.driver().getTitle()).isEqualTo("t - recsim");
      assertThat(chromium.errors())
          .isNotEmpty()
          .allMatch(error -> error.contains("Content Security Policy"));
    }
  }
}
