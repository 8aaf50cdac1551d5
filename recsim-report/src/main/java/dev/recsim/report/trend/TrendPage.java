package dev.recsim.report.trend;

import dev.recsim.report.JtepageGenerated;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.check.History;
import dev.recsim.report.check.History.Point;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.Top;
import dev.recsim.report.page.Page.Words;
import dev.recsim.report.page.Plain;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.trend.BaselineTrend.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code trend.html}: one file that needs no network. The same commits give the same bytes. */
public record TrendPage(TrendReport report) {
  /** The section that says how to read all of them. */
  private static final String FIRST = "e1";

  /**
   * Returns the page in UTF-8.
   *
   * @param made when and from what
   */
  public byte[] utf8(Provenance made) {
    return Assets.page(html -> JtepageGenerated.render(html, null, page().of(made.page("Read"))));
  }

  private Page page() {
    List<Section> sections = new ArrayList<>();
    sections.add(losses());
    Map<String, Boolean> agents = new LinkedHashMap<>();
    for (BaselineTrend each : report.experiments()) {
      sections.add(scores(each, "e" + sections.size()));
      each.agents().forEach(it -> agents.put(it, false));
    }
    return new Page(
        new Top(
            "Baselines over time",
            List.of(new Link("All experiments", "index.html"), new Link("trend", "")),
            new Words(
                report.headline() + ".",
                report.details(),
                report.warnings().stream().map(it -> Plain.capital(it) + ".").toList())),
        sections,
        Data.page(agents, sections));
  }

  private Section losses() {
    return new Section(
        "losses",
        "Losses",
        "What commits of baselines made worse, and who accepted it. Scores and guards that lost more"
            + " than their margin, removed agents, weaker rules and changed experiments have to be"
            + " accepted by name.",
        null,
        table("Accepted losses", report.losses(true)),
        List.of(table("Losses within a margin", report.losses(false))));
  }

  private static Table table(String caption, List<Loss> losses) {
    return Columns.<Loss>sortable(caption)
        .word("Experiment", it -> Cell.of(Plain.line(it.experiment())).noted(Plain.line(it.what())))
        .word("Verdict", it -> Cell.of(CheckSections.badge(it.verdict()), it.verdict().ordinal()))
        .cell("Change", TrendPage::change)
        .word("Why and who", it -> Cell.of(it.commit().subject()).noted(who(it)))
        .rows(losses);
  }

  private static Cell change(Loss it) {
    double share = it.share();
    return Double.isNaN(share)
        ? Cell.of("-").noted(it.scores())
        : Cell.of(it.percent(), Math.abs(share)).noted(it.scores());
  }

  /** {@code Ada, 2026-11-25, 9f86d08123}. */
  private static String who(Loss it) {
    Point commit = it.commit();
    return String.join(", ", commit.author(), commit.date(), commit.commit());
  }

  private static Section scores(BaselineTrend it, String id) {
    History history = new History(it.points(), it.agents());
    return new Section(
        id,
        Plain.line(it.experiment()),
        id.equals(FIRST)
            ? "Mean score of each agent at the commits of a baseline, oldest first, with 95 %"
                + " intervals over seeds. A dotted line marks a change of the experiment."
            : "",
        history.chart(id),
        null,
        List.of(
            history.table(
                "Mean scores of %s, 95 % intervals".replace("%s", Plain.line(it.experiment())),
                Stream.concat(it.agents().stream(), it.guards().stream()).toList())));
  }
}
