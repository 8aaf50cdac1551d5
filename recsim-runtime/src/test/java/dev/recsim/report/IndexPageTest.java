package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.report.IndexPage.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexPageTest {
  @Test
  void entrySaysWhatTheResultsSay() {
    ExperimentResults results = Fixtures.notebook("Who is best?");
    Entry entry = Entry.of(ResultsJson.render(results));
    assertThat(entry.name()).isEqualTo("notebook");
    assertThat(entry.title()).isEqualTo("Who is best?");
    assertThat(entry.headline()).isEqualTo(Verdict.of(results).headline());
    assertThat(entry.detail()).isEqualTo(Verdict.of(results).detail());
    assertThat(entry.agents())
        .extracting(IndexPage.Agent::name, IndexPage.Agent::percent, IndexPage.Agent::seeds)
        .contains(
            org.assertj.core.groups.Tuple.tuple("optimal", "100 %", "20"),
            org.assertj.core.groups.Tuple.tuple("notebook", "78.2 %", "19 (1 failed)"));
  }

  @Test
  void fieldsOfALaterVersionArePassedOver() {
    Entry entry =
        Entry.of("{\"schema_version\": 1, \"experiment\": \"x\", \"new\": {}, \"agents\": []}");
    assertThat(entry.title()).isEqualTo("x");
    assertThat(entry.agents()).isEmpty();
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> Entry.of("{\"schema_version\": 2, \"experiment\": \"x\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schema_version 1");
    assertThatThrownBy(() -> Entry.of("<html>")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pageLinksEachExperimentAndEscapesItsTitle() {
    String html =
        IndexPage.render(List.of(Entry.of(ResultsJson.render(Fixtures.notebook("<script>x")))));
    assertThat(html)
        .contains("<a href=\"notebook/index.html\">&lt;script&gt;x</a>")
        .doesNotContain("<script");
  }

  @Test
  void nameThatIsAScriptIsNoLink() {
    String evil = "javascript:alert(1)//\\\"><script>\\u202E";
    String html =
        IndexPage.render(
            List.of(
                Entry.of(
                    "{\"schema_version\": 1, \"experiment\": \"%s\", \"check\": {\"outcome\": \"holds\", \"summary\": \"%s\"}}"
                        .formatted(evil, evil))));
    assertThat(html).doesNotContain("<script", "href=\"javascript:").contains("HOLDS");
  }

  @Test
  void verdictOfALaterVersionIsPassedOver() {
    Entry entry =
        Entry.of(
            "{\"schema_version\": 1, \"experiment\": \"x\", \"check\": {\"outcome\": \"splendid\"}}");
    assertThat(entry.check()).isNull();
    assertThat(IndexPage.render(List.of(entry))).doesNotContain("class=\"badge", ">Verdict<");
  }

  @Test
  void noExperimentsStillMakeAPage() {
    assertThat(IndexPage.render(List.of())).contains("mvn recsim:run");
  }
}
