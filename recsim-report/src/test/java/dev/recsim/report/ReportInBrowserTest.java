package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.print.PrintOptions;

/** The pages in a real browser. */
@Tag("slow")
class ReportInBrowserTest {
  @TempDir static Path folder;
  @AutoClose private static Chromium chromium;
  private static ChromeDriver browser;

  @BeforeAll
  static void openBrowser() {
    chromium = new Chromium();
    browser = chromium.driver();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ablation", "measured"})
  void everyChartIsDrawnWithoutAnError(String experiment) {
    open(experiment);
    script(
        "document.querySelectorAll('details').forEach((fold) => { fold.open = true; }); return 0;");
    List<WebElement> charts = browser.findElements(By.className("chart"));
    assertThat(charts).isNotEmpty();
    for (WebElement chart : charts) {
      String id = chart.getDomAttribute("id");
      assertThat(chart.findElements(By.cssSelector("svg path"))).as(id).hasSizeGreaterThan(3);
      assertThat(chart.getText()).as(id).isNotBlank();
      assertThat(chart.getDomAttribute("aria-label")).as(id).isNotBlank();
    }
    assertThat(chromium.errors()).isEmpty();
  }

  @Tag("nightly")
  @Test
  void everyChartOfOthersIsDrawnToo() {
    List.of("notebook", "simulated", "single").forEach(this::everyChartIsDrawnWithoutAnError);
  }

  @Test
  void chartsOfTheNotebookAreAllThere() {
    open("notebook");
    assertThat(browser.findElements(By.className("chart")))
        .extracting(chart -> chart.getDomAttribute("id"))
        .containsExactly("chart-decision", "chart-scores", "chart-sessions", "chart-curves");
    assertThat(browser.findElement(By.id("chart-curves")).getText())
        .contains("actor_critic", "optimum 8.925", "Environment steps");
  }

  @Test
  void everyChartHasATableBehindIt() {
    open("notebook");
    for (WebElement chart : browser.findElements(By.className("chart"))) {
      WebElement section = chart.findElement(By.xpath("ancestor::section[1]"));
      section.findElement(By.cssSelector("details:not(.fold) > summary")).click();
      assertThat(section.findElement(By.cssSelector("details:not(.fold) td")).isDisplayed())
          .isTrue();
    }
  }

  @Tag("nightly")
  @Test
  void legendShowsLinesWithTheirDashesAndSymbols() {
    open("ablation");
    assertThat(
            script(
                """
                const chart = echarts.getInstanceByDom(document.getElementById('chart-curves')).getOption();
                const first = (name) => chart.series.find((one) => one.name === name);
                return [chart.legend[0].icon === undefined, new Set(chart.legend[0].data.map((name) =>
                  first(name).type + first(name).symbol + first(name).lineStyle.type + first(name).lineStyle.color)).size];
                """))
        .isEqualTo(List.of(true, 10L));
  }

  @Tag("nightly")
  @Test
  void optimumIsDrawnWhereItIsHoweverCloseOneLooks() {
    open("ablation");
    script("document.querySelector('input[name=view-scores][value=near]').click()");
    Object off =
        script(
            """
            const box = document.getElementById('chart-scores');
            const optimum = JSON.parse(document.getElementById('data').textContent).optimum;
            const line = box.querySelector('path[stroke-dasharray]').getBoundingClientRect();
            const there = echarts.getInstanceByDom(box).convertToPixel({xAxisIndex: 0}, optimum);
            const x = line.left + line.width / 2 - box.getBoundingClientRect().left;
            return String(Math.abs(x - there));
            """);
    assertThat(Double.parseDouble((String) off)).isLessThan(1);
  }

  @Tag("nightly")
  @Test
  void namesOfLinesThatAreCloseDoNotCoverOneAnother() {
    open("close");
    Object names =
        script(
            """
            const texts = [...document.querySelectorAll('#chart-curves svg text')];
            const boxes = texts.filter((text) => /^(greedy|ucb1|random) /.test(text.textContent))
              .map((text) => text.getBoundingClientRect());
            const apart = (a, b) => a.right <= b.left || b.right <= a.left
              || a.bottom <= b.top || b.bottom <= a.top;
            return boxes.length + ' ' + boxes.every((a, i) => boxes.slice(0, i).every((b) => apart(a, b)));
            """);
    assertThat(names).isEqualTo("3 true");
  }

  @Test
  void agentHasOneColourInChartsAndTables() {
    open("notebook");
    assertThat(browser.findElements(By.cssSelector("#chart-curves path[stroke='#d55e00']")))
        .isNotEmpty();
    WebElement cell =
        browser.findElement(By.xpath("//section[@id='agents']//th[text()='actor_critic']"));
    assertThat(cell.findElement(By.className("swatch")).getCssValue("background-color"))
        .contains("213, 94, 0");
  }

  @Test
  void scriptInATitleOrNameStaysText() {
    open("hostile");
    assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo(HOSTILE);
    assertThat(browser.findElement(By.id("chart-scores")).getText()).contains("<img src=x");
    script(
        "echarts.getInstanceByDom(document.getElementById('chart-scores'))"
            + ".dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: 0})");
    assertThat(browser.findElement(By.id("chart-scores")).getText()).contains("seed 0: 1");
    assertThat(script("return window.hacked === undefined")).isEqualTo(true);
    assertThat(browser.findElements(By.cssSelector("main img"))).isEmpty();
    assertThat(chromium.errors()).isEmpty();
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"notebook", "ablation", "hostile", "measured", "../index"})
  void nothingOverflowsAtFourHundredPixels(String page) {
    chromium.narrow(400);
    try {
      open(page);
      assertThat(script("return window.innerWidth")).isEqualTo(400L);
      assertThat((Long) script("return document.scrollingElement.scrollWidth"))
          .isLessThanOrEqualTo(400);
    } finally {
      chromium.wide();
    }
  }

