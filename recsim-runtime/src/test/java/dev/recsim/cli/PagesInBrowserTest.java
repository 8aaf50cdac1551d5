package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.git.Repository;
import dev.recsim.env.ShopLog;
import dev.recsim.report.Chromium;
import dev.recsim.report.ab.AbPage;
import dev.recsim.report.ab.LiveTestReports;
import dev.recsim.report.reality.RealityPage;
import dev.recsim.report.reality.RealityReports;
import dev.recsim.report.results.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * All kinds of pages in a real browser: axe finds nothing, the console is empty, and the keyboard
 * reaches everything. Leaves screenshots in {@code target/screenshots}.
 */
@Tag("slow")
class PagesInBrowserTest {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  @TempDir static Path folder;
  @AutoClose private static Chromium chromium;

  @BeforeAll
  static void makeEveryKindOfPage() throws Exception {
    chromium = new Chromium();
    Path experiments = Files.createDirectories(folder.resolve("experiments"));
    write(
        "failing.yaml",
        """
        environment: {type: transition_matrix}
        agents: {random: {type: random}, optimal: {type: optimal}, learner: {type: actor_critic}}
        training: {env_steps: 20000, updates: 200}
        trials: {seeds: 0..4}
        claims:
          - random: {share_of_optimum: ">= 0.99"}
        """);
    write(
        "topics.yaml",
        """
        environment: {type: interest_evolution}
        agents: {random: {type: random}, greedy: {type: greedy}}
        evaluation: {sessions: 50}
        trials: {seeds: 0..4}
        """);
    write(
        "group.yaml",
        """
        environment: {type: transition_matrix, doc_num: 3}
        agents: {random: {type: random}, optimal: {type: optimal}}
        evaluation: {sessions: 20}
        trials: {seeds: 0..4}
        sweep:
          environment.p_exit_accepted: [0.2, 0.1]
          environment.p_exit_not_accepted: [0.5, 0.6]
          environment.doc_num: [3, 4]
        """);
    write(
        "logged.yaml",
        """
        logs:
          file: ../shop.csv
          columns: {action: item, reward: click, propensity: p}
        evaluate:
          policies: {uniform: {type: random}}
        """);
    StringBuilder log = new StringBuilder("item,click,p\n");
    for (int i = 0; i < 400; i++) {
      log.append("%d,%d,0.5\n".formatted(i % 2, i % 10 < (i % 2 == 0 ? 2 : 8) ? 1 : 0));
    }
    Files.writeString(folder.resolve("shop.csv"), log);
    Path environments = Files.createDirectories(experiments.resolve("environments"));
    ShopLog.write(environments.resolve("log.csv"), 500);
    ShopLog.writeRanked(environments.resolve("ranked.csv"), 500);
    ShopLog.write(environments.resolve("uniform.csv"), 900);
    Files.writeString(
        environments.resolve("fit.yaml"),
        """
        logs:
          file: log.csv
          columns: {session: session, state: [state], action: shown, reward: accepted, status: status}
        model: {type: responses}
        accept: {counterfactual: {logs: {ranked: {file: ranked.csv}, uniform: {file: uniform.csv}}}}
        """);
    Repository repository = Repository.create(folder);
    repository.write(".gitignore", "reports/\n");
    for (String verb : List.of("fit", "run", "baseline", "check", "compare", "ope", "report")) {
      Printed.by(folder, verb);
    }
    repository.commit("Record the baselines");
    Printed.by(folder, "trend");
    assertThat(folder.resolve("reports/compare/index.html")).exists();
    Path live = Files.createDirectories(folder.resolve("reports/week41"));
    Files.write(
        live.resolve("ab.html"), new AbPage(LiveTestReports.goOn()).utf8(Provenance.UNKNOWN));
    Path record = Files.createDirectories(folder.resolve("reports/shop"));
    Files.write(
        record.resolve("reality.html"),
        new RealityPage(RealityReports.calibrated()).utf8(Provenance.UNKNOWN));
  }

  @AfterEach
  void light() {
    chromium.media("", "light");
    chromium.wide();
  }

