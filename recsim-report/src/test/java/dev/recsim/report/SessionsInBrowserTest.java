package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.explain.replay.Replayed;
import dev.recsim.explain.replay.Replayed.Item;
import dev.recsim.explain.replay.Replayed.Played;
import dev.recsim.explain.replay.Replayed.Reason;
import dev.recsim.explain.replay.Replayed.Together;
import dev.recsim.explain.replay.Replayed.Turn;
import dev.recsim.explain.shown.ShownTables;
import dev.recsim.report.experiment.ExperimentPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Sessions of two agents side by side, in a real browser. */
@Tag("slow")
class SessionsInBrowserTest {
  private static final String HOSTILE = "<img src=x onerror='window.hacked = 1'>";

  @TempDir static Path folder;
  @AutoClose private static Chromium chromium;
  private static Path page;

  @BeforeAll
  static void openBrowser() throws Exception {
    page =
        Files.write(
            folder.resolve("index.html"),
            ExperimentPage.utf8(
                Fixtures.notebook("t"),
                new ResultsJson(Fixtures.notebook("t")).results(),
                Optional.of(replayed(null))));
    chromium = new Chromium();
  }

  @BeforeEach
  void open() {
    chromium.open(page);
  }

  @Tag("nightly")
  @Test
  void opensWhereTheAgentsPart() {
    assertThat(where())
        .isEqualTo("Session 7, step 3 of 6. The first different slates: here the agents part.");
    assertThat(chromium.all(".replay h4"))
        .extracting(WebElement::getText)
        .containsExactly("actor_critic", "random");
    assertThat(chromium.all(".replay .only")).hasSize(4);
    assertThat(chromium.find("#chart-replay").getText())
        .contains("actor_critic", "random", "they part", "Sum of rewards");
    assertThat(chromium.errors()).isEmpty();
  }

  @Tag("nightly")
  @Test
  void arrowKeysStepThroughTheSession() {
    WebElement slider = chromium.find(".replay input");
    slider.sendKeys(Keys.ARROW_LEFT);
    assertThat(where())
        .isEqualTo("Session 7, step 2 of 6. The agents show the same slates up to step 2.");
    assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo("step 2");
    slider.sendKeys(Keys.END);
    assertThat(where()).isEqualTo("Session 7, step 6 of 6. The agents parted at step 3.");
    assertThat(chromium.all(".replay .agent").get(1).getText())
        .contains("Whole session: reward 2 in 4 steps.", "The session ended after step 4.");
    assertThat(chromium.errors()).isEmpty();
  }

  @Tag("nightly")
  @Test
  void buttonsStepAndEndAtBothEnds() {
    List<WebElement> buttons = chromium.all(".replay button");
    assertThat(buttons)
        .extracting(it -> it.getDomAttribute("aria-label"))
        .containsExactly("Previous step", "Next step", "Where they part");
    buttons.get(0).sendKeys(Keys.ENTER);
    buttons.get(0).click();
    assertThat(where()).startsWith("Session 7, step 1 of 6.");
    assertThat(buttons.get(0).getDomAttribute("aria-disabled")).isEqualTo("true");
    buttons.get(1).click();
    assertThat(where()).startsWith("Session 7, step 2 of 6.");
    buttons.get(2).sendKeys(Keys.SPACE);
    assertThat(where()).startsWith("Session 7, step 3 of 6.");
  }

  @Tag("nightly")
  @Test
  void clicksAreToldByAWordAndASign() {
    WebElement clicked = chromium.find(".replay .document.clicked");
    assertThat(clicked.getText()).contains("topic 1", "✓ clicked", "click 25 %", "watch time 4");
    assertThat(chromium.find(".replay .outcome").getText())
        .isEqualTo("One click, reward 1, total 3");
  }

  @Tag("nightly")
  @Test
  void anotherSessionIsChosenByKeyboard() {
    chromium.find("input[name=view-replay]").sendKeys(Keys.ARROW_RIGHT);
    assertThat(where())
        .isEqualTo(
            "Session 9, step 1 of 4. Both agents show the same slates in the whole session.");
    assertThat(chromium.all(".replay button").get(2).isDisplayed()).isFalse();
    assertThat(chromium.find("#chart-replay").getText()).doesNotContain("they part");
    assertThat(chromium.errors()).isEmpty();
  }

