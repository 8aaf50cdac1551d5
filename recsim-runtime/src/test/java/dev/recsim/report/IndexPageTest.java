package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.report.page.Page;
import dev.recsim.report.results.Results;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexPageTest {
  @Test
  void pageSaysWhatTheResultsSay() {
    ExperimentResults results = Fixtures.notebook("Who is best?");
    Conclusion conclusion = Conclusion.of(Standings.of(results));
    assertThat(render(new ResultsJson(results).results().json()))
        .contains(
            ">Who is best?</a>",
            ">" + Page.tidy(conclusion.headline()) + "<",
            ">" + Page.tidy(conclusion.detail()) + "<",
            "<meter min=\"0\" max=\"1\" value=\"1\">100 %</meter>",
            "<meter min=\"0\" max=\"1\" value=\"0.782\">78.2 %</meter>",
            ">19 (1 failed)<");
  }

  @Test
  void resultsOfVersionOneAreStillShown() throws Exception {
    ObjectNode json =
        (ObjectNode)
            new ObjectMapper().readTree(new ResultsJson(Fixtures.notebook("old")).results().json());
    json.put("schema_version", 1).remove(List.of("winner", "detail"));
    assertThat(render(json.toString()))
        .contains(">old</a>", "class=\"headline\"", ">78.2 %<")
        .doesNotContain("class=\"detail\"");
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
        .contains("experiment-x")
        .doesNotContain("class=\"badge", ">Verdict<");
  }

  @Test
  void noExperimentsStillMakeAPage() {
    assertThat(IndexPage.render(List.of(), Map.of(), List.of())).contains("mvn recsim:run");
  }

  @Test
  void agentsOfSeveralExperimentsAreComparedInATable() {
    List<Results> two =
        List.of(
            Results.read(new ResultsJson(Fixtures.notebook("One")).results().json()),
            Results.read(new ResultsJson(Fixtures.large()).results().json()));
    String page = IndexPage.render(two, Map.of(), List.of());
    String matrix = page.substring(page.indexOf("class=\"matrix\""));
    matrix = matrix.substring(0, matrix.indexOf("</table>"));
    assertThat(matrix)
        .contains(">notebook<", ">ablation<", ">random<", ">optimal<")
        .doesNotContain("actor_critic");
    assertThat(IndexPage.render(two.subList(0, 1), Map.of(), List.of()))
        .doesNotContain("class=\"matrix\"");
  }

  @Test
  void tenBestAgentsAreListedAndTheReportHasTheOthers() {
    assertThat(render(new ResultsJson(Fixtures.large()).results().json()))
        .contains("2 more agents are in <a href=\"ablation/index.html\">", ">optimal<")
        .doesNotContain(">random<");
  }

  @Test
  void trendGoesFromTheOldestBaselineToNow() {
    ExperimentResults regressed = Checked.regressed();
    String page =
        IndexPage.render(
            List.of(Results.read(new ResultsJson(regressed).results().json())),
            Map.of("regressed", regressed.history()),
            List.of());
    assertThat(page)
        .contains("Baselines and now", "<polyline points=\"3.0,")
        .containsPattern(
            "aria-label=\"from [0-9.]+ in the oldest of [0-9]+ baselines to 8.466 now\"");
    assertThat(render(new ResultsJson(regressed).results().json())).doesNotContain("<polyline");
  }

  private static String render(String json) {
    return IndexPage.render(List.of(Results.read(json)), Map.of(), List.of());
  }

  private static String bare(String name, String check) {
    return "{\"schema_version\": 2, \"experiment\": \"%s\", \"check\": %s, \"fingerprint\": \"\", \"agents\": [], \"files\": {}, \"resolved\": \"\", \"new\": {}}"
        .formatted(name, check);
  }
}
