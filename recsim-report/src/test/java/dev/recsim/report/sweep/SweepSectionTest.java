package dev.recsim.report.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.json.JsonText;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.View;
import dev.recsim.report.sweep.SweepSection.SweptScore;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepSectionTest {

  @Test
  void oneKeyIsALineForEachAgentAndEqualKeysAreNotShown() {
    Section section =
        SweepSection.of(
            List.of(
                score("a", 1, "x.gamma", "0.5", "x.top_k", "3"),
                score("a", 2, "x.gamma", "0.9", "x.top_k", "3"),
                score("b", 3, "x.gamma", "0.9", "x.top_k", "3")),
            Map.of("optimum", 4.0),
            "Of optimum");

    assertThat(section.heading()).isEqualTo("Scores by gamma");
    assertThat(section.lead()).endsWith("Equal in all: top_k 3.");
    assertThat(section.table().columns())
        .extracting(Column::name)
        .containsExactly("Agent", "gamma", "Score", "95 % interval", "Seeds");
    assertThat(JsonText.embedded(section.chart().data().node()))
        .isEqualTo(
            "{\"kind\":\"lines\",\"key\":\"gamma\",\"values\":[\"0.5\",\"0.9\"],\"series\":["
                + "{\"agent\":\"a\",\"points\":[[0,1,0.5,1.5],[1,2,1.5,2.5]]},"
                + "{\"agent\":\"b\",\"points\":[[1,3,2.5,3.5]]}],"
                + "\"lines\":[{\"name\":\"optimum\",\"value\":4}]}");
  }

  @Test
  void twoKeysAreAHeatMapForEachAgent() {
    Section section =
        SweepSection.of(
            List.of(
                score("a", 1, "w.x", "1", "v.x", "low"),
                score("a", 2, "w.x", "1", "v.x", "high"),
                score("b", 3, "w.x", "2", "v.x", "low")),
            Map.of(),
            "Of optimum");

    assertThat(section.heading()).isEqualTo("Scores by w.x and v.x");
    assertThat(section.chart().views()).containsExactly(new View("a", "a"), new View("b", "b"));
    assertThat(JsonText.embedded(section.chart().data().node()))
        .contains("\"values\":[[\"1\",\"2\"],[\"low\",\"high\"]]")
        .contains("{\"agent\":\"b\",\"points\":[[1,0,3,2.5,3.5]]}");
    assertThat(section.table().columns().subList(1, 3))
        .extracting(Column::name)
        .containsExactly("w.x", "v.x");
    assertThat(section.table().columns().subList(1, 3))
        .extracting(Column::figures)
        .containsExactly(true, false);
  }

  @Test
  void moreKeysAreATableAndNoDifferenceIsNothing() {
    List<SweptScore> cube = new ArrayList<>();
    for (String each : List.of("0", "1")) {
      cube.add(score("a", 1, "p", each, "q", each, "r", each));
    }
    Section section = SweepSection.of(cube, Map.of(), "Of optimum");

    assertThat(section.chart()).isNull();
    assertThat(section.table().columns()).extracting(Column::name).contains("p", "q", "r");
    assertThat(SweepSection.of(cube.subList(0, 1), Map.of(), "Of optimum")).isEqualTo(Section.NONE);
    assertThat(SweepSection.of(List.of(), Map.of(), "Of optimum")).isEqualTo(Section.NONE);
  }

  private static SweptScore score(String agent, double mean, String... keys) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i += 2) {
      map.put(keys[i], keys[i + 1]);
    }
    Interval interval = new Interval(mean - 0.5, mean + 0.5);
    return new SweptScore(agent, map, mean, Optional.of(interval), Optional.empty(), 5);
  }
}
