package dev.recsim.report.shown;

import dev.recsim.explain.shown.ShownTables;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.explain.shown.ShownTables.Axis;
import dev.recsim.explain.shown.ShownTables.Counts;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The section about what agents show. */
public final class ShownSections {
  /** Largest number of agents with a column of clicks. */
  private static final int FEW = 6;

  private final ShownTables tables;
  private final List<Part> parts;

  /** A division of the impressions of each agent. */
  private record Part(String key, String view, Axis axis, Function<AgentShown, Counts> counts) {}

  private ShownSections(ShownTables tables) {
    this.tables = tables;
    this.parts = new ArrayList<>();
    if (tables.positions().labels().size() > 1) {
      parts.add(new Part("positions", "By position", tables.positions(), AgentShown::byPosition));
    }
    if (tables.steps().labels().size() > 1) {
      parts.add(new Part("steps", "Over the session", tables.steps(), AgentShown::bySteps));
    }
    if (tables.users().labels().size() > 1) {
      parts.add(new Part("users", "By user", tables.users(), AgentShown::byUsers));
    }
  }

  /**
   * Returns the section; empty if there is one document, or one group of them, to show.
   *
   * @param tables what was recorded
   * @param missing why agents are absent, by name
   * @param ranking names of the agents, best first
   * @param reference the agent with which the best one is compared; empty for the first other one
   */
  public static Section of(
      ShownTables tables, Map<String, String> missing, List<String> ranking, String reference) {
    if (tables.documents().labels().size() == 1) {
      return Section.NONE;
    }
    ShownSections section = new ShownSections(tables);
    return new Section(
        "shown",
        "What is shown",
        ShownWords.of(tables, missing, ranking, reference),
        section.chart(),
        section.entropies(),
        List.of(section.totals(), section.most()));
  }

  private Chart chart() {
    List<View> views = new ArrayList<>(List.of(new View("all", "All")));
    parts.forEach(part -> views.add(new View(part.key(), part.view())));
    Data divided = Data.of();
    for (Part part : parts) {
      divided.and(
          part.key(),
          Data.of("noun", ShownWords.plain(part.axis().noun()))
              .and("labels", part.axis().labels().stream().map(ShownWords::plain))
              .and(
                  "shares",
                  tables.agents().stream()
                      .map(it -> CountShares.columns(part.counts().apply(it).shown()))));
    }
    Data data =
        Data.of("agents", tables.agents().stream().map(AgentShown::agent))
            .and("groups", tables.documents().labels().stream().map(ShownWords::plain))
            .and("shown", shares(Counts::shown))
            .and("clicked", shares(Counts::clicked))
            .and("parts", divided);
    return new Chart(
        "shown",
        "Stacked bars and heat maps: share of impressions of each %s, by agent"
            .formatted(ShownWords.plain(tables.documents().noun())),
        tables.agents().size(),
        views.size() == 1 ? List.of() : views,
        data);
  }

  private Object shares(Function<Counts, long[][]> counts) {
    return tables.agents().stream()
        .map(it -> Data.rounded(CountShares.of(counts.apply(it.byPosition())), 3));
  }

  private Table entropies() {
    return Columns.<AgentShown>sortable("Entropy of what is shown")
        .text("Agent", AgentShown::agent)
        .figure("Sessions", it -> Figures.count(it.sessions()))
        .figure("Slates", it -> Figures.count(it.decisions()))
        .figure("Entropy of impressions", it -> bits(it.entropy().shown()))
        .figure("Of maximum", it -> share(it.entropy().shown(), it.entropy().shownMost()))
        .figure("Entropy of policy", it -> bits(it.entropy().policy()))
        .figure("Of uniform slates", it -> share(it.entropy().policy(), it.entropy().policyMost()))
        .rows(tables.agents());
  }

  private static String bits(Double entropy) {
    return Optional.ofNullable(entropy).map(it -> Figures.fixed(it, 2) + " bits").orElse("-");
  }

  private static String share(Double entropy, double most) {
    return Optional.ofNullable(entropy)
        .filter(it -> most != 0)
        .map(it -> CountShares.percent(it / most))
        .orElse("-");
  }

  private Table totals() {
    Columns<Integer> table =
        Columns.<Integer>plain("Share of impressions, and of clicks")
            .text("Shown", group -> ShownWords.plain(tables.documents().labels().get(group)));
    for (AgentShown agent : tables.agents()) {
      double[] shown = CountShares.of(agent.byPosition().shown());
      table.figure(agent.agent() + ", shown", group -> Figures.percent(shown[group]));
      if (tables.agents().size() <= FEW) {
        double[] clicked = CountShares.of(agent.byPosition().clicked());
        table.figure(agent.agent() + ", clicked", group -> Figures.percent(clicked[group]));
      }
    }
    return table.rows(IntStream.range(0, tables.documents().labels().size()).boxed().toList());
  }

  /** Returns what each agent shows most at each position, step and user. */
  private Table most() {
    record Row(AgentShown agent, Part part) {}
    List<Row> rows = new ArrayList<>();
    for (Part part : parts) {
      tables.agents().forEach(agent -> rows.add(new Row(agent, part)));
    }
    return Columns.<Row>plain("What each agent shows most at each position, step and user")
        .text("Agent", it -> it.agent.agent())
        .text("By", it -> ShownWords.plain(it.part.axis().noun()))
        .text("Most shown", it -> most(it.part.axis(), it.part.counts().apply(it.agent).shown()))
        .rows(rows);
  }

  /** Returns {@code 1: topic 3 50 %, 2: topic 5 40 %}. */
  private String most(Axis axis, long[][] counts) {
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < axis.labels().size(); c++) {
      double[] shares = CountShares.column(counts, c);
      int most = 0;
      for (int g = 1; g < shares.length; g++) {
        most = shares[g] > shares[most] ? g : most;
      }
      if (shares[most] > 0) {
        columns.add(
            ShownWords.plain(axis.labels().get(c))
                + ": "
                + ShownWords.plain(tables.documents().labels().get(most))
                + " "
                + CountShares.percent(shares[most]));
      }
    }
    return String.join(", ", columns);
  }
}
