package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.ExperimentResults.AgentResults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A hundred agents with a hundred seeds each, in a real browser. */
@Tag("nightly")
class ManyAgentsInBrowserTest {
  private static final int MANY = 100;

  @TempDir static Path folder;
  @AutoClose private static Chromium browser;
  private static Path page;

  @BeforeAll
  static void openBrowser() throws Exception {
    browser = new Chromium();
    List<AgentResults> agents = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String name = "agent_" + i;
      agents.add(
          Fixtures.agent(
              name, "actor_critic", Fixtures.learner(name, 10, MANY, 20, 0.5 + 0.004 * i)));
    }
    ExperimentResults results = Fixtures.of("many", "A hundred agents", Fixtures.exact(), agents);
    page = Files.writeString(folder.resolve("index.html"), HeightsInBrowserTest.shown(results));
  }

  @BeforeEach
  void open() {
    browser.narrow(1280);
    browser.open(page);
    browser.unfold();
  }

  @Test
  void pageIsSmallAndShort() throws Exception {
    browser.open(page);
    assertThat(Files.size(page)).isLessThan(3_000_000);
    assertThat(HeightsInBrowserTest.result(browser)).isLessThan(HeightsInBrowserTest.HIGHEST);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void bestTenAreShownAtFirstInChartsAndTables() {
    assertThat(browser.find("#agents-count").getText()).isEqualTo("10 of 100 agents, the best");
    assertThat(shown("#agents tbody th"))
        .hasSize(10)
        .startsWith("agent_99", "agent_98")
        .endsWith("agent_90");
    String chart = browser.find("#chart-curves").getText();
    assertThat(chart).contains("agent_99", "agent_90").doesNotContain("agent_89");
    assertThat(browser.find("#chart-scores").getText()).doesNotContain("agent_89");
  }

  @Test
  void filterFindsAgentsByTheirNames() {
    WebElement filter = browser.find("#agents-text");
    filter.sendKeys("agent_1");
    assertThat(browser.find("#agents-count").getText())
        .isEqualTo("10 of 100 agents with this text, the best");
    filter.sendKeys("7");
    browser.drawn();
    assertThat(shown("#agents tbody th")).containsExactly("agent_17");
    assertThat(browser.find("#chart-scores").getText()).contains("agent_17");
    filter.sendKeys("nobody");
    assertThat(shown("#agents tbody th")).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void allAreShownByKeyboard() {
    browser.find("#agents-all").sendKeys(Keys.SPACE);
    browser.drawn();
    assertThat(browser.find("#agents-count").getText()).isEqualTo("100 of 100 agents");
    assertThat(shown("#agents tbody th")).hasSize(MANY);
    assertThat(browser.find("#chart-scores").getText()).contains("agent_0");
  }

  private static List<String> shown(String css) {
    return browser.all(css).stream()
        .filter(WebElement::isDisplayed)
        .map(WebElement::getText)
        .toList();
  }
}