  @Tag("nightly")
  @Test
  void baselineOfAnAgentHasItsOwnColour() {
    chromium.find("input[name=view-replay]").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(chromium.find("#replay").getText())
        .contains("Most lost by actor_critic to its baseline");
    assertThat(where()).startsWith("Session 3, step 3 of 4. The first different slates");
    assertThat(chromium.all(".replay h4"))
        .extracting(WebElement::getText)
        .containsExactly("actor_critic", "actor_critic (baseline)");
    assertThat(chromium.all(".replay .swatch"))
        .extracting(it -> it.getCssValue("background-color"))
        .doesNotHaveDuplicates()
        .doesNotContain("rgba(0, 0, 0, 0)");
    assertThat(chromium.find("#chart-replay").getText()).contains("actor_critic (baseline)");
    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void textOfAnEnvironmentStaysText() {
    assertThat(chromium.find(".replay .agent").getText()).contains(HOSTILE);
    assertThat(chromium.script("return window.hacked === undefined")).isEqualTo(true);
  }

  @Tag("nightly")
  @Test
  void agentsThatCannotBeReplayedAreNamed() {
    assertThat(chromium.find("#replay table").getText())
        .contains("service", "it decides outside of this JVM");
  }

  @Tag("nightly")
  @Test
  void agentsAreStackedAtFourHundredPixels() {
    chromium.narrow(400);
    try {
      assertThat((Long) chromium.script("return document.scrollingElement.scrollWidth"))
          .isLessThanOrEqualTo(400);
      List<WebElement> agents = chromium.all(".replay .agent");
      assertThat(agents.get(1).getRect().y)
          .isGreaterThanOrEqualTo(agents.get(0).getRect().y + agents.get(0).getRect().height);
    } finally {
      chromium.wide();
    }
    List<WebElement> agents = chromium.all(".replay .agent");
    assertThat(agents.get(1).getRect().y).isEqualTo(agents.get(0).getRect().y);
  }

  @Tag("nightly")
  @Test
  void paperHasTheFirstSessionWithAllSteps() {
    chromium.find("input[name=view-replay]").sendKeys(Keys.ARROW_RIGHT);
    chromium.script("window.dispatchEvent(new Event('beforeprint'))");
    chromium.media("print", "light");
    try {
      assertThat(chromium.find(".replay").isDisplayed()).isFalse();
      assertThat(chromium.all("#replay details tbody tr"))
          .hasSize(6)
          .allMatch(WebElement::isDisplayed);
      assertThat(chromium.find("#replay details tbody").getText())
          .contains("3, the agents part", "topic 1 (clicked)");
    } finally {
      chromium.script("window.dispatchEvent(new Event('afterprint'))");
      chromium.media("", "light");
    }
    assertThat(where()).startsWith("Session 9");
    assertThat(chromium.find("#replay details").getDomAttribute("open")).isNull();
  }

  @Tag("nightly")
  @Test
  void axeFindsNothing() throws Exception {
    assertThat(chromium.axe()).isEmpty();
  }

  @Tag("nightly")
  @Test
  void textIsReadableInLightAndDark() {
    try {
      for (String scheme : List.of("light", "dark")) {
        chromium.media("", scheme);
        for (String css : List.of(".note", ".only", ".mark", ".probability", ".outcome")) {
          assertThat(chromium.contrast(".replay " + css)).as(scheme + css).isGreaterThan(4.5);
        }
      }
    } finally {
      chromium.media("", "light");
    }
  }

  private static String where() {
    return chromium.find(".replay .where").getText();
  }

  /** Two sessions. */
  static Replayed replayed(ShownTables shown) {
    return new Replayed(
        4,
        Map.of("service", "it decides outside of this JVM"),
        List.of(
            new Together(
                7,
                List.of(Reason.MEDIAN),
                2,
                List.of(played("actor_critic", 6, 2), played("random", 4, 0))),
            new Together(
                9,
                List.of(Reason.BEST, Reason.LARGEST_GAIN),
                null,
                List.of(played("actor_critic", 4, 0), played("random", 4, 0))),
            new Together(
                3,
                List.of(Reason.LOSS_TO_BASELINE),
                2,
                List.of(played("actor_critic", 4, 2), played("actor_critic (baseline)", 4, 0)))),
        shown);
  }

  /** From step 3 on, the agent shows documents with a higher number. */
  private static Played played(String agent, int steps, int further) {
    List<Turn> turns = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      int from = t < 2 ? 0 : further;
      boolean clicked = t % 4 == 2 ? further > 0 : t < 2;
      turns.add(
          new Turn(
              t == 0 ? List.of("age 0.5", HOSTILE) : List.of("age 0." + t),
              t > 0,
              Map.of("satisfaction", 0.5),
              List.of(item(from, clicked), item(from + 1, false)),
              List.of("topic 1"),
              3,
              0.5,
              clicked ? 1 : 0,
              t == steps - 1 ? "ended" : null));
    }
    double reward = turns.stream().mapToDouble(Turn::reward).sum();
    return new Played(agent, reward, steps, 0, 0, turns);
  }

  private static Item item(int id, boolean clicked) {
    return new Item(
        id,
        id % 3 == 2 ? 1 : 0,
        List.of("document " + id, "topic " + (id % 3 == 2 ? 1 : 0), "quality 0.3"),
        clicked,
        0.25,
        clicked ? Map.of("watch_time", 4.0) : Map.of());
  }
}
