package dev.recsim.report;

import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.CheckJson;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Results.Agent;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code reports/index.html}: every experiment with its newest verdict. */
public final class IndexPage {
  private IndexPage() {}

  /**
   * Another page.
   *
   * @param name of what it is about
   * @param href its address, from the index
   * @param badge its verdict; null if there is none
   * @param summary in one sentence
   */
  public record Linked(String name, String href, Badge badge, String summary) {}

  /**
   * An experiment.
   *
   * @param check the worst verdict of its check; null without a check, or if the verdict is unknown
   */
  record Entry(Results results, Outcome check) {
    static Entry of(Results results) {
      return new Entry(
          results,
          Optional.ofNullable(results.check())
              .flatMap(check -> CheckJson.outcome(check.outcome()))
              .orElse(null));
    }

    boolean failed() {
      return check != null && badge().failed();
    }

    /** Returns the worst verdict of its check. */
    Badge badge() {
      return CheckSections.badge(check);
    }

    /** Whether any agent was compared with a baseline. */
    boolean compared() {
      return results.agents().stream().anyMatch(agent -> badge(agent) != null);
    }

    /** Returns the verdict of an agent; null if it was not compared. */
    Badge badge(Agent agent) {
      return Optional.ofNullable(results.check()).stream()
          .flatMap(check -> check.agents().stream())
          .filter(compared -> agent.name().equals(compared.name()))
          .flatMap(compared -> CheckJson.outcome(compared.outcome()).stream())
          .findFirst()
          .map(CheckSections::badge)
          .orElse(null);
    }

    static String mean(Agent agent) {
      return agent.mean() == null
          ? "-"
          : Figures.fixed(agent.mean(), Figures.decimals(Optional.ofNullable(agent.ci95())));
    }

    static String interval(Agent agent) {
      return Figures.interval(Optional.ofNullable(agent.ci95()));
    }

    static String percent(Agent agent) {
      return Figures.percent(Optional.ofNullable(agent.shareOfOptimum()));
    }

    /** Returns the share of the optimum in [0, 1], for a bar. */
    static String bar(Agent agent) {
      double share = Math.max(0, Math.min(1, agent.shareOfOptimum()));
      return Figures.significant(share, 3).toPlainString();
    }

    static String seeds(Agent agent) {
      return agent.completed() + (agent.failed() == 0 ? "" : " (" + agent.failed() + " failed)");
    }
  }

  /**
   * Returns the page, with experiments in the given order. If there are checks, it starts with a
   * table of them, the worst first.
   *
   * @param logs evaluations of policies on logs
   * @param fits fitted environments
   */
  public static String render(List<Results> results, List<Linked> logs, List<Linked> fits) {
    List<Entry> entries = results.stream().map(Entry::of).toList();
    List<Entry> checked =
        entries.stream()
            .filter(entry -> entry.check() != null)
            .sorted(Comparator.comparing(Entry::check).reversed())
            .toList();
    StringOutput html = new StringOutput();
    JteindexGenerated.render(new OwaspHtmlTemplateOutput(html), null, entries, checked, logs, fits);
    return html.toString();
  }
}
