package dev.recsim.report;

import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.report.check.CheckJson;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Results.Agent;
import dev.recsim.report.results.Results.Winner;
import dev.recsim.stats.Estimate;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** {@code reports/index.html}: every experiment with its newest verdict. */
public final class IndexPage {
  /** Largest number of agents of an experiment; its report has all. */
  private static final int FEW = 10;

  /** Largest number of experiments and of agents in the table of both. */
  private static final int MOST = 40;

  private IndexPage() {}

  /**
   * Another page.
   *
   * @param name of what it is about
   * @param href its address, from the index
   * @param badge its verdict; null if there is none
   * @param summary in one sentence
   * @param trend how it came to that; null if there is none
   */
  public record Linked(String name, String href, Badge badge, String summary, Trend trend) {
    /** Without a trend. */
    public Linked(String name, String href, Badge badge, String summary) {
      this(name, href, badge, summary, null);
    }
  }

  /**
   * A list of other pages.
   *
   * @param id anchor of the section
   * @param subject what a page is about
   */
  public record Links(String id, String heading, String subject, List<Linked> all) {
    boolean trends() {
      return all.stream().anyMatch(it -> it.trend() != null);
    }
  }

  /**
   * An experiment.
   *
   * @param check the worst verdict of its check; null without a check, or if the verdict is unknown
   * @param history its recorded baselines, newest first
   */
  record Entry(Results results, Outcome check, List<Revision> history) {
    static Entry of(Results results, List<Revision> history) {
      return new Entry(
          results,
          Optional.ofNullable(results.check())
              .flatMap(check -> CheckJson.outcome(check.outcome()))
              .orElse(null),
          history);
    }

    boolean failed() {
      return check != null && badge().failed();
    }

    /** Returns the worst verdict of its check. */
    Badge badge() {
      return CheckSections.badge(check);
    }

    /** Returns the first ten agents, best mean first; all others are in the report. */
    List<Agent> agents() {
      return results.agents().stream()
          .sorted(
              Comparator.comparing(Agent::mean, Comparator.nullsFirst(Double::compare)).reversed())
          .limit(FEW)
          .toList();
    }

    int more() {
      return results.agents().size() - agents().size();
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

    boolean recorded() {
      return results.agents().stream().anyMatch(agent -> trend(agent) != null);
    }

    /** Returns the trend of an agent; null without baselines. */
    Trend trend(Agent agent) {
      return Trend.of(history, agent).orElse(null);
    }

    static String mean(Agent agent) {
      return agent.mean() == null
          ? "-"
          : Figures.fixed(agent.mean(), Figures.decimals(Optional.ofNullable(agent.ci95())));
    }

    static String interval(Agent agent) {
      return Figures.interval(Optional.ofNullable(agent.ci95()));
    }

    /** Returns the share of the optimum, or of the way to it; empty if it is unknown. */
    Optional<Double> share(Agent agent) {
      return agent.mean() == null
          ? Optional.empty()
          : Yardstick.of(results).map(it -> it.share(agent.mean()));
    }

    String shares() {
      return Yardstick.of(results).map(Yardstick::column).orElse("Of optimum");
    }

    /** Returns a share in [0, 1], for a bar. */
    static String bar(double share) {
      return Figures.significant(Math.max(0, Math.min(1, share)), 3).toPlainString();
    }

    static String seeds(Agent agent) {
      return agent.completed() + (agent.failed() == 0 ? "" : " (" + agent.failed() + " failed)");
    }
  }

  /**
   * Returns the page, with experiments in the given order. If there are checks, it starts with a
   * table of them, the worst first.
   *
   * @param histories recorded baselines by experiment, newest first
   * @param links other pages
   */
  public static String render(
      List<Results> results, Map<String, List<Revision>> histories, List<Links> links) {
    List<Entry> entries =
        results.stream()
            .map(it -> Entry.of(it, histories.getOrDefault(it.experiment(), List.of())))
            .toList();
    List<Entry> checked =
        entries.stream()
            .filter(entry -> entry.check() != null)
            .sorted(Comparator.comparing(Entry::check).reversed())
            .toList();
    List<Links> shown = links.stream().filter(it -> !it.all().isEmpty()).toList();
    StringOutput html = new StringOutput();
    JteindexGenerated.render(
        new OwaspHtmlTemplateOutput(html), null, entries, checked, matrix(results), shown);
    return html.toString();
  }