  @Tag("nightly")
  @Test
  void chartsFollowTheWindow() {
    open("notebook");
    chromium.narrow(500);
    try {
      chromium.waitUntil("document.querySelector('#chart-curves svg').clientWidth < 500");
    } finally {
      chromium.wide();
    }
  }

  @Tag("nightly")
  @Test
  void darkReadersGetADarkPageAndDarkCharts() {
    open("notebook");
    Object light = script("return " + LABEL_COLOUR);
    chromium.media("", "dark");
    try {
      chromium.waitUntil(LABEL_COLOUR + " !== '" + light + "'");
      assertThat((String) script("return getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(20, 23, 26)");
      assertThat(chromium.errors()).isEmpty();
    } finally {
      chromium.media("", "light");
    }
  }

  @Test
  void headersSortByKeyboard() {
    open("ablation");
    WebElement table = browser.findElement(By.cssSelector("#agents table"));
    WebElement header = table.findElement(By.xpath(".//th[button[text()='Score']]"));
    WebElement button = header.findElement(By.tagName("button"));
    button.sendKeys(Keys.ENTER);
    assertThat(header.getDomAttribute("aria-sort")).isEqualTo("descending");
    assertThat(firstColumn(table))
        .startsWith("optimal", "actor_critic_variant_0")
        .endsWith("random");
    button.sendKeys(Keys.SPACE);
    assertThat(header.getDomAttribute("aria-sort")).isEqualTo("ascending");
    assertThat(firstColumn(table)).startsWith("random", "actor_critic_variant_9");
  }

  @Tag("nightly")
  @Test
  void viewsChangeByKeyboard() {
    open("notebook");
    WebElement chart = browser.findElement(By.id("chart-curves"));
    browser.findElement(By.cssSelector("input[name='view-curves']")).sendKeys(Keys.ARROW_RIGHT);
    assertThat(chart.getText()).contains("Updates").doesNotContain("Environment steps", "warm-up");
    browser
        .findElements(By.cssSelector("input[name='view-curves']"))
        .get(1)
        .sendKeys(Keys.ARROW_RIGHT);
    assertThat(chart.getText()).contains("CPU time of learning, s", "0.8", "warm-up");
    assertThat(chromium.errors()).isEmpty();
  }

  @Tag("nightly")
  @Test
  void paperIsLightAndHasEveryChart() throws IOException {
    open("notebook");
    chromium.media("", "dark");
    try {
      byte[] pdf = Base64.getDecoder().decode(browser.print(new PrintOptions()).getContent());
      assertThat(pdf).startsWith('%', 'P', 'D', 'F').hasSizeGreaterThan(30_000);
      script("window.dispatchEvent(new Event('beforeprint'))");
      chromium.media("print", "dark");
      assertThat((String) script("return getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(255, 255, 255)");
      assertThat(
              script(
                  "return Math.max(...[...document.querySelectorAll('.chart svg')].map(svg => svg.clientWidth))"))
          .isEqualTo(660L);
    } finally {
      script("window.dispatchEvent(new Event('afterprint'))");
      chromium.media("", "light");
    }
  }

  @Tag("nightly")
  @Test
  void barsOfTopicsAddUpAndTellTheirSharesWhenPointedAt() {
    open("measured");
    Object ends =
        script(
            """
            const box = document.getElementById('chart-topics');
            const chart = echarts.getInstanceByDom(box);
            chart.dispatchAction({type: 'showTip', seriesIndex: 2, dataIndex: 1});
            const bars = chart.getModel().getSeries().map((series) => series.getData().getItemLayout(1));
            const [left, right] = [0, 1].map((share) => chart.convertToPixel({xAxisIndex: 0}, share));
            const end = bars[bars.length - 1];
            return String(Math.abs(bars[0].x - left) + Math.abs(end.x + end.width - right));
            """);
    assertThat(Double.parseDouble((String) ends)).isLessThan(1);
    assertThat(browser.findElement(By.id("chart-topics")).getText())
        .contains("Share of clicks", "random", "topic 2", "greedy: 65 %")
        .doesNotContain("nobody_clicks");
    assertThat(chromium.errors()).isEmpty();
  }

  @Tag("nightly")
  @Test
  void metricsSortByTheirMeansNotByTheirNotes() {
    open("measured");
    WebElement table = browser.findElement(By.cssSelector("#metrics table"));
    table.findElement(By.xpath(".//button[text()='Quality per click']")).click();
    assertThat(firstColumn(table)).endsWith("nobody_clicks");
    table.findElement(By.xpath(".//button[text()='Click rate']")).click();
    assertThat(firstColumn(table)).endsWith("nobody_clicks");
  }

  @Tag("nightly")
  @Test
  void inkOnTopicsIsReadableInLightAndDark() {
    open("measured");
    try {
      for (String scheme : List.of("light", "dark")) {
        chromium.media("", scheme);
        assertThat(Double.parseDouble((String) script(LEAST_CONTRAST)))
            .as(scheme)
            .isGreaterThan(4.5);
      }
    } finally {
      chromium.media("", "light");
    }
  }

  @Tag("nightly")
  @Test
  void indexLinksToTheReports() {
    open("../index");
    assertThat(chromium.errors()).isEmpty();
    browser.findElement(By.linkText("What each choice costs")).click();
    assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo("What each choice costs");
  }

  private static final String HOSTILE =
      "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>";

  private static final String LABEL_COLOUR =
      "document.querySelector('#chart-curves svg text').getAttribute('fill')";

  /** Contrast, as WCAG defines it, of ink on the topics' colours; the least of 360 hues. */
  private static final String LEAST_CONTRAST =
      """
      const probe = document.createElement('i');
      document.body.append(probe);
      const light = (color) => {
        probe.style.color = color;
        const rgb = getComputedStyle(probe).color.match(/[0-9.]+/g).slice(0, 3).map(Number);
        const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
      };
      const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      const ink = light(css('--ink'));
      const all = [...Array(360).keys()].map((hue) => light('hsl(' + hue + ', ' + css('--share') + ')'));
      probe.remove();
      return String(Math.min(...all.map((one) => Math.max(one, ink) / Math.min(one, ink))));
      """;

  private static ExperimentResults results(String name) {
    return switch (name) {
      case "notebook" -> Fixtures.notebook("Actor-critic against optimal and random");
      case "ablation" -> Fixtures.large();
      case "measured" -> Measured.results();
      case "simulated" -> Fixtures.simulated();
      case "close" -> Fixtures.close();
      case "single" ->
          Fixtures.of(name, name, null, List.of(Fixtures.scores("only", "random", 1.5)));
      case "hostile" ->
          Fixtures.of(
              name,
              HOSTILE,
              null,
              List.of(
                  Fixtures.scores("<img src=x onerror='window.hacked = 1'>", "x", 1, 2),
                  Fixtures.scores(
                      "a_name_that_is_longer_than_any_sensible_name_would_be", "x", 1, 3)));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void open(String page) {
    chromium.open(write(page));
    chromium.unfold();
  }

  private static Path write(String page) {
    try {
      if (!page.equals("../index")) {
        return write(results(page));
      }
      List<Results> entries = new ArrayList<>();
      for (String name : List.of("notebook", "ablation")) {
        write(results(name));
        entries.add(Results.read(new ResultsJson(results(name)).results().json()));
      }
      return Files.writeString(
          folder.resolve("index.html"),
          IndexPage.render(entries, Map.of(), List.of(), Provenance.UNKNOWN));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path write(ExperimentResults results) throws IOException {
    Path file = Files.createDirectories(folder.resolve(results.name())).resolve("index.html");
    return Files.writeString(file, Pages.of(results));
  }

  private static Object script(String code) {
    return chromium.script(code);
  }

  private static List<String> firstColumn(WebElement table) {
    return table.findElements(By.cssSelector("tbody th")).stream()
        .map(WebElement::getText)
        .toList();
  }
}
