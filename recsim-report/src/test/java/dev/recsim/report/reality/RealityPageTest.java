package dev.recsim.report.reality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.reality.CalibratedEffect;
import dev.recsim.decide.reality.RecordState;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.page.Tone;
import dev.recsim.report.reality.RealityWords.Effect;
import dev.recsim.report.results.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealityPageTest {
  private static String page() {
    return new String(
        new RealityPage(RealityReports.calibrated()).utf8(Provenance.UNKNOWN),
        StandardCharsets.UTF_8);
  }

  @Test
  void decisionIsFirstThenFiguresThenTests() {
    // AssertJ copies the rest of a text at each character: not with the library of charts.
    assertThat(page().replaceAll("(?s)<script.*?</script>", ""))
        .containsSubsequence(
            "calibrated</button>",
            "Intervals from 8 tests; 4 of 5 intervals contained the outcome.",
            "2026-w40 does not count: one commit added both",
            "tests that count",
            "Changes without an outcome",
            "2026-w42",
            "predicted +",
            "Predicted and observed effects",
            "2026-w31",
            "stopped: &lt;b&gt;logging")
        .doesNotContain("<b>logging");
  }

  @Test
  void sameRecordGivesTheSameBytes() {
    assertThat(page()).isEqualTo(page());
    assertThat(RealityJson.render(RealityReports.calibrated()))
        .isEqualTo(RealityJson.render(RealityReports.calibrated()));
  }

  @Test
  void jsonHasWhatTheIndexShows() throws Exception {
    String json = RealityJson.render(RealityReports.calibrated());
    assertThat(json)
        .contains("\"state\": \"CALIBRATED\"")
        .contains("\"stopped\": \"<b>logging</b>\"")
        .contains("\"unproven\": \"one commit added both");
    assertThat(Linked.read(json, RealityJson.Read.class, "shop", "shop/reality.html"))
        .satisfies(
            it -> {
              assertThat(it.badge().orElseThrow().tone()).isEqualTo(Tone.GOOD);
              assertThat(it.words().summary()).startsWith("Intervals from 8 tests");
            });
  }

  @Test
  void sentencesSayWhatTheRecordAllows() {
    assertThat(sentence(RecordState.UNKNOWN))
        .startsWith(
            "+2.0 % in simulation, distance to reality unknown (2 of 3 tests); if it is as for simulated users, the 90 % interval is ");
    assertThat(sentence(RecordState.REFUSED))
        .isEqualTo(
            "+2.0 % in simulation; the record is refused, because tests lack outcomes: w1, w2");
    assertThat(sentence(RecordState.CALIBRATED))
        .isEqualTo(
            "predicted +1.0 % (90 % interval -1.0 to +3.0, from 2 past tests; simulation alone"
                + " +2.0 %)");
    assertThat(sentence(RecordState.OUTSIDE)).endsWith("), a larger change than any test");
    assertThat(sentence(RecordState.PROVISIONAL)).endsWith("), provisional below 5 tests");
  }

  private static String sentence(RecordState state) {
    return RealityWords.sentence(
        new Effect(
            state,
            2,
            List.of("w1", "w2"),
            new CalibratedEffect(Math.log1p(0.01), Math.log1p(-0.01), Math.log1p(0.03), 0.9),
            0.9,
            Math.log1p(0.02)));
  }
}
