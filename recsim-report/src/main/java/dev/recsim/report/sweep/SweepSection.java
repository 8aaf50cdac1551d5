package dev.recsim.report.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores by swept keys: a line for each agent if one key differs, a heat map if two differ, and a
 * table of the keys that differ.
 */
public final class SweepSection {
  /**
   * The score at a point of a grid.
   *
   * @param agent the line to which it belongs
   * @param keys coordinates of the point
   * @param mean over seeds
   * @param interval of the mean; empty for a single seed
   * @param share of the optimum, or from random to the optimum; empty if it is unknown
   * @param seeds number of seeds
   */
  public record SweptScore(
      String agent,
      Map<String, String> keys,
      double mean,
      Optional<Interval> interval,
      Optional<Double> share,
      int seeds) {}

  private static final int MOST_NUMBERED = 120;

  /** Smallest height; a lower chart has no room for the name of its axis. */
  private static final int FEWEST_ROWS = 6;

  private final List<SweptScore> scores;
  private final String shares;
  private final Map<String, List<String>> differing = new LinkedHashMap<>();
  private final Map<String, String> equal = new LinkedHashMap<>();
  private final List<String> agents;

  private SweepSection(List<SweptScore> scores, String shares) {
    this.shares = shares;
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
   * Returns the section; empty if no key differs.
   *
   * @param scores of all points, in the order of the grid
   * @param references other agents, drawn as horizontal lines
   * @param shares the name of the column of shares
   */
  public static Section of(List<SweptScore> scores, Map<String, Double> references, String shares) {
    SweepSection section = new SweepSection(scores, shares);
    return section.differing.isEmpty() ? Section.NONE : section.section(references);
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
              default ->
                  "The mean score over seeds of each combination of the swept keys, in the order of"
                      + " the file; a click on a heading sorts.";
            })
            + (same.isEmpty() ? "" : " Equal in all: " + same + "."),
        chart,
        table(),
        List.of());
  }

  /** Returns the last part of a key, if that is unique. */
  private String shortly(String key) {
    String end = key.substring(key.lastIndexOf('.') + 1);
    Stream<String> all = Stream.concat(differing.keySet().stream(), equal.keySet().stream());
    return all.filter(it -> it.equals(end) || it.endsWith("." + end)).count() == 1 ? end : key;
  }

  private Chart lines(String key, Map<String, Double> references) {
    Data data =
        Data.of("kind", "lines")
            .and("key", shortly(key))
            .and("values", differing.get(key))
            .and("series", series())
            .and(
                "lines",
                references.entrySet().stream()
                    .map(it -> Data.of("name", it.getKey()).and("value", it.getValue())));
    return new Chart("sweep", "Line chart: mean score by " + shortly(key), 0, List.of(), data);
  }

  private Chart heat() {
    List<String> keys = List.copyOf(differing.keySet());
    return new Chart(
        "sweep",
        "Heat map: mean score by " + shortly(keys.get(0)) + " and " + shortly(keys.get(1)),
        Math.max(differing.get(keys.get(1)).size() + 1, FEWEST_ROWS),
        views(),
        Data.of("kind", "heat")
            .and("keys", keys.stream().map(this::shortly))
            .and("values", differing.values())
            .and("numbered", scores.size() / agents.size() <= MOST_NUMBERED)
            .and("series", series()));
  }

  private List<View> views() {
    return agents.size() < 2 ? List.of() : agents.stream().map(it -> new View(it, it)).toList();
  }

  private Stream<Data> series() {
    return agents.stream()
        .map(agent -> Data.of("agent", agent).and("points", of(agent).map(this::point)));
  }

  private Stream<SweptScore> of(String agent) {
    return scores.stream().filter(score -> score.agent().equals(agent));
  }

  /** Returns the indices of its values, its mean, and the ends of its interval. */
  private ArrayNode point(SweptScore score) {
    List<Object> point = new ArrayList<>();
    differing.forEach(
        (key, values) -> point.add(values.indexOf(score.keys().getOrDefault(key, "-"))));
    point.add(score.mean());
    point.add(score.interval().map(Interval::low));
    point.add(score.interval().map(Interval::high));
    return Data.list(point.toArray());
  }

  private Table table() {
    Columns<SweptScore> table =
        Columns.<SweptScore>sortable("Mean score by swept keys").text("Agent", SweptScore::agent);
    differing.forEach(
        (key, values) -> {
          boolean numeric = values.stream().allMatch(SweepSection::isNumber);
          table.cell(
              new Column(shortly(key), numeric, ""), it -> value(it.keys().get(key), numeric));
        });
    table
        .cell("Score", it -> Figure.cell(it.mean(), it.interval()))
        .cell("95 % interval", it -> Cell.of(it.interval()));
    if (scores.stream().anyMatch(score -> score.share().isPresent())) {
      table.cell(shares, it -> Cell.percent(it.share()));
    }
    return table.cell("Seeds", it -> Cell.count(it.seeds())).rows(scores);
  }

  private static Cell value(String text, boolean number) {
    return text == null
        ? Cell.of("-")
        : number ? Cell.of(text, Double.parseDouble(text)) : Cell.of(text);
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
