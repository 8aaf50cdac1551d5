package dev.recsim.report.shown;

import dev.recsim.explain.shown.ShownTables;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.explain.shown.ShownTables.Agreement;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How often two agents show the same to the same users. */
final class AgreementSection {
  /** Largest number of agents whose pairs are listed. */
  private static final int FEW = 6;

  private final ShownTables tables;
  private final List<Measured> measured = new ArrayList<>();

  /** A measure of agreement. */
  private record Measured(String key, String words, ToDoubleFunction<Agreement> share) {}

  private AgreementSection(ShownTables tables) {
    this.tables = tables;
    boolean slates = tables.positions().labels().size() > 1;
    add("past", "Same slate, same past", it -> share(it.togetherEqual(), it.together()));
    if (slates) {
      add("past-shared", "Shared documents, same past", Agreement::togetherOverlap);
    }
    add("steps", "Same slate, same step", it -> share(it.equal(), it.decisions()));
    if (slates) {
      add("steps-shared", "Shared documents, same step", Agreement::overlap);
    }
  }

  private void add(String key, String words, ToDoubleFunction<Agreement> share) {
    measured.add(new Measured(key, words, share));
  }

  private static double share(long some, long all) {
    return (double) some / Math.max(1, all);
  }

  /** Returns the section; empty for a single agent. */
  static Section of(ShownTables tables) {
    AgreementSection section = new AgreementSection(tables);
    return tables.agreements().isEmpty() ? Section.NONE : section.section();
  }

  private Section section() {
    return new Section(
        "agreement",
        "Where agents agree",
        "How often two agents show the same to the same user. With the same past, all earlier slates"
            + " of the session were equal, so both agents decide about the same user; at the same"
            + " step, their users may have become different."
            + (measured.size() > 2
                ? " Shared documents are the mean share of a slate that both show, in any order."
                : ""),
        new Chart(
            "agreement",
            "Heat map: share of decisions in which two agents show the same",
            tables.agents().size(),
            measured.stream().map(it -> new View(it.key(), it.words())).toList(),
            data()),
        null,
        List.of(tables.agents().size() <= FEW ? pairs() : matrix()));
  }

  private Data data() {
    Data matrices = Data.of();
    for (Measured measure : measured) {
      matrices.and(measure.key(), tables.agents().stream().map(it -> row(it, measure)));
    }
    return Data.of("agents", tables.agents().stream().map(AgentShown::agent))
        .and("matrices", matrices);
  }

  private Object row(AgentShown agent, Measured measure) {
    return Data.rounded(
        tables.agents().stream()
            .mapToDouble(other -> other == agent ? 1 : between(agent, other, measure))
            .toArray(),
        3);
  }

  private double between(AgentShown one, AgentShown other, Measured measure) {
    return tables.agreements().stream()
        .filter(it -> it.between(one.agent(), other.agent()))
        .mapToDouble(measure.share())
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Returns the first measure alone, because many agents have very many pairs. */
  private Table matrix() {
    Measured measure = measured.get(0);
    Columns<AgentShown> table =
        Columns.<AgentShown>plain(measure.words() + ", of each two agents")
            .text("Agent", AgentShown::agent);
    for (AgentShown other : tables.agents()) {
      table.figure(
          other.agent(),
          it -> it == other ? "-" : CountShares.percent(between(it, other, measure)));
    }
    return table.rows(tables.agents());
  }

  private Table pairs() {
    Columns<Agreement> table =
        Columns.<Agreement>plain("Agreement of each two agents")
            .text("Agents", it -> it.one() + ", " + it.other())
            .figure("Sessions", it -> Figures.count(it.sessions()))
            .figure("Never apart", it -> Figures.count(it.neverApart()));
    measured.forEach(
        it -> table.figure(it.words(), pair -> Figures.percent(it.share().applyAsDouble(pair))));
    return table.rows(tables.agreements());
  }
}
