package dev.recsim.report.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.Chromium;
import dev.recsim.report.results.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of a comparison in a real browser. */
@Tag("slow")
class ComparisonPageTest {
  private static final Map<String, RunComparison> PAGES =
      Map.of("notebook", Runs.notebook(), "hostile", Runs.hostile(), "same", same());

  @TempDir static Path folder;
  @AutoClose private static Chromium browser;

  @BeforeAll
  static void openBrowser() {
    browser = new Chromium();
  }

  @Test
  void sectionsOfWhatDiffersAreThereAndNoOthers() throws IOException {
    open("notebook");
    assertThat(browser.all("h2"))
        .extracting(WebElement::getText)
        .containsExactly(
            "Experiments", "notebook", "notebook: learning curves", "notebook: what changed");
    assertThat(browser.find(".headline").getText())
        .isEqualTo("actor_critic is worse in notebook; narrow is better in notebook.");
    assertThat(browser.find("#overview tbody").getText())
        .contains("old\nonly in base", "quick\nidentical");
    assertThat(browser.find("#e0-changes tbody").getText())
        .isEqualTo("agents.actor_critic.gamma 0.99 0.8");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void forestSaysEachVerdictInAWord() throws IOException {
    open("notebook");
    assertThat(browser.find("#chart-e0-forest").getText())
        .contains("actor_critic", "worse", "narrow", "better", "wide", "no clear difference")
        .contains("Accepted documents a session, head minus base");
    assertThat(browser.find("#chart-e0-forest").getDomAttribute("aria-label"))
        .contains("actor_critic worse, wide no clear difference, narrow better");
    assertThat(browser.find("#e0 tbody").getText())
        .contains("actor_critic\nworse\n8.712 8.119 -0.592 (-6.8 %) -0.616 to -0.568 10 paired");
  }

  @Test
  void curvesOfTheBaseAreDashedAndThoseOfTheHeadAreNot() throws IOException {
    open("notebook");
    String lines = "#chart-e0-overlay svg path[fill='none'][stroke='#00896a'][stroke-width='2']";
    assertThat(browser.all(lines)).hasSize(2);
    assertThat(browser.all(lines + "[stroke-dasharray]"))
        .singleElement()
        .satisfies(path -> assertThat(path.getDomAttribute("stroke-opacity")).isEqualTo("0.6"));
    assertThat(browser.find("#chart-e0-overlay").getText())
        .contains("actor_critic", "wide", "narrow", "Environment steps");
  }

  @Test
  void everySeedStandsBehindTheChart() throws IOException {
    open("notebook");
    assertThat(browser.find("#e0 details table").isDisplayed()).isFalse();
    browser.find("#e0 summary").sendKeys(Keys.ENTER);
    assertThat(browser.all("#e0 details tbody tr")).hasSize(6 + 6 + 10 + 10 + 12 + 3 + 3);
    browser.find("#e0-curves summary").click();
    assertThat(browser.all("#e0-curves details tbody tr")).hasSize(3 * 20);
  }

  @Test
  void comparisonWithoutADifferenceIsOneTable() throws IOException {
    open("same");
    assertThat(browser.find(".headline").getText())
        .isEqualTo("Nothing changed: all scores are identical.");
    assertThat(browser.all("h2")).extracting(WebElement::getText).containsExactly("Experiments");
    assertThat(browser.all(".chart")).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void scriptOfOthersStaysText() throws IOException {
    open("hostile");
    assertThat(browser.find("h2").getText()).isEqualTo(Runs.HOSTILE);
    browser.script(
        "echarts.getInstanceByDom(document.getElementById('chart-e0-forest'))"
            + ".dispatchAction({type: 'showTip', seriesIndex: 2, dataIndex: 0});"
            + "echarts.getInstanceByDom(document.getElementById('chart-e0-overlay'))"
            + ".dispatchAction({type: 'showTip', seriesIndex: 1, dataIndex: 3});");
    browser.waitUntil("document.querySelectorAll('.chart > div:last-child b').length === 2");
    assertThat(browser.script("return window.hacked === undefined")).isEqualTo(true);
    assertThat(browser.driver().findElements(By.cssSelector("main img"))).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notebook", "hostile", "same"})
  void nothingOverflowsAtFourHundredPixels(String page) throws IOException {
    browser.narrow(400);
    try {
      open(page);
      assertThat((Long) browser.script("return document.scrollingElement.scrollWidth"))
          .isLessThanOrEqualTo(400);
    } finally {
      browser.wide();
    }
  }

  @Test
  void darkReadersGetDarkChartsAndPaperIsLight() throws IOException {
    open("notebook");
    String label = "document.querySelector('#chart-e0-overlay svg text').getAttribute('fill')";
    Object light = browser.script("return " + label);
    browser.media("", "dark");
    try {
      browser.waitUntil(label + " !== '" + light + "'");
      browser.script("window.dispatchEvent(new Event('beforeprint'))");
      browser.media("print", "dark");
      assertThat(browser.script("return " + label)).isEqualTo(light);
      assertThat(
              browser.script("return document.querySelector('#chart-e0-forest svg').clientWidth"))
          .isEqualTo(660L);
    } finally {
      browser.script("window.dispatchEvent(new Event('afterprint'))");
      browser.media("", "light");
    }
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void pageFetchesNothingAndIsTheSameEachTime() {
    byte[] page = new ComparisonPage(Runs.notebook()).utf8(Provenance.UNKNOWN.page("Last run"));
    assertThat(page)
        .isEqualTo(new ComparisonPage(Runs.notebook()).utf8(Provenance.UNKNOWN.page("Last run")));
    assertThat(new String(page, StandardCharsets.UTF_8))
        .contains("default-src 'none'")
        .doesNotContain("src=\"http", "<link ");
  }

  private static RunComparison same() {
    return Runs.compare(
        Runs.side("b", "e", Map.of(), Runs.agent("random", 1, 2)),
        Runs.side("h", "e", Map.of(), Runs.agent("random", 1, 2)));
  }

  private static void open(String page) throws IOException {
    Path file = Files.createDirectories(folder.resolve(page)).resolve("index.html");
    browser.open(
        Files.write(
            file, new ComparisonPage(PAGES.get(page)).utf8(Provenance.UNKNOWN.page("Last run"))));
  }
}
