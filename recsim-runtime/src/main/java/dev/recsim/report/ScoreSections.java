package dev.recsim.report;

import dev.recsim.report.page.CloseUp;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.View;
import dev.recsim.report.page.Thinning;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.Runs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Scores over seeds: their distribution, their profile, and differences paired by seed. */
final class ScoreSections {
  private static final double[] THRESHOLDS = {0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999};

  private final Standings standings;
  private final List<Standing> scored;

  ScoreSections(Standings standings) {
    this.standings = standings;
    this.scored = standings.scored();
  }

  /** One dot for each trial. */
  Section distribution() {
    List<Strip> strips = scored.stream().map(it -> new Strip(it.name(), it.bySeed())).toList();
    List<Data> rows = strips.stream().map(it -> it.drawn(strips.size())).toList();
    for (int i = 0; i < rows.size(); i++) {
      Data row = rows.get(i);
      scored.get(i).before().ifPresent(it -> row.and("baseline", it.mean()));
    }
    Data data = Data.of("rows", rows);
    return new Section(
        "seeds",
        "Scores over seeds",
        "A dot is a trial; the bar is the 95 % interval of the mean over seeds, where there is more"
            + " than one."
            + thinned(strips)
            + (scored.stream().noneMatch(agent -> agent.before().isPresent())
                ? ""
                : " A diamond marks the mean of the baseline."),
        new Chart(
            "scores",
            "Strip chart: the score of every trial, by agent",
            scored.size(),
            closeUp(data, strips, best()),
            data),
        null,
        List.of(bySeed("Score of each trial", strips)));
  }

  /** Returns how many runs reach which share of the optimum; empty if it is unknown. */
  Optional<Section> profile() {
    boolean known = scored.stream().anyMatch(agent -> agent.optimum().isPresent());
    if (!known || scored.stream().noneMatch(agent -> agent.completed().size() > 2)) {
      return Optional.empty();
    }
    Columns<Standing> table =
        Columns.<Standing>sortable("Share of trials above a share of the optimum")
            .text("Agent", Standing::name);
    for (double threshold : THRESHOLDS) {
      table.cell(
          "> " + Figures.percent(threshold).replace(".0", ""),
          agent -> Cell.percent(Optional.of(above(agent, threshold))));
    }
    return Optional.of(
        Section.of(
            "profile",
            "Performance profile",
            "The share of an agent's trials that end above a share of the exact optimum.",
            table.rows(scored)));
  }

  private static double above(Standing agent, double threshold) {
    double best = agent.optimum().orElseThrow();
    double[] shares = Arrays.stream(agent.scores()).map(score -> score / best).toArray();
    return Runs.profile(shares, new double[] {threshold})[0];
  }

  /**
   * Returns the differences to the agent that the experiment names, or else to the best one; empty
   * if there is nothing to compare.
   */
  Section differences() {
    Standing reference =
        scored.stream()
            .filter(it -> standings.about().reference().filter(it.name()::equals).isPresent())
            .findFirst()
            .or(standings::winner)
            .orElseThrow();
    List<Difference> differences =
        scored.stream()
            .filter(agent -> agent != reference)
            .map(agent -> Difference.between(agent, reference))
            .filter(Difference::paired)
            .toList();
    List<Strip> strips =
        differences.stream().map(it -> new Strip(it.agent().name(), it.bySeed())).toList();
    Data data =
        Data.of("reference", reference.name())
            .and("rows", strips.stream().map(it -> it.drawn(strips.size())));
    return new Section(
        "differences",
        "Paired differences",
        "Score minus that of "
            + reference.name()
            + " on the same seed: both met the same users, which makes differences far more"
            + " certain than the scores themselves. P is the chance that a random trial of the"
            + " agent beats one of "
            + reference.name()
            + "."
            + thinned(strips),
        new Chart(
            "differences",
            "Strip chart: difference to " + reference.name() + " on every seed, by agent",
            differences.size(),
            closeUp(data, strips, 0),
            data),
        table(reference, differences),
        List.of(bySeed("Differences by seed", strips)));
  }

  private static Table table(Standing reference, List<Difference> differences) {
    return Columns.<Difference>sortable("Differences to " + reference.name())
        .text("Agent", it -> it.agent().name())
        .cell(
            "Mean difference",
            it ->
                Cell.of(
                    Figures.signed(it.mean().mean(), Figures.decimals(it.interval())),
                    it.mean().mean()))
        .cell("Relative", ScoreSections::relative)
        .cell("95 % interval", it -> Cell.of(it.interval()))
        .cell("P(agent is better)", it -> Cell.percent(Optional.of(it.probabilityOfImprovement())))
        .cell("Seeds", it -> Cell.count(it.mean().n()))
        .rows(differences);
  }

  private static Cell relative(Difference difference) {
    double relative = difference.relative().orElse(Double.NaN);
    return Double.isNaN(relative)
        ? Cell.of("-")
        : Cell.of(Figures.signed(100 * relative, 1) + " %", relative);
  }

  /** A row for each seed. */
  private static Table bySeed(String caption, List<Strip> strips) {
    int most = Thinning.most(strips.size());
    TreeSet<Integer> seeds = new TreeSet<>();
    strips.forEach(strip -> seeds.addAll(strip.bySeed.keySet()));
    Columns<Integer> table =
        Columns.<Integer>plain(
                seeds.size() <= most
                    ? caption
                    : "%s: the first %s of %s seeds; results.json has all"
                        .formatted(caption, Figures.count(most), Figures.count(seeds.size())))
            .text("Seed", seed -> Integer.toString(seed));
    for (Strip strip : strips) {
      table.figure(
          strip.agent,
          seed -> strip.bySeed.containsKey(seed) ? Figures.fixed(strip.bySeed.get(seed), 4) : "-");
    }
    return table.rows(seeds.stream().limit(most).toList());
  }

  /** Returns a note for a chart that does not show all values. */
  private static String thinned(List<Strip> strips) {
    int most = Thinning.most(strips.size());
    return strips.stream().allMatch(strip -> strip.bySeed.size() <= most)
        ? ""
        : (" Of an agent's trials %s are drawn, evenly spaced in rank from the least to the"
                + " greatest; all figures are of all trials.")
            .formatted(Figures.count(most));
  }

  /** A row of a strip chart: an agent's values by seed. */
  private record Strip(String agent, SortedMap<Integer, Double> bySeed) {
    double[] values() {
      return bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    Data drawn(int agents) {
      List<Integer> seeds = List.copyOf(bySeed.keySet());
      double[] values = values();
      Estimate mean = Estimate.of(values);
      Optional<Interval> interval = mean.interval(Figures.LEVEL);
      return Data.of("agent", agent)
          .and(
              "values",
              Arrays.stream(Thinning.drawn(values, Thinning.most(agents)))
                  .mapToObj(i -> Data.list(seeds.get(i), values[i])))
          .and("mean", mean.mean())
          .and("low", interval.map(Interval::low))
          .and("high", interval.map(Interval::high));
    }
  }

  private double best() {
    return standings.winner().map(agent -> agent.mean().mean()).orElse(0.0);
  }

  /**
   * Returns a close-up of the agents whose mean is within a tenth of the best score of the centre.
   */
  private List<View> closeUp(Data data, List<Strip> strips, double centre) {
    List<double[]> rows = strips.stream().map(Strip::values).toList();
    List<double[]> near =
        rows.stream()
            .filter(row -> Math.abs(Estimate.of(row).mean() - centre) <= 0.1 * Math.abs(best()))
            .toList();
    return CloseUp.of(data, rows, near, 1e-3 * Math.abs(best()));
  }
}
