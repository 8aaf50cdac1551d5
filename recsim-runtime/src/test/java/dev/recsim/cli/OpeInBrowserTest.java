package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.env.ShopLog;
import dev.recsim.report.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages about logs in a real browser, wide and narrow, and the index that links to them. */
@Tag("nightly")
class OpeInBrowserTest {
  @TempDir static Path folder;
  @AutoClose private static Chromium chromium;

  @BeforeAll
  static void evaluateAndFit() throws Exception {
    chromium = new Chromium();
    Path environments = Files.createDirectories(folder.resolve("experiments/environments"));
    ShopLog.write(environments.resolve("log.csv"), 500);
    Files.writeString(
        environments.resolve("fit.yaml"),
        """
        logs:
          file: log.csv
          columns: {session: session, state: [state], action: shown, reward: accepted, status: status}
        model: {type: responses}
        """);
    StringBuilder log = new StringBuilder("item,click,p,p_better,p_far\n");
    for (int i = 0; i < 2_000; i++) {
      int item = i % 2;
      int click = i % 10 < (item == 0 ? 2 : 8) ? 1 : 0;
      double better = item == 0 ? 0.2 : 0.8;
      log.append("%s,%s,0.5,%s,%s\n".formatted(item, click, better, i == 0 ? 0.9 : 0.001));
    }
    log.append("0,?,0.5,0.2,0.1\n");
    Files.writeString(folder.resolve("shop.csv"), log);
    Files.writeString(
        folder.resolve("experiments/shop.yaml"),
        """
        title: Which ranker for the shop?
        logs:
          file: ../shop.csv
          columns: {action: item, reward: click, propensity: p}
        evaluate:
          policies:
            better: {column: p_better}
            far: {column: p_far}
            uniform: {type: random}
        claims:
          - better: {beats: logged, by: ope}
          - far: {not_worse_than: logged, by: ope}
        """);
    Printed.by(folder, "fit");
    Printed.by(folder, "ope");
  }

  private static void open(String page, int width, String scheme) {
    chromium.narrow(width);
    chromium.media("", scheme);
    chromium.open(folder.resolve("reports").resolve(page));
    assertThat((Long) chromium.script("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "400, dark"})
  void estimatesAndRefusalsAreShown(int width, String scheme) {
    open("shop/ope.html", width, scheme);
    assertThat(chromium.find("h1").getText()).isEqualTo("Which ranker for the shop?");
    assertThat(chromium.find(".check").getText())
        .contains("The log does not answer \"far not_worse_than logged\"")
        .contains("1 of 2 claims holds on the log.");
    assertThat(chromium.find(".verdict").getText())
        .contains("better would earn 36.0 % more than what was logged (98 % interval 32.4 to 39.7")
        .contains("No answer for far: ");
    assertThat(chromium.find("#effects").getText()).contains("better", "uniform", "refused");
    assertThat(chromium.find("#chart-effects").getText().replace('\n', ' '))
        .contains("better", "refused", "Percent more than what was logged");
    assertThat(chromium.find("#claims").getText())
        .contains("far not_worse_than logged", "refused", "holds");
    assertThat(chromium.find("#log").getText()).contains("2,000 of 2,001 rows used");
    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void indexLinksToEvaluationsAndFits() {
    open("index.html", 400, "dark");
    assertThat(chromium.find("#logs").getText()).isEqualTo("Policies on logs");
    chromium.find("a[href='environments/fit/index.html']").click();
    chromium.waitUntil("document.title.startsWith('Fit of fit')");
    chromium.find(".crumbs a").click();
    chromium.waitUntil("document.title.startsWith('Experiments')");
    chromium.find("a[href='shop/ope.html']").click();
    chromium.waitUntil("document.title.startsWith('Which ranker')");
    assertThat(chromium.errors()).isEmpty();
  }
}
