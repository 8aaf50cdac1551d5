package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsim.baseline.Snapshot;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.shown.MadeUp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Heights of pages in a real browser, and what is folded for them. */
@Tag("nightly")
class HeightsInBrowserTest {
  /** Of the part with the result, at a width of 1,280 pixels. */
  static final long HIGHEST = 2_000;

  @TempDir static Path folder;
  @AutoClose private static Chromium browser;

  @BeforeAll
  static void openBrowser() {
    browser = new Chromium();
  }

  @BeforeEach
  void wide() {
    browser.narrow(1280);
  }

  @AfterEach
  void onAScreen() {
    browser.media("", "light");
    browser.wide();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slates", "ablation", "notebook", "identical"})
  void resultIsShort(String name) throws Exception {
    open(name);
    assertThat(result(browser)).isBetween(200L, HIGHEST);
    browser.unfold();
    assertThat(browser.errors()).isEmpty();
  }

  /** What is folded does not depend on the number of agents or sections. */
  @ParameterizedTest
  @ValueSource(strings = {"slates", "ablation", "notebook"})
  void trainingAndScoresOfTrialsAreFolded(String name) throws Exception {
    open(name);
    assertThat(isVisible("#learning")).isFalse();
    assertThat(isVisible("#chart-scores")).isFalse();
    assertThat(isVisible("#part-result .scroll, #part-result figure")).isTrue();
    assertThat(browser.find("#part-training > .fold > summary").getText())
        .containsAnyOf("learned", "training", "schedule");
  }

  /** Looks at all pages of a folder; {@code .ci/run} names that of this repository's reports. */
  @Test
  void pagesOfAFolderAreLow() throws Exception {
    String reports = System.getProperty("reports");
    assumeTrue(reports != null, "skipped: -Dreports names no folder of reports");
    try (Stream<Path> files = Files.walk(Path.of(reports))) {
      List<Path> pages = files.filter(it -> it.endsWith("index.html")).sorted().toList();
      assertThat(pages).hasSizeGreaterThan(1);
      for (Path page : pages) {
        browser.open(page);
        assertThat(result(browser)).as(page.toString()).isLessThanOrEqualTo(HIGHEST);
      }
    }
  }

  @Test
  void linksAndKeysOpenWhatIsFolded() throws Exception {
    open("ablation");
    assertThat(isVisible("#chart-curves")).isFalse();
    browser.find("nav a[href='#learning']").sendKeys(Keys.ENTER);
    browser.waitUntil("document.querySelector('#chart-curves svg')");
    assertThat(isVisible("#chart-curves")).isTrue();
    browser.find("#part-training > .fold > summary").sendKeys(Keys.ENTER);
    assertThat(isVisible("#chart-curves")).isFalse();
    browser.find("#seeds .fold > summary").sendKeys(Keys.ENTER);
    browser.waitUntil("document.querySelector('#chart-scores svg')");
    browser.script("location.hash = 'chart-shown'");
    browser.waitUntil(
        "(() => { const at = document.getElementById('chart-shown').getBoundingClientRect();"
            + " return at.top < innerHeight && at.bottom > 0; })()");
    assertThat(browser.errors()).isEmpty();
  }

  /** No title, label or name is cut at the edge of its chart. */
  @ParameterizedTest
  @ValueSource(strings = {"slates", "ablation", "identical"})
  void textsAreInsideTheirChartsOnAPhone(String name) throws Exception {
    browser.narrow(400);
    open(name);
    browser.unfold();
    browser.drawn();
    assertThat(
            browser.script(
                """
                return [...document.querySelectorAll('.chart')].flatMap((box) => {
                  const edge = box.getBoundingClientRect();
                  return [...box.querySelectorAll('svg text')].filter((text) => {
                    const at = text.getBoundingClientRect();
                    return at.left < edge.left - 1 || at.right > edge.right + 1
                      || at.top < edge.top - 4 || at.bottom > edge.bottom + 1;
                  }).map((text) => box.id + ': ' + text.textContent);
                }).join();
                """))
        .isEqualTo("");
    assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(400);
  }

  @Test
  void navigationStaysInView() throws Exception {
    for (int width : new int[] {1280, 400}) {
      browser.narrow(width);
      open("ablation");
      browser.script("window.scrollTo(0, document.documentElement.scrollHeight / 2)");
      assertThat(
              browser.script(
                  "const at = document.querySelector('nav').getBoundingClientRect();"
                      + " return at.top >= -1 && at.top < 60 && at.height > 20"))
          .as("at " + width)
          .isEqualTo(true);
    }
    assertThat((Long) browser.script("return document.querySelector('nav').offsetHeight"))
        .as("one line")
        .isLessThan(60);
  }

  @Test
  void paperHasWhatIsFolded() throws Exception {
    open("ablation");
    String closed = "return document.querySelectorAll('.fold:not([open])').length";
    long before = (Long) browser.script(closed);
    assertThat(before).isGreaterThan(2);
    browser.script("window.dispatchEvent(new Event('beforeprint'))");
    browser.media("print", "light");
    assertThat(
            browser.script(
                """
                return [...document.querySelectorAll('.fold .chart, .fold > .scroll')]
                  .filter((it) => !it.checkVisibility() || it.clientHeight < 40
                    || it.className === 'chart' && !it.querySelector('svg'))
                  .map((it) => it.closest('section').id).join();
                """))
        .isEqualTo("");
    browser.media("", "light");
    browser.script("window.dispatchEvent(new Event('afterprint'))");
    assertThat(browser.script(closed)).isEqualTo(before);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void paperHasFoldedTablesWithoutJavaScript() throws Exception {
    open("ablation");
    String hidden =
        """
        return [...document.querySelectorAll('.fold > .scroll, #training > .scroll')]
          .filter((it) => !it.checkVisibility()).length;
        """;
    assertThat((Long) browser.script(hidden)).isPositive();
    browser.media("print", "light");
    assertThat(browser.script(hidden)).isEqualTo(0L);
  }

  /** The caption of a section's only table is for screen readers: its heading says the same. */
  @Test
  void onlySeveralTablesHaveCaptions() throws Exception {
    open("ablation");
    browser.unfold();
    assertThat(captions("#training")).containsExactly("absolute");
    assertThat(captions("#provenance")).containsExactly("static", "static");
  }

  @SuppressWarnings("unchecked")
  private static List<String> captions(String within) {
    return (List<String>)
        browser.script(
            "return [...document.querySelectorAll('"
                + within
                + " caption')].map((it) => getComputedStyle(it).position)");
  }

  /** The height of the part with the result; 0 without parts. */
  static long result(Chromium browser) {
    return (Long)
        browser.script("return document.querySelector('#part-result')?.offsetHeight || 0");
  }

  private static boolean isVisible(String css) {
    return (Boolean)
        browser.script("return document.querySelector('" + css + "').checkVisibility()");
  }

  private static void open(String name) throws Exception {
    Path page = folder.resolve(name + ".html");
    if (!Files.exists(page)) {
      Files.writeString(
          page,
          switch (name) {
            case "slates" -> shown(Measured.learners(14));
            case "ablation" -> shown(ablation());
            case "identical" -> Pages.of(Checked.identical());
            default -> Pages.of(Fixtures.notebook(name));
          });
    }
    browser.open(page);
  }

  /** The page with sessions, and with what the first ten agents show. */
  static String shown(ExperimentResults results) {
    String[] ten =
        results.agents().stream().limit(10).map(AgentResults::name).toArray(String[]::new);
    return Pages.of(results, Optional.of(SessionsInBrowserTest.replayed(MadeUp.largest(ten))));
  }

  /** Twelve agents against a baseline of other values. */
  private static ExperimentResults ablation() {
    ExperimentResults results = Fixtures.large();
    Snapshot baseline = Checked.snapshot(results, "actor_critic_variant_3", it -> 0.99 * it);
    return Checked.checked(results, baseline, List.of(), Checked.history(results));
  }
}
