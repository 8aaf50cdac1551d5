package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.explain.replay.Replayed;
import dev.recsim.explain.shown.ShownTables;
import dev.recsim.report.shown.MadeUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What agents show, in a real browser. */
@Tag("nightly")
class ShownInBrowserTest {
  private static final List<String> CHARTS = List.of("shown");

  @TempDir static Path folder;
  @AutoClose private static Chromium chromium;

  @BeforeAll
  static void openBrowser() {
    chromium = new Chromium();
  }

  @Test
  void everyViewIsDrawnInsideThePageOnAPhone() throws Exception {
    everyViewIsDrawnInsideThePage(400, "dark");
  }

  @ParameterizedTest
  @CsvSource("1280, light")
  void everyViewIsDrawnInsideThePage(int width, String scheme) throws Exception {
    chromium.narrow(width);
    chromium.media("", scheme);
    try {
      chromium.open(page(MadeUp.tables("random", "greedy", "learner")));
      for (String chart : CHARTS) {
        for (WebElement view : chromium.all("input[name=view-" + chart + "]")) {
          view.sendKeys(Keys.SPACE);
          assertDrawn(chart);
        }
        assertDrawn(chart);
      }
      assertThat((Long) chromium.script("return document.scrollingElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
      chromium.script("document.querySelectorAll('details').forEach((it) => { it.open = true; })");
      assertThat(chromium.axe()).isEmpty();
      assertThat(chromium.errors()).isEmpty();
    } finally {
      chromium.wide();
      chromium.media("", "light");
    }
  }

  private static void assertDrawn(String chart) {
    WebElement box = chromium.find("#chart-" + chart);
    assertThat(box.findElements(By.cssSelector("svg path"))).as(chart).hasSizeGreaterThan(8);
    assertThat(box.getText()).as(chart).containsAnyOf("learner", "topic 2");
    Object inside =
        chromium.script(
            """
            const box = document.getElementById('chart-%s').getBoundingClientRect();
            const texts = [...document.querySelectorAll('#chart-%s svg text')];
            return texts.filter((text) => text.getBoundingClientRect().bottom > box.bottom + 1
              || text.getBoundingClientRect().right > box.right + 1
              || text.getBoundingClientRect().left < box.left - 1).map((text) => text.textContent).join();
            """
                .formatted(chart, chart));
    assertThat(inside).as("texts outside of " + chart).isEqualTo("");
  }

  @Test
  void barsAddUpToOneAndTellClicksWhenPointedAt() throws Exception {
    chromium.open(page(MadeUp.tables("random", "greedy", "learner")));
    Object sums =
        chromium.script(
            """
            const charts = JSON.parse(document.getElementById('data').textContent).charts;
            const sum = (shares) => Math.round(shares.reduce((a, b) => a + b, 0) * 50) / 50;
            echarts.getInstanceByDom(document.getElementById('chart-shown'))
              .dispatchAction({type: 'showTip', seriesIndex: 2, dataIndex: 2});
            return charts.shown.shown.map(sum).join()
              + ' ' + charts.shown.parts.users.shares.flat().map((column) => sum(column.map((it) => it / 1000))).join();
            """);
    assertThat((String) sums).matches("1,1,1 1(,1)*");
    assertThat(chromium.find("#chart-shown").getText())
        .contains("Share of impressions", "topic 2", "51 % of impressions");
  }

  @Test
  void paperHasAllViewsWithTheirNames() throws Exception {
    chromium.open(page(MadeUp.tables("random", "greedy", "learner")));
    String drawn =
        "return [...document.querySelectorAll('[data-chart=shown] svg')].length + ' '"
            + " + [...document.querySelectorAll('#shown p.paper')].map((it) => it.textContent).join()";
    chromium.script("window.dispatchEvent(new Event('beforeprint'))");
    assertThat(chromium.script(drawn)).isEqualTo("4 All,By position,Over the session,By user");
    chromium.script("window.dispatchEvent(new Event('afterprint'))");
    chromium.drawn();
    assertThat(chromium.script(drawn)).isEqualTo("1 ");
    assertThat(chromium.errors()).isEmpty();
  }

  /** Twelve agents, topics and positions. Of these bytes, 16,000 are scripts. */
  @Test
  void manyAgentsStaySmall() throws Exception {
    String[] agents = new String[12];
    for (int i = 0; i < agents.length; i++) {
      agents[i] = "agent_with_a_long_name_" + i;
    }
    long without = Files.size(page(Optional.empty(), agents));
    Path page = page(Optional.of(MadeUp.largest(agents)), agents);
    assertThat(Files.size(page) - without).isLessThan(95_000);
    chromium.open(page);
    CHARTS.forEach(ShownInBrowserTest::assertPainted);
    assertThat(chromium.errors()).isEmpty();
  }

  private static void assertPainted(String chart) {
    assertThat(chromium.all("#chart-" + chart + " svg path")).as(chart).hasSizeGreaterThan(8);
  }

  private static Path page(ShownTables tables) throws IOException {
    return page(Optional.of(tables), "random", "greedy", "learner");
  }

  private static Path page(Optional<ShownTables> tables, String... agents) throws IOException {
    ExperimentResults results =
        Fixtures.of(
            "shown",
            "What they show",
            null,
            java.util.Arrays.stream(agents).map(it -> Fixtures.scores(it, it, 1, 2)).toList());
    Path file = folder.resolve(tables.isPresent() + "-" + agents.length + ".html");
    Optional<Replayed> replayed =
        tables.map(it -> new Replayed(it.seed(), Map.of(), List.of(), it));
    return Files.writeString(file, Pages.of(results, replayed));
  }
}
