package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Options;
import dev.recsim.baseline.Rule;
import dev.recsim.random.RandomKey;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.ExperimentResults.Judgement;
import dev.recsim.report.results.Swept;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.trial.TrialResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ExperimentPageTest {
  @Test
  void onlyTheProvenanceTellsWhereAndWhen() {
    ExperimentResults results = Fixtures.notebook("t");
    String here = Pages.of(results);
    String there = Pages.of(Fixtures.elsewhere(results));
    assertThat(here).isNotEqualTo(there);
    assertThat(Pages.withoutOrigin(here))
        .isEqualTo(Pages.withoutOrigin(there))
        .hasSizeLessThan(here.length());
  }

  @Test
  void sameResultsGiveTheSameBytes() {
    assertThat(Pages.of(Fixtures.large())).isEqualTo(Pages.of(Fixtures.large()));
  }

  @Test
  void largeExperimentStaysASmallFile() {
    assertThat(Pages.of(Fixtures.large())).hasSizeLessThan(1_500_000);
  }

  /** Its dots and rows are thinned, and it says so. A megabyte is the charts' library. */
  @Tag("nightly")
  @Test
  void tenThousandTrialsAreASmallFileToo() {
    List<AgentResults> agents = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      RandomKey key = RandomKey.root(i);
      double[] scores = IntStream.range(0, 2_000).mapToDouble(key::uniform).toArray();
      agents.add(Fixtures.scores("agent_" + i, "tabular_q", scores));
    }
    String page = Pages.of(Fixtures.of("big", "Big", null, agents));
    assertThat(page)
        .hasSizeLessThan(1_500_000)
        .contains("Of an agent's trials 400 are drawn")
        .contains("Score of each trial: the first 400 of 2,000 seeds; results.json has all");
    assertThat(Pages.of(Fixtures.notebook("n"))).doesNotContain("evenly spaced in rank");
  }

  @Test
  void titleCannotEndAScriptOrStartOne() {
    String html = Pages.of(Fixtures.notebook("</script><script>alert(1)</script>"));
    assertThat(html)
        .contains("&lt;/script&gt;&lt;script&gt;alert(1)")
        .doesNotContain("</script><script>alert");
    List<AgentResults> agents = List.of(Fixtures.scores("</script><b>", "x", 1, 2));
    String data = Pages.of(Fixtures.of("e", "E", null, agents));
    data = data.substring(data.indexOf("id=\"data\">") + 10);
    assertThat(data.substring(0, data.indexOf("</script>")))
        .contains("\\u003c/script\\u003e\\u003cb\\u003e")
        .doesNotContain("<")
        .endsWith("}");
  }

  @Test
  void numberAndPercentSignStayOnOneLine() {
    assertThat(Pages.of(Fixtures.notebook("t"))).contains("actor_critic earns 27.6\u00a0% more");
  }

  @Test
  void pageFetchesNothing() {
    String html = Pages.of(Fixtures.notebook("t"));
    assertThat(html).contains("default-src 'none'").doesNotContain("src=\"http", "<link ");
  }

  @Test
  void onlyScriptsWhoseHashIsStatedRun() throws Exception {
    for (ExperimentResults results : List.of(Fixtures.notebook("t"), Fixtures.large())) {
      String html = Pages.of(results);
      String policy = html.split("Content-Security-Policy\" content=\"")[1].split("\"")[0];
      policy = policy.replace("&#39;", "'");
      assertThat(policy)
          .contains("style-src 'unsafe-inline'", "object-src 'none'", "base-uri 'none'")
          .doesNotContainPattern("script-src[^;]*unsafe");
      Matcher scripts = Pattern.compile("(?s)<script>(.*?)</script>").matcher(html);
      int count = 0;
      for (; scripts.find(); count++) {
        byte[] script = scripts.group(1).getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script);
        assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
      }
      assertThat(count).isEqualTo(3);
      String markup = html.replaceAll("(?s)<script.*?</script>|<style.*?</style>", "");
      assertThat(markup)
          .doesNotContain("<script", "javascript:")
          .doesNotContainPattern("<[^>]* on\\w+=");
    }
  }

  @Test
  void experimentOfFailuresAloneIsStillAPage() {
    List<TrialResult> trials = new ArrayList<>(List.of(Fixtures.failed("a", 0)));
    String html = Pages.of(Fixtures.of("e", "E", null, List.of(Fixtures.agent("a", "x", trials))));
    assertThat(html)
        .contains(
            ">trial</button></span> completed.",
            "loss is NaN after update 17 &lt;b&gt;",
            "<section id=\"failures\"");
  }

  @Test
  void stepsAndEndOfTrainingStandBesideScores() {
    String html = Pages.of(Fixtures.notebook("t"));
    assertThat(section(html, "training"))
        .contains("its schedule of ", "actor_critic")
        .doesNotContain(">optimal<", ">random<");
    String costs = html.substring(html.indexOf("<details id=\"provenance\""));
    assertThat(costs).contains("Score", "Steps", "CPU, s");
    assertThat(Pages.of(Fixtures.of("e", "E", null, List.of())))
        .doesNotContain("<section id=\"training\"");
    List<AgentResults> agents = List.of(Fixtures.scores("a", "x", 1, 2));
    assertThat(Pages.of(Fixtures.of("e", "E", null, agents)))
        .as("nothing learns")
        .contains("<section id=\"agents\"")
        .doesNotContain("<section id=\"training\"");
  }

  @Test
  void cpuTimesOfLearningStandWithTheProvenance() {
    String html = Pages.of(Fixtures.notebook("t"));
    assertThat(html.split("<details id=\"provenance\"")[1].split("</details>")[0])
        .contains(
            "id=\"cpu\">", "{\"agent\":\"actor_critic\",\"warmup\":0.02,\"seconds\":[0.05756,");
    assertThat(Pages.withoutOrigin(html)).doesNotContain("\"seconds\"").contains("\"warmup\":600");
  }

  @Test
  void stackTracesStandWithTheProvenance() {
    String html = Pages.of(Fixtures.notebook("t"));
    assertThat(html).contains("X.java:3");
    assertThat(Pages.withoutOrigin(html)).doesNotContain("X.java:3");
  }

  @Test
  void sameStackTraceIsShownOnceWithItsTrials() {
    List<TrialResult> trials = List.of(Fixtures.failed("a", 0), Fixtures.failed("a", 1));
    String html = Pages.of(Fixtures.of("e", "E", null, List.of(Fixtures.agent("a", "x", trials))));
    assertThat(html)
        .contains("a-seed-0, a-seed-1\njava.lang.IllegalStateException")
        .containsOnlyOnce("X.java:3");
  }

  @Test
  void intervalsOfSharesEndAtOne() {
    Declared coverage = new Declared("coverage", "Coverage.", "higher", false, true);
    Estimate mean = Estimate.of(new double[] {1, 1, 0.8});
    assertThat(mean.interval(0.95).orElseThrow().high()).isGreaterThan(1);
    assertThat(coverage.interval(mean).orElseThrow().high()).isEqualTo(1);
    assertThat(new Declared("length", "Length.", "none", false, false).interval(mean))
        .isEqualTo(mean.interval(0.95));
  }

  @Test
  void headlineHasTheNameOfASweptAgentBeforeTheSweepAndItsKeysBelow() {
    List<AgentResults> agents = new ArrayList<>();
    for (String gamma : List.of("0.9", "0.99")) {
      agents.add(
          new AgentResults(
              "learner-gamma=" + gamma,
              "x",
              false,
              Optional.of(
                  new Swept("learner", "gamma=" + gamma, Map.of("agents.learner.gamma", gamma))),
              Optional.empty(),
              Fixtures.scores("learner-gamma=" + gamma, "x", 1, 2, gamma.length()).trials()));
    }
    agents.add(Fixtures.scores("other", "x", 1, 2, 1));
    String header = Pages.of(Fixtures.of("e", "E", null, agents)).split("</header>")[0];
    String headline = header.split("class=\"headline\">")[1].split("</p>")[0];
    assertThat(headline)
        .contains("learner earns ", " more than another learner")
        .doesNotContain("gamma");
    assertThat(header)
        .contains("<p class=\"detail\">learner: gamma 0.99.</p>")
        .contains("<p class=\"detail\">another learner: gamma 0.9.</p>");
  }

  @Test
  void headlineDoesNotCompareACandidateOfASearchWithItsOwnName() {
    AgentResults candidate =
        new AgentResults(
            "learner-7",
            "x",
            false,
            Optional.of(new Swept("learner", "7", Map.of("agents.learner.gamma", "0.9"))),
            Optional.empty(),
            Fixtures.scores("learner-7", "x", 5, 6, 5).trials());
    List<AgentResults> agents = List.of(Fixtures.scores("learner", "x", 1, 2, 1), candidate);
    String header = Pages.of(Fixtures.of("e", "E", null, agents)).split("</header>")[0];
    String headline = header.split("class=\"headline\">")[1].split("</p>")[0];
    assertThat(headline).contains("learner-7 earns ", " more than learner,");
    assertThat(header).contains("<p class=\"detail\">learner-7: gamma 0.9.</p>");
  }

  @Test
  void sectionsWithoutContentAreNotDrawn() {
    String alone = Pages.of(Fixtures.of("e", "E", null, List.of(Fixtures.scores("a", "x", 1))));
    assertThat(alone)
        .contains("<section id=\"agents\"")
        .doesNotContain("id=\"seeds\"", "id=\"decision\"", "id=\"part-training\"");
    String two = Pages.of(Fixtures.of("e", "E", null, List.of(Fixtures.scores("a", "x", 1, 2))));
    assertThat(two).contains("id=\"seeds\"");
  }

  @Test
  void pageIsDividedIntoPartsAndTrainingIsFolded() {
    String html = Pages.of(Fixtures.notebook("t"));
    assertThat(html.indexOf("<section class=\"part\" id=\"part-result\""))
        .isPositive()
        .isLessThan(html.indexOf("id=\"part-why\""));
    assertThat(html.split("id=\"part-training\"")[1])
        .containsPattern("(?s)^[^<]*>\\s*<h2[^>]*>Training</h2>\\s*<details class=\"fold\">");
    assertThat(html).contains("<h3 id=\"seeds-heading\">", "href=\"#provenance\"");
  }

  @Test
  void pageWithoutACheckSaysNothingOfOne() {
    String html = Pages.of(Fixtures.notebook("t"));
    assertThat(html.substring(html.indexOf("<body>"), html.indexOf("<script>")))
        .doesNotContain("class=\"check", "id=\"baseline\"", "id=\"history\"", "badge", "Baseline");
  }

  @Test
  void sameCheckGivesTheSameBytes() {
    assertThat(Pages.of(Checked.regressed())).isEqualTo(Pages.of(Checked.regressed()));
  }

  @Test
  void nothingIsDrawnWhereNothingMoved() {
    String html = Pages.of(Checked.identical());
    assertThat(html).contains("<section id=\"baseline\"").doesNotContain("id=\"chart-forest\"");
  }

  @Test
  void experimentOfWhichNothingIsLeftStillTellsItsVerdict() {
    ExperimentResults gone =
        Fixtures.of(
            "e", "E", null, List.of(Fixtures.agent("a", "x", List.of(Fixtures.failed("a", 0)))));
    ExperimentResults before =
        Fixtures.of("e", "E", null, List.of(Fixtures.scores("a", "x", 1, 2, 1, 2, 1)));
    assertThat(
            Pages.of(
                Checked.checked(
                    gone, Checked.snapshot(before, "", it -> it), List.of(), List.of())))
        .contains(">trial</button></span> completed.", "incomplete", "<section id=\"baseline\"");
  }

  @Test
  void metricsAreShownWithTheirIntervalsAndExplained() {
    String metrics = section(Pages.of(Measured.results()), "metrics");
    assertThat(metrics)
        .contains(
            "<button type=\"button\">Click rate</button>",
            "0.273<small>0.241 to 0.306</small>",
            "<dt>Click rate</dt><dd>Clicks for each slate shown, &lt;b&gt; &amp; co.</dd>",
            "title=\"Mean quality of what was clicked. Higher is better.\"")
        .doesNotContain("opic");
  }

  @Test
  void metricWithoutAValueIsADash() {
    String metrics = section(Pages.of(Measured.results()), "metrics");
    String row = metrics.substring(metrics.indexOf("nobody_clicks"));
    assertThat(row.substring(0, row.indexOf("</tbody>"))).contains("<td>-");
  }

  @Test
  void guardsOfTheCandidateAreListedInTheirUnits() {
    Rule rule =
        new Rule(
            BaselineOptions.DEFAULTS,
            List.of(new Quantity("click_rate", false, Margin.DEFAULTS)),
            List.of(),
            List.of(0));
    ExperimentResults measured = Measured.results();
    Judgement judgement = Options.with(measured.judgement(), "rule", rule);
    String decision = section(Pages.of(Options.with(measured, "judgement", judgement)), "decision");
    assertThat(decision)
        .contains("Effect against nobody_clicks", "id=\"chart-decision\"", "Differences by seed")
        .contains("Guards of greedy against nobody_clicks", "<th scope=\"row\">Click rate")
        .contains("better</button>", "rose from 0 to 0.273; allowed 0");
  }

  @Test
  void lengthOfSessionsIsToldOnce() {
    String measured = Pages.of(Measured.results());
    assertThat(section(measured, "metrics")).contains("Session length");
    assertThat(section(measured, "agents")).doesNotContain("Session length");
    assertThat(section(Pages.of(Fixtures.notebook("t")), "agents")).contains("Session length");
  }

  @Test
  void agentWithoutClicksHasNoBarOfTopics() {
    assertThat(section(Pages.of(Measured.results()), "topics"))
        .contains("topic 2", "65.0 %", "greedy")
        .doesNotContain("nobody_clicks");
  }

  @Test
  void environmentWithoutMetricsHasNoSectionForThem() {
    String html = Pages.of(Fixtures.notebook("t"));
    assertThat(html.substring(html.indexOf("<body>"), html.indexOf("<script>")))
        .doesNotContain("id=\"metrics\"", "id=\"topics\"", "class=\"terms\"", "title=\"");
  }

  @Test
  void diagnosticsAndMetricsOfTheTrainingAreDrawn() {
    String html = Pages.of(Fixtures.simulated());
    assertThat(section(html, "diagnostics"))
        .contains("td error", "Lowest seed", "id=\"chart-diagnostics\"");
    assertThat(section(html, "training-metrics"))
        .contains("topic 7 share", "id=\"chart-training-metrics\"");
    assertThat(html.indexOf("id=\"diagnostics\""))
        .isBetween(html.indexOf("id=\"learning\""), html.indexOf("id=\"agents\""));
    assertThat(Pages.of(Fixtures.notebook("t")))
        .doesNotContain("id=\"diagnostics\"", "id=\"training-metrics\"");
  }

  private static String section(String html, String id) {
    int start = html.indexOf("<section id=\"" + id + "\"");
    assertThat(start).as(id).isPositive();
    return html.substring(start, html.indexOf("</section>", start));
  }
}
