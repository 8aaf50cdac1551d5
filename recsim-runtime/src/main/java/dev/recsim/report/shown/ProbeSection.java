package dev.recsim.report.shown;

import dev.recsim.explain.shown.ShownTables;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.explain.shown.ShownTables.Probe;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What comes first as one feature of a user varies.
 *
 * @param firsts all that comes first; empty where a policy prefers nothing
 */
record ProbeSection(ShownTables tables, List<String> features, List<String> firsts) {
  /** Returns the section; empty if nothing was varied. */
  static Section of(ShownTables tables) {
    List<Probe> all = tables.agents().stream().flatMap(it -> it.probes().stream()).toList();
    List<String> features = all.stream().map(Probe::feature).distinct().toList();
    List<String> firsts = all.stream().flatMap(it -> it.first().stream()).distinct().toList();
    return features.isEmpty() ? Section.NONE : new ProbeSection(tables, features, firsts).section();
  }

  private Section section() {
    boolean state = features.equals(List.of("state"));
    return new Section(
        "probe",
        state ? "What each state changes" : "What one feature changes",
        (state
                ? "What comes first on the slate in each state"
                : "What comes first on the slate of a new user whose features are the mean of all"
                    + " users, except for one that varies over its range")
            + ", and what the agent's value is there. The candidates are those of one session. A"
            + " dash means that the policy draws the first document with a probability below one"
            + " half.",
        new Chart(
            "probe",
            "Stripes: what each agent shows first as a feature varies, with lines of its value",
            tables.agents().size() + 4,
            features.size() == 1
                ? List.of()
                : features.stream().map(it -> new View(it, ShownWords.plain(it))).toList(),
            data()),
        null,
        List.of(table()));
  }

  private Data data() {
    return Data.of("groups", tables.documents().labels().stream().map(ShownWords::plain))
        .and("firsts", firsts.stream().map(ShownWords::plain))
        .and("sweeps", features.stream().map(this::sweep));
  }

  private Data sweep(String feature) {
    List<Data> agents = new ArrayList<>();
    double[] points = {};
    for (AgentShown agent : tables.agents()) {
      for (Probe probe : of(agent, feature)) {
        points = probe.points();
        agents.add(
            Data.of("agent", agent.agent())
                .and("first", probe.first().stream().map(firsts::indexOf))
                .and("values", Data.rounded(probe.values(), 3)));
      }
    }
    return Data.of("feature", feature)
        .and("name", ShownWords.plain(feature))
        .and("points", Data.rounded(points, 3))
        .and("agents", agents);
  }

  private static List<Probe> of(AgentShown agent, String feature) {
    return agent.probes().stream().filter(it -> it.feature().equals(feature)).toList();
  }

  private Table table() {
    record Row(AgentShown agent, Probe probe) {}
    List<Row> rows = new ArrayList<>();
    for (String feature : features) {
      for (AgentShown agent : tables.agents()) {
        of(agent, feature).forEach(probe -> rows.add(new Row(agent, probe)));
      }
    }
    return Columns.<Row>plain("What comes first, and the value there")
        .text("Agent", it -> it.agent.agent())
        .text("Feature", it -> ShownWords.plain(it.probe.feature()))
        .text("First", it -> stretches(it.probe))
        .text("Values", it -> values(it.probe))
        .rows(rows);
  }

  /** Returns {@code -1 to 0.2: topic 3; 0.4 to 1: topic 5}. */
  private static String stretches(Probe probe) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= probe.points().length; i++) {
      if (i == probe.points().length || !probe.first().get(i).equals(probe.first().get(start))) {
        String first = probe.first().get(start);
        parts.add(
            range(probe.points(), start, i - 1)
                + ": "
                + (first.isEmpty() ? "-" : ShownWords.plain(first)));
        start = i;
      }
    }
    return String.join("; ", parts);
  }

  private static String range(double[] points, int from, int to) {
    return number(points[from]) + (from == to ? "" : " to " + number(points[to]));
  }

  private static String number(double value) {
    return Figures.significant(value, 3).toPlainString();
  }

  private static String values(Probe probe) {
    return probe.values().length == 0
        ? "-"
        : Arrays.stream(probe.values())
            .mapToObj(it -> Figures.fixed(it, 2))
            .collect(Collectors.joining(", "));
  }
}