  @ParameterizedTest
  @CsvSource({
    "topics/index.html, 400, dark",
    "index.html, 400, light",
    "logged/ope.html, 1280, dark",
    "week41/ab.html, 1280, dark",
    "environments/fit/index.html, 1280, light"
  })
  void axeFindsNothing(String page, int width, String scheme) throws Exception {
    look(page, width, scheme);
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "failing/index.html",
        "topics/index.html",
        "group/index.html",
        "index.html",
        "compare/index.html",
        "trend.html",
        "logged/ope.html",
        "week41/ab.html",
        "shop/reality.html",
        "environments/fit/index.html"
      })
  void axeFindsNothingInLightAndDarkAndOnAPhone(String page) throws Exception {
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(400, 1280)) {
        look(page, width, scheme);
      }
    }
  }

  private static void look(String page, int width, String scheme) throws Exception {
    open(page, width, scheme);
    Path file = SCREENSHOTS.resolve("%s-%d-%s.png".formatted(named(page), width, scheme));
    Files.createDirectories(SCREENSHOTS);
    Files.write(file, chromium.screenshot());
    if (width == 1280) {
      assertThat(
              (Long)
                  chromium.script(
                      "return document.querySelector('#part-result')?.offsetHeight || 0"))
          .isLessThanOrEqualTo(2_000);
    }
    chromium.script("document.querySelectorAll('details').forEach((it) => { it.open = true; })");
    assertThat(chromium.axe()).isEmpty();
    assertThat((Long) chromium.script("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    assertThat(chromium.errors()).isEmpty();
  }

  private static String named(String page) {
    return page.replace("/index.html", "").replace(".html", "").replace('/', '-');
  }

  @Test
  void keyboardReachesEverything() {
    keyboardReachesEverythingOf("group/index.html");
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"failing/index.html", "topics/index.html", "index.html"})
  void keyboardReachesEverythingOf(String page) {
    open(page, 1280, "light");
    chromium.script(
        """
        const radio = (it) => it.type === 'radio' && !it.checked;
        window.waiting = new Set([...document.querySelectorAll('a, button, input, select, summary, [tabindex="0"]')]
          .filter((it) => it.checkVisibility() && !radio(it)));
        document.addEventListener('focusin', (event) => window.waiting.delete(event.target));
        """);
    long all = (Long) chromium.script("return window.waiting.size");
    assertThat(all).isGreaterThan(5);
    for (int i = 0; i < all; i++) {
      chromium.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    }
    assertThat(
            chromium.script("return [...window.waiting].map((it) => it.outerHTML.slice(0, 100))"))
        .isEqualTo(List.of());
  }

  @Test
  void termsAreExplainedByKeyboardAndPointer() {
    open("failing/index.html", 1280, "light");
    var term = chromium.find("#agents th .term");
    String id = term.getDomAttribute("popovertarget");
    term.sendKeys(Keys.ENTER);
    assertThat(chromium.find("#" + id).isDisplayed()).isTrue();
    assertThat(chromium.find("#" + id + " a").getDomAttribute("href")).contains("/glossary.html#");
    chromium.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    assertThat(chromium.find("#" + id).isDisplayed()).isFalse();
    new org.openqa.selenium.interactions.Actions(chromium.driver()).moveToElement(term).perform();
    chromium.waitUntil("document.getElementById('" + id + "').matches(':popover-open')");
    term.click();
    assertThat(chromium.find("#" + id).isDisplayed()).as("a click keeps it open").isTrue();
    var badge = chromium.find("header .badge.term");
    badge.sendKeys(Keys.ENTER);
    assertThat(chromium.find("#" + badge.getDomAttribute("popovertarget")).isDisplayed()).isTrue();
    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void warmupIsShadedAndNamed() {
    open("failing/index.html", 1280, "light");
    chromium.unfold();
    assertThat(chromium.find("#learning .lead").getText()).contains("warm-up");
    assertThat(chromium.find("#chart-curves").getText()).contains("warm-up");
    chromium.script("document.querySelector('input[name=view-curves][value=updates]').click()");
    assertThat(chromium.find("#chart-curves").getText()).doesNotContain("warm-up");
  }

  @Test
  void indexHasOneRowForASweepAndTheComparison() {
    open("index.html", 1280, "light");
    assertThat(chromium.find("header .origin summary").getText()).startsWith("Written ");
    assertThat(chromium.driver().findElements(By.cssSelector("a[href='group/index.html']")))
        .hasSize(1);
    assertThat(chromium.find("main details summary").getText()).isEqualTo("8 experiments");
    chromium.driver().findElement(By.cssSelector("a[href='compare/index.html']")).click();
    assertThat(chromium.find("h1").getText()).isEqualTo("Comparison of two runs");
  }

  private static void open(String page, int width, String scheme) {
    chromium.narrow(width);
    chromium.media("", scheme);
    chromium.open(folder.resolve("reports").resolve(page));
  }

  private static void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve("experiments").resolve(name), text);
  }
}
