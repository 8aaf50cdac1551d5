package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.print.PrintOptions;

/** What a check shows of itself, in a real browser. */
@Tag("slow")
class CheckInBrowserTest {
  private static final Map<String, Supplier<ExperimentResults>> PAGES =
      Map.of(
          "identical", Checked::identical,
          "regressed", Checked::regressed,
          "undecided", Checked::undecided,
          "unrecorded", Checked::unrecorded,
          "changed", Checked::changed,
          "renamed", Checked::renamed,
          "weakened", Checked::weakened,
          "damaged", Checked::damaged,
          "incomplete", Checked::incomplete,
          "hostile-check", Checked::hostile);

  @TempDir static Path folder;
  @AutoClose private static Chromium browser;

  @BeforeAll
  static void openBrowser() {
    browser = new Chromium();
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({
    "identical, unchanged, good",
    "regressed, worse, bad",
    "undecided, not decided, unsure",
    "unrecorded, no baseline, quiet",
    "changed, worse, bad",
    "renamed, removed, bad",
    "weakened, weakened, bad",
    "damaged, damaged, bad",
    "incomplete, incomplete, bad",
    "hostile-check, worse, bad"
  })
  void badgeSaysTheVerdictInAWordAndAnIcon(String page, String word, String tone) {
    open(page);
    WebElement badge = browser.find("header .check .badge");
    assertThat(badge.getText()).isEqualTo(word);
    assertThat(badge.getDomAttribute("class")).isEqualTo("badge " + tone);
    assertThat(badge.findElement(By.tagName("svg")).getSize().getWidth()).isGreaterThan(8);
    List<WebElement> headlines = browser.all(".headline");
    assertThat(headlines).hasSize(1);
    boolean failed = tone.equals("bad") || tone.equals("unsure");
    assertThat(headlines.get(0).findElements(By.xpath("ancestor::*[@class='check " + tone + "']")))
        .as("the verdict leads, not who wins")
        .hasSize(failed ? 1 : 0);
    for (WebElement chart : browser.all(".chart")) {
      assertThat(chart.getText()).as(chart.getDomAttribute("id")).isNotBlank();
    }
    assertThat(browser.errors()).isEmpty();
  }

  /** WCAG 2.2, 1.4.3: a contrast of 4.5 for text. */
  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"regressed", "undecided", "unrecorded"})
  void everyBadgeCanBeReadInLightAndDark(String page) {
    for (String scheme : List.of("light", "dark")) {
      browser.media("", scheme);
      open(page);
      assertThat(browser.contrast("header .check .badge")).as(scheme).isGreaterThan(4.5);
      if (page.equals("regressed")) {
        assertThat(browser.contrast("header .check .hint")).as(scheme).isGreaterThan(4.5);
        assertThat(browser.contrast("#baseline .badge.good")).as(scheme).isGreaterThan(4.5);
      }
    }
    browser.media("", "light");
  }

  @Test
  void topOfThePageSaysWhatIsWrongTheWorstFirstAndWhatToDo() {
    open("regressed");
    assertThat(browser.find(".headline").getText())
        .isEqualToNormalizingWhitespace(
            "notebook earns 5.9 % less than in the baseline, allowed 2 % (and 1 more)");
    assertThat(browser.all(".check li"))
        .extracting(WebElement::getText)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("notebook: 8.466 a"),
            second -> assertThat(second).startsWith("The claim \"actor_critic share_of_optimum"));
    assertThat(browser.find(".check code").getText())
        .isEqualTo(
            "mvn compile recsim:run recsim:baseline -Drecsim.experiment=regressed -Drecsim.accept=notebook");
  }

  @Test
  void forestChartHasMarginIntervalAndZeroWhereTheyAre() {
    open("regressed");
    Object offs =
        browser.script(
            """
            const box = document.getElementById('chart-forest');
            const chart = echarts.getInstanceByDom(box);
            const row = JSON.parse(document.getElementById('data').textContent).charts.forest.rows[0];
            const left = box.getBoundingClientRect().left;
            const at = (value) => left + chart.convertToPixel({xAxisIndex: 0}, value);
            const there = (selector, value) => {
              const boxes = [...box.querySelectorAll(selector)].map((path) => path.getBoundingClientRect());
              return Math.min(...boxes.map((it) => Math.abs(it.left + it.width / 2 - at(value))));
            };
            const red = getComputedStyle(document.documentElement).getPropertyValue('--bad').trim();
            return [
              there('path[stroke-dasharray]', -row.margin),
              there(`path[stroke="${red}"]`, row.low),
              there(`path[stroke="${red}"]`, row.high),
              there(`path[fill="${red}"]`, row.difference),
              there('path:not([stroke-dasharray])', 0)].map((off) => off < 1.5);
            """);
    assertThat(offs).isEqualTo(List.of(true, true, true, true, true));
    assertThat(browser.find("#chart-forest").getText())
        .contains("notebook", "worse", "better", "unchanged");
    assertThat(browser.tip("forest", "seriesIndex: 2, dataIndex: 0"))
        .contains("notebook worse", "margin 0.18", "interval -0.57");
  }

  @Tag("nightly")
  @Test
  void worstAgentHeadsTheTable() {
    open("regressed");
    assertThat(browser.all("#baseline tbody th"))
        .extracting(WebElement::getText)
        .containsExactly("notebook", "actor_critic", "random", "optimal");
    assertThat(browser.find("#baseline tbody tr").getText())
        .contains("worse", "8.994", "8.466", "-0.528", "-0.575 to -0.482 (98 %)", "0.180", "20");
    assertThat(browser.find("#claims tbody tr").getText())
        .contains("share_of_optimum >= 0.99", "broken", "96.05 %", "99.00 %");
  }

  @Tag("nightly")
  @Test
  void meanOfTheBaselineIsMarkedInTheScores() {
    open("regressed");
    Object series =
        browser.script(
            """
            return echarts.getInstanceByDom(document.getElementById('chart-scores')).getOption()
              .series.filter((one) => one.symbol === 'diamond').map((one) => one.name);
            """);
    assertThat((List<?>) series).hasSize(4);
    assertThat(browser.tip("scores", "seriesIndex: 11, dataIndex: 0"))
        .isEqualToIgnoringWhitespace("notebook baseline: mean 8.994");
    assertThat(browser.find("#agents thead").getText()).contains("Baseline");
  }

  @Tag("nightly")
  @Test
  void curveOfTheBaselineIsAThinDashedLineInTheAgentsColour() {
    open("regressed");
    String dashed = "#chart-curves path[stroke='#d55e00'][stroke-dasharray][stroke-width='1.2']";
    assertThat(browser.all(dashed)).hasSize(1);
    browser.script("document.querySelector('input[name=view-curves][value=updates]').click()");
    assertThat(browser.all(dashed)).hasSize(1);
    assertThat(browser.find(dashed).getSize().getWidth()).isGreaterThan(300);
  }

  @Tag("nightly")
  @Test
  void historyGoesFromTheOldestBaselineToThisRun() {
    open("regressed");
    assertThat(browser.find("#chart-history").getText()).contains("2026-11-01", "this run");
    assertThat(browser.tip("history", "seriesIndex: 2, dataIndex: 0"))
        .contains("notebook", "mean 7.8", "95 % interval", "20 seeds")
        .contains("0a1b2c3, 2026-11-01", "Record what day 1 gave");
    browser.find("#history summary").click();
    assertThat(browser.all("#history tbody th"))
        .extracting(WebElement::getText)
        .startsWith("this run", "3ca3092")
        .hasSize(7);
  }

  @Test
  void changedArenaShowsKeysScoresThatAreNotComparableAndTheRecordedExperiment() {
    open("changed");
    assertThat(browser.all("#changed tbody tr"))
        .extracting(WebElement::getText)
        .containsExactly(
            "environment.doc_num 10 20",
            "environment.p_exit_accepted not there 0.3",
            "data/acceptance.csv 9f86d081884c7d659a2feaa0c55ad015 not there");
    assertThat(browser.find("#arena").getText())
        .contains("not comparable", "In the changed arena", "8.8891", "4.2329");
    assertThat(browser.find("#baseline h3").getText())
        .isEqualTo("The recorded experiment with the current code");
    assertThat(browser.find("#baseline tbody tr").getText()).startsWith("notebook");
    assertThat(browser.find(".check").getText())
        .contains("In the recorded experiment, notebook earns", "not comparable");
    assertThat(browser.find(".check code").getText()).endsWith("-Drecsim.accept=arena,notebook");
  }

  @Tag("nightly")
  @Test
  void newAndRemovedAgentsAreNamedWithWhatIsKnownOfThem() {
    open("renamed");
    assertThat(browser.all("#baseline tbody tr"))
        .extracting(it -> it.getText().replace('\n', ' '))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("former removed"),
            second ->
                assertThat(second)
                    .startsWith("notebook new best agent of the baseline: optimal 8.9246 -"),
            third ->
                assertThat(third)
                    .startsWith(
                        "actor_critic better significantly better; changed: gamma 0.8 -> 0.99,"
                            + " training.epochs 20 -> 40"),
            fourth -> assertThat(fourth).contains("unchanged"),
            fifth -> assertThat(fifth).contains("unchanged"));
    assertThat(browser.find(".check code").getText()).endsWith("-Drecsim.accept=former");
  }

  @Tag("nightly")
  @Test
  void weakenedRuleShowsWhatTheRecordedOneSays() {
    open("weakened");
    assertThat(browser.find("#changed tbody").getText())
        .contains("baseline.margin {relative: 0.02} {relative: 0.2}", "claims", "not there");
    assertThat(browser.all("#rule tbody tr").subList(0, 2))
        .extracting(it -> it.getText().replace('\n', ' '))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("notebook worse"),
            second -> assertThat(second).contains("share_of_optimum >= 0.99 broken"));
    assertThat(browser.find("#baseline tbody tr").getText()).contains("notebook", "no worse");
    assertThat(browser.find(".check code").getText()).endsWith("-Drecsim.accept=rule");
  }

  @Test
  void textFromElsewhereStaysText() {
    open("hostile-check");
    String inert = "</script><script>window.hacked = 1</script>";
    assertThat(browser.find("#changed tbody").getText()).contains(inert);
    browser.find("#history summary").click();
    assertThat(browser.find("#history table").getText()).contains("<img src=x", inert);
    for (String agent : List.of("seriesIndex: 2, dataIndex: 0", "seriesIndex: 2, dataIndex: 1")) {
      assertThat(browser.tip("forest", agent)).contains("difference");
    }
    assertThat(browser.tip("history", "seriesIndex: 0, dataIndex: 1"))
        .contains("<img src=x", inert);
    assertThat(browser.tip("scores", "seriesIndex: 5, dataIndex: 0")).contains("baseline: mean");
    assertThat(browser.find(".check").getText()).contains("<img src=x").doesNotContain("\u202E");
    assertThat(browser.find(".detail").getText()).doesNotContain("\u202E");
    assertThat(browser.script("return window.hacked === undefined")).isEqualTo(true);
    assertThat(browser.all("main img, header img, [href^='javascript'], body > script"))
        .as("the data and three scripts")
        .hasSize(4);
    assertThat(browser.errors()).isEmpty();
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "regressed",
        "changed",
        "renamed",
        "weakened",
        "incomplete",
        "hostile-check",
        "../index"
      })
  void nothingOverflowsAPhone(String page) {
    browser.narrow(390);
    try {
      open(page);
      assertThat(browser.script("return window.innerWidth")).isEqualTo(390L);
      assertThat((Long) browser.script("return document.scrollingElement.scrollWidth"))
          .isLessThanOrEqualTo(390);
    } finally {
      browser.wide();
    }
  }

  @Tag("nightly")
  @Test
  void paperHasTheVerdictToo() {
    open("regressed");
    byte[] pdf =
        Base64.getDecoder().decode(browser.driver().print(new PrintOptions()).getContent());
    assertThat(pdf).startsWith('%', 'P', 'D', 'F').hasSizeGreaterThan(60_000);
    browser.script("window.dispatchEvent(new Event('beforeprint'))");
    browser.media("print", "dark");
    try {
      assertThat(browser.find("header .badge").isDisplayed()).isTrue();
      assertThat(browser.contrast("header .check .badge")).isGreaterThan(4.5);
      assertThat(browser.script("return document.querySelector('#chart-forest svg').clientWidth"))
          .isEqualTo(660L);
    } finally {
      browser.script("window.dispatchEvent(new Event('afterprint'))");
      browser.media("", "light");
    }
  }

  @Test
  void indexHasEveryVerdictTheWorstFirst() {
    open("../index");
    assertThat(browser.all("tbody td:nth-child(2) .badge"))
        .extracting(WebElement::getText)
        .containsExactly(
            "worse",
            "worse",
            "worse",
            "damaged",
            "incomplete",
            "not decided",
            "no baseline",
            "unchanged");
    assertThat(browser.find(".headline").getText())
        .startsWith("6 of 8 experiments need attention: ");
    assertThat(browser.all("a[href='regressed/index.html']")).hasSize(1);
    assertThat(browser.errors()).isEmpty();
  }

  @Tag("nightly")
  @Test
  void verdictsOfTheIndexAreInSightOnAPhone() {
    open("../index");
    browser.narrow(400);
    try {
      assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(400);
      assertThat(
              browser.script(
                  """
                  const boxes = [...document.querySelectorAll('tbody tr > *')].map((it) => it.getBoundingClientRect());
                  return Math.max(...boxes.map((it) => it.right)) <= 400;
                  """))
          .isEqualTo(true);
    } finally {
      browser.wide();
    }
  }

  private static void open(String page) {
    browser.open(page.equals("../index") ? index() : write(PAGES.get(page).get()));
    browser.unfold();
  }

  private static Path index() {
    List<Results> entries =
        Stream.of(
                "identical",
                "regressed",
                "undecided",
                "unrecorded",
                "changed",
                "damaged",
                "incomplete",
                "hostile-check")
            .map(name -> Results.read(new ResultsJson(PAGES.get(name).get()).results().json()))
            .toList();
    return write(
        folder.resolve("index.html"),
        IndexPage.render(entries, Map.of(), List.of(), Provenance.UNKNOWN));
  }

  private static Path write(ExperimentResults results) {
    return write(folder.resolve(results.name()).resolve("index.html"), Pages.of(results));
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
