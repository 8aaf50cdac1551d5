package dev.recsim.report.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import dev.recsim.stats.Interval;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores by swept keys: a line for each agent where one key differs, a heat map where two do, and a
 * table of the keys that differ.
 */
public final class SweepSection {
  private static final int MOST_NUMBERED = 120;

  /** A chart of less height would have no room for the name of its axis. */
  private static final int FEWEST_ROWS = 6;

  private final List<SweptScore> scores;
  private final Map<String, List<String>> differing = new LinkedHashMap<>();
  private final Map<String, String> equal = new LinkedHashMap<>();
  private final List<String> agents;

  private SweepSection(List<SweptScore> scores) {
    this.scores = scores;
    this.agents = scores.stream().map(SweptScore::agent).distinct().toList();
    Set<String> keys = new LinkedHashSet<>();
    scores.forEach(score -> keys.addAll(score.keys().keySet()));
    for (String key : keys) {
      List<String> values =
          scores.stream().map(score -> score.keys().getOrDefault(key, "-")).distinct().toList();
      if (values.size() > 1) {
        differing.put(key, values);
      } else {
        equal.put(key, values.get(0));
      }
    }
  }

  /**
   * The section; empty where no key differs.
   *
   * @param scores of all points, in the order of the grid
   * @param references other agents, drawn as horizontal lines
   */
  public static Optional<Section> of(List<SweptScore> scores, Map<String, Double> references) {
    SweepSection section = new SweepSection(scores);
    return section.differing.isEmpty()
        ? Optional.empty()
        : Optional.of(section.section(references));
  }

  private Section section(Map<String, Double> references) {
    String keys =
        differing.keySet().stream().map(this::shortly).collect(Collectors.joining(" and "));
    String same =
        equal.entrySet().stream()
            .map(it -> shortly(it.getKey()) + " " + it.getValue())
            .collect(Collectors.joining(", "));
    Chart chart =
        switch (differing.size()) {
          case 1 -> lines(differing.keySet().iterator().next(), references);
          case 2 -> heat();
          default -> null;
        };
    return new Section(
        "sweep",
        "Scores by " + (differing.size() > 2 ? "swept keys" : keys),
        (switch (differing.size()) {
              case 1 ->
                  "The mean score over seeds with its 95 % interval, by the value of " + keys + ".";
              case 2 ->
                  "The mean score over seeds of the selected agent, by the values of " + keys + ".";
              default -> "The mean score over seeds, by the swept keys.";
            })
            + (same.isEmpty() ? "" : " Equal in all: " + same + "."),
        chart,
        table(),
        List.of());
  }

  /** The end of a key, where that tells it from the others. */
  private String shortly(String key) {
    String end = key.substring(key.lastIndexOf('.') + 1);
    Stream<String> all = Stream.concat(differing.keySet().stream(), equal.keySet().stream());
    return all.filter(it -> it.equals(end) || it.endsWith("." + end)).count() == 1 ? end : key;
  }

  private Chart lines(String key, Map<String, Double> references) {
    ObjectNode data = JsonText.NODES.objectNode().put("kind", "lines").put("key", shortly(key));
    ArrayNode values = data.putArray("values");
    differing.get(key).forEach(values::add);
    ArrayNode series = data.putArray("series");
    for (String agent : agents) {
      ArrayNode points = series.addObject().put("agent", agent).putArray("points");
      of(agent)
          .forEach(
              score ->
                  points.add(
                      point(score, List.of(differing.get(key).indexOf(score.keys().get(key))))));
    }
    ArrayNode lines = data.putArray("lines");
    references.forEach(
        (name, value) -> lines.addObject().put("name", name).set("value", Figures.drawn(value)));
    return new Chart("sweep", "Line chart: mean score by " + shortly(key), 0, List.of(), data);
  }

  private Chart heat() {
    List<String> keys = List.copyOf(differing.keySet());
    ObjectNode data = JsonText.NODES.objectNode().put("kind", "heat");
    ArrayNode names = data.putArray("keys");
    keys.forEach(key -> names.add(shortly(key)));
    ArrayNode values = data.putArray("values");
    for (String key : keys) {
      ArrayNode each = values.addArray();
      differing.get(key).forEach(each::add);
    }
    data.put("numbered", scores.size() / agents.size() <= MOST_NUMBERED);
    ArrayNode series = data.putArray("series");
    for (String agent : agents) {
      ArrayNode points = series.addObject().put("agent", agent).putArray("points");
      for (SweptScore score : of(agent)) {
        points.add(
            point(
                score,
                keys.stream()
                    .map(key -> differing.get(key).indexOf(score.keys().getOrDefault(key, "-")))
                    .toList()));
      }
    }
    return new Chart(
        "sweep",
        "Heat map: mean score by " + shortly(keys.get(0)) + " and " + shortly(keys.get(1)),
        Math.max(differing.get(keys.get(1)).size() + 1, FEWEST_ROWS),
        agents.size() < 2 ? List.of() : agents.stream().map(it -> new View(it, it)).toList(),
        data);
  }

  private List<SweptScore> of(String agent) {
    return scores.stream().filter(score -> score.agent().equals(agent)).toList();
  }

  /** Where it is by the indices of its values, its mean, and the ends of its interval. */
  private static ArrayNode point(SweptScore score, List<Integer> place) {
    ArrayNode point = JsonText.NODES.arrayNode();
    place.forEach(point::add);
    point.add(Figures.drawn(score.mean()));
    point.add(Figures.drawn(score.interval().map(Interval::low).orElse(null)));
    return point.add(Figures.drawn(score.interval().map(Interval::high).orElse(null)));
  }

  private Table table() {
    Columns<SweptScore> table =
        Columns.<SweptScore>sortable("Mean score by swept keys").text("Agent", SweptScore::agent);
    differing.forEach(
        (key, values) -> {
          boolean numeric = numeric(values);
          table.cell(
              new Column(shortly(key), numeric, ""), it -> value(it.keys().get(key), numeric));
        });
    table
        .cell(
            "Score",
            it -> Cell.of(Figures.fixed(it.mean(), Figures.decimals(it.interval())), it.mean()))
        .cell("95 % interval", it -> Cell.of(it.interval()));
    if (scores.stream().anyMatch(score -> score.share().isPresent())) {
      table.cell("Of optimum", it -> Cell.percent(it.share()));
    }
    return table.cell("Seeds", it -> Cell.count(it.seeds())).rows(scores);
  }

  private static Cell value(String text, boolean number) {
    return text == null
        ? Cell.of("-")
        : number ? Cell.of(text, Double.parseDouble(text)) : Cell.of(text);
  }

  private static boolean numeric(List<String> values) {
    return values.stream().allMatch(SweepSection::isNumber);
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
