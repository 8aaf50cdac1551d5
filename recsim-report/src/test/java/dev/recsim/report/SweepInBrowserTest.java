package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Results.Agent;
import dev.recsim.report.results.Swept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** Scores by swept keys in a real browser, wide and narrow. */
@Tag("nightly")
class SweepInBrowserTest {
  @TempDir static Path folder;
  @AutoClose private static Chromium chromium;

  @BeforeAll
  static void openBrowser() {
    chromium = new Chromium();
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "390, dark"})
  void oneKeyIsDrawnAsALineAndTheOptimumIsInThePicture(int width, String scheme) throws Exception {
    List<AgentResults> agents = new ArrayList<>();
    for (String gamma : List.of("0.5", "0.9", "0.99")) {
      agents.add(
          new AgentResults(
              "learner-gamma=" + gamma,
              "actor_critic",
              false,
              Optional.of(new Swept("learner", "gamma=" + gamma, Map.of("gamma", gamma))),
              Optional.empty(),
              Fixtures.constant("learner-gamma=" + gamma, 4 + Double.parseDouble(gamma), 5)));
    }
    ExperimentResults.Exact exact = new ExperimentResults.Exact(9, 1, 0);
    open(
        Pages.of(Fixtures.of("e", "E", exact, agents)).getBytes(StandardCharsets.UTF_8),
        width,
        scheme);

    String chart = chromium.find("#chart-sweep").getText();
    assertThat(chart).contains("learner", "gamma", "optimum 9", "0.6");
    drawnWithin(width);
  }

  @ParameterizedTest
  @CsvSource({"1280, dark", "390, light"})
  void twoKeysAreDrawnAsAHeatMapOfTheSelectedAgent(int width, String scheme) throws Exception {
    open(GroupPage.utf8("papers/g", "G", members()), width, scheme);

    assertThat(chromium.find("#chart-sweep").getText()).contains("doc_num", "p_exit", "10", "24");
    chromium.script("document.querySelector('input[value=\"b <i>\"]').click()");
    assertThat(chromium.find("#chart-sweep").getText()).contains("110", "124");
    drawnWithin(width);
  }

  @Test
  void groupLeadsToItsExperimentsAndBack() throws Exception {
    open(GroupPage.utf8("papers/g", "G", members()), 1280, "light");

    assertThat(chromium.all("#experiments a"))
        .extracting(link -> link.getDomAttribute("href"))
        .containsExactly(
            "../../papers/g/doc_num=5-p=0.1/index.html",
            "../../papers/g/doc_num=5-p=0.2/index.html",
            "../../papers/g/doc_num=10-p=0.1/index.html",
            "../../papers/g/doc_num=10-p=0.2/index.html");
    assertThat(chromium.find(".crumbs a").getDomAttribute("href")).isEqualTo("../../index.html");
  }

  private static List<Results> members() {
    List<Results> members = new ArrayList<>();
    int score = 10;
    for (String size : List.of("10", "5")) {
      for (String exit : List.of("0.1", "0.2")) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("environment.doc_num", size);
        keys.put("environment.p_exit", exit);
        members.add(
            Fixtures.member(
                new Swept("papers/g", "doc_num=" + size + "-p=" + exit, keys),
                new Results.Winner(List.of("b <i>"), true),
                List.of(agent("a", score), agent("b <i>", score + 100))));
        score += size.equals("10") ? 1 : 12;
      }
    }
    return members;
  }

  private static Agent agent(String name, double mean) {
    return Fixtures.figures(name, false, mean);
  }

  private static void open(byte[] page, int width, String scheme) throws IOException {
    Path file = Files.write(folder.resolve("page.html"), page);
    chromium.narrow(width);
    chromium.media("", scheme);
    chromium.open(file);
  }

  private static void drawnWithin(int width) {
    assertThat(chromium.all("#chart-sweep svg path").size()).isGreaterThan(3);
    assertThat((Long) chromium.script("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    assertThat(chromium.errors()).isEmpty();
  }
}
