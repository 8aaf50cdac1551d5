package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.IndexPage.Links;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Tone;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Results;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IndexPageTest {
  @Test
  void pageSaysWhatTheResultsSay() {
    ExperimentResults results = Fixtures.notebook("Who is best?");
    Conclusion conclusion = Conclusion.of(Standings.of(results));
    assertThat(render(new ResultsJson(results).results().json()))
        .contains(
            "<a href=\"notebook/index.html\">Who is best?</a><small>notebook</small>",
            "<td>" + Page.tidy(conclusion.headline()));
  }

  @Test
  void resultsOfVersionOneAreStillShown() throws Exception {
    ObjectNode json =
        (ObjectNode)
            new ObjectMapper().readTree(new ResultsJson(Fixtures.notebook("old")).results().json());
    json.put("schema_version", 1).remove(List.of("winner", "detail"));
    assertThat(render(json.toString()))
        .contains(">old</a>", Page.tidy(json.path("headline").asText()));
  }

  @Test
  void pageLinksEachExperimentAndEscapesItsTitle() {
    assertThat(render(new ResultsJson(Fixtures.notebook("<script>x")).results().json()))
        .contains("<a href=\"notebook/index.html\">&lt;script&gt;x</a>")
        .doesNotContain("<script");
  }

  @Test
  void nameThatIsAScriptIsNoLink() {
    String evil = "javascript:alert(1)//\\\"><script>\\u202E";
    String check = "{\"outcome\": \"holds\", \"summary\": \"%s\"}".formatted(evil);
    assertThat(render(bare(evil, check)))
        .doesNotContain("<script", "href=\"javascript:")
        .contains("no worse");
  }

  @Test
  void verdictOfALaterVersionIsIgnored() {
    assertThat(render(bare("x", "{\"outcome\": \"splendid\"}")))
        .contains(">x</a>")
        .doesNotContain("class=\"badge", "class=\"headline");
  }

  @Test
  void noExperimentsStillMakeAPage() {
    assertThat(IndexPage.render(List.of(), Map.of(), List.of(), Provenance.UNKNOWN))
        .contains("mvn recsim:run");
  }

  @Test
  void failedChecksComeFirstByHarmThenWarningsThenTheRest() {
    List<Results> results =
        List.of(
            failed("calm", "identical", "", 0),
            warned("warned"),
            failed("small", "regressed", "agents", -0.05),
            failed("large", "regressed", "agents", -0.4),
            failed("guarded", "regressed", "guards", -0.9),
            failed("open", "undecided", "agents", -0.9));
    assertThat(names(IndexPage.render(results, Map.of(), List.of(), Provenance.UNKNOWN)))
        .containsExactly("large", "small", "guarded", "open", "warned", "calm");
  }

  @Test
  void listsOfOtherPagesAreWorstFirstToo() {
    Links links =
        new Links(
            "tests",
            "Live tests",
            "Test",
            List.of(
                linked("a", new Badge(Tone.GOOD, "SHIP")),
                new Linked("b", "b.html"),
                linked("c", new Badge(Tone.BAD, "STOP")),
                linked("d", new Badge(Tone.UNSURE, "END"))));
    assertThat(names(IndexPage.render(List.of(), Map.of(), List.of(links), Provenance.UNKNOWN)))
        .containsExactly("c", "d", "a", "b");
  }

  private static Linked linked(String name, Badge badge) {
    return new Linked(name, name + ".html", Optional.of(badge), "a summary", Optional.empty());
  }

  @Test
  void sweepIsOneRowWithItsExperimentsFolded() {
    List<Results> results =
        List.of(swept("g/p=1", "holds"), swept("g/p=2", "regressed"), swept("g/p=3", "holds"));
    String page = IndexPage.render(results, Map.of(), List.of(), Provenance.UNKNOWN);
    assertThat(names(page)).containsExactly("g");
    assertThat(page)
        .contains("<summary>3 experiments</summary>", "href=\"g/p=1/index.html\"")
        .containsSubsequence("href=\"g/p=2/index.html\"", "href=\"g/p=1/index.html\"")
        .contains("1 of 1 experiment needs attention: g");
  }

  @Test
  void failedCheckIsSaidBeforeTheDecision() {
    assertThat(render(bare("x", "{\"outcome\": \"regressed\", \"summary\": \"It fell.\"}")))
        .containsSubsequence("It fell.", "<small>It wins.</small>");
  }

  @Test
  void failedCheckIsInTheWordsOfPages() {
    assertThat(render(new ResultsJson(Checked.regressed()).results().json()))
        .contains("1 agent worse, ")
        .doesNotContain("1 agent regressed");
  }

  @Test
  void trendGoesFromTheOldestBaselineToNow() {
    ExperimentResults regressed = Checked.regressed();
    String page =
        IndexPage.render(
            List.of(Results.read(new ResultsJson(regressed).results().json())),
            Map.of("regressed", regressed.judgement().history()),
            List.of(),
            Provenance.UNKNOWN);
    assertThat(page)
        .contains("<th scope=\"col\">Trend</th>", "<polyline points=\"3.0,")
        .containsPattern(
            "aria-label=\"notebook: from [0-9.]+ in the oldest of [0-9]+ baselines to 8.466 now\"");
    assertThat(render(new ResultsJson(regressed).results().json())).doesNotContain("<polyline");
  }

  private static String render(String json) {
    return IndexPage.render(List.of(Results.read(json)), Map.of(), List.of(), Provenance.UNKNOWN);
  }

  private static List<String> names(String page) {
    return Pattern.compile("<th scope=\"row\"><a href=\"[^\"]*\">([^<]*)</a>")
        .matcher(page)
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  private static Results failed(String name, String outcome, String kind, double share) {
    String compared =
        """
        , "%s": [{"name": "a", "agent": "a", "outcome": "%s", "baseline": 2, "difference": %s}]"""
            .formatted(kind, outcome, 2 * share);
    return Results.read(
        bare(
            name,
            "{\"outcome\": \"%s\", \"summary\": \"\"%s}"
                .formatted(outcome, kind.isEmpty() ? "" : compared)));
  }

  private static Results warned(String name) {
    return Results.read(
        bare(name, "null").replace("\"new\"", "\"warnings\": [\"Too few seeds.\"], \"new\""));
  }

  private static Results swept(String name, String outcome) {
    String keys = "\"swept\": {\"base\": \"g\", \"name\": \"%s\", \"keys\": {\"p\": \"1\"}}";
    return Results.read(
        bare(name, "{\"outcome\": \"%s\", \"summary\": \"\"}".formatted(outcome))
            .replace("\"new\"", keys.formatted(name.substring(2)) + ", \"new\""));
  }

  private static String bare(String name, String check) {
    return "{\"schema_version\": 2, \"experiment\": \"%s\", \"headline\": \"It wins.\", \"check\": %s, \"fingerprint\": \"\", \"agents\": [], \"files\": {}, \"resolved\": \"\", \"new\": {}}"
        .formatted(name, check);
  }
}