  /**
   * Returns the scores of agents that are in several experiments, the most frequent agents first;
   * without rows if there are none, or too many experiments for a table.
   */
  private static Table matrix(List<Results> results) {
    Map<String, Integer> count = new LinkedHashMap<>();
    results.stream()
        .flatMap(it -> it.agents().stream())
        .filter(agent -> agent.mean() != null)
        .forEach(agent -> count.merge(agent.name(), 1, Integer::sum));
    List<String> agents =
        count.entrySet().stream()
            .filter(it -> it.getValue() > 1)
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .limit(MOST)
            .toList();
    List<Results> shared =
        results.stream()
            .filter(it -> it.agents().stream().anyMatch(agent -> agents.contains(agent.name())))
            .toList();
    Columns<String> table =
        Columns.<String>plain("Mean score of agents in several experiments")
            .text("Agent", it -> it);
    shared.forEach(it -> table.cell(it.experiment(), agent -> score(it, agent)));
    return table.rows(shared.size() > MOST ? List.of() : agents);
  }

  /** Returns the score of an agent, with a note if it is one of the best. */
  private static Cell score(Results results, String name) {
    Optional<Agent> agent =
        results.agents().stream()
            .filter(it -> it.name().equals(name) && it.mean() != null)
            .findFirst();
    Winner winner = results.winner();
    boolean best = winner != null && winner.agents().contains(name);
    return agent
        .map(it -> Cell.of(Entry.mean(it)))
        .map(it -> best ? it.noted(winner.agents().size() == 1 ? "best" : "among the best") : it)
        .orElse(Cell.of(""));
  }

  /**
   * A small line: an agent's mean score in the recorded baselines and in the last run, or the
   * effect at the looks of a live test.
   *
   * @param points coordinates of the line, for SVG
   * @param band coordinates of the area around it; empty if there is none
   * @param zero the y coordinate of no effect; null if there is none
   * @param text the same in words
   */
  public record Trend(String points, String band, String zero, String text) {
    public static final int WIDTH = 90;
    public static final int HEIGHT = 22;
    public static final double MARGIN = 3;

    /** Smallest range of the line as a share of the score: less than that is no trend. */
    private static final double LEAST = 0.02;

    /**
     * Returns the trend; empty if the agent has no score in any baseline or in the last run.
     *
     * @param history baselines, newest first
     */
    static Optional<Trend> of(List<Revision> history, Agent now) {
      List<Double> means = new ArrayList<>();
      for (Revision revision : history) {
        revision
            .baseline()
            .agent(now.name())
            .filter(scores -> !scores.scores().isEmpty())
            .map(AgentScores::values)
            .map(Estimate::mean)
            .ifPresent(means::add);
      }
      if (means.isEmpty() || now.mean() == null) {
        return Optional.empty();
      }
      Collections.reverse(means);
      String text =
          "from %s in the oldest of %s to %s now"
              .formatted(
                  Figures.number(means.get(0), 3),
                  Figures.count(means.size(), "baseline"),
                  Figures.number(now.mean(), 3));
      means.add(now.mean());
      return Optional.of(new Trend(line(means), "", null, text));
    }

    /** Returns the coordinates of at least two values. */
    static String line(List<Double> means) {
      double low = Collections.min(means);
      double high = Collections.max(means);
      double middle = (low + high) / 2;
      double range = Math.max(high - low, LEAST * Math.max(Math.abs(low), Math.abs(high)));
      double step = (WIDTH - 2 * MARGIN) / (means.size() - 1);
      return IntStream.range(0, means.size())
          .mapToObj(
              i -> {
                double share = range > 0 ? 0.5 + (means.get(i) - middle) / range : 0.5;
                double y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
                return DoubleStream.of(MARGIN + i * step, y)
                    .mapToObj(it -> Figures.fixed(it, 1))
                    .collect(Collectors.joining(","));
              })
          .collect(Collectors.joining(" "));
    }
  }
}
