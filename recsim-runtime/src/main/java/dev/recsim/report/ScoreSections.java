package dev.recsim.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.CloseUp;
import dev.recsim.report.page.Columns;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    ObjectNode data = JsonText.NODES.objectNode();
    ArrayNode rows = data.putArray("rows");
    for (Standing agent : scored) {
      ObjectNode row = rows.addObject();
      row.put("agent", agent.name());
      values(row, seeds(agent), agent.scores(), scored.size());
      estimate(row, agent.mean());
      agent.before().ifPresent(mean -> row.set("baseline", Figures.drawn(mean.mean())));
    }
    return new Section(
        "seeds",
        "Scores over seeds",
        "A dot is a trial; the bar is the 95 % interval of the mean over seeds, where there is more"
            + " than one."
            + thinned(scored.stream().map(Standing::scores).toList())
            + (scored.stream().noneMatch(agent -> agent.before().isPresent())
                ? ""
                : " A diamond marks the mean of the baseline."),
        new Chart(
            "scores",
            "Strip chart: the score of every trial, by agent",
            scored.size(),
            closeUp(data, scored.stream().map(Standing::scores).toList(), best()),
            data),
        null,
        List.of(scoresBySeed()));
  }

  /** How many runs come how close to the optimum; empty where it is not known. */
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

  /** Differences to the best agent; empty where there is nothing to compare. */
  Optional<Section> differences() {
    Standing reference = standings.winner().orElse(null);
    List<Difference> differences =
        scored.stream()
            .filter(agent -> agent != reference)
            .map(agent -> Difference.between(agent, reference))
            .filter(Difference::paired)
            .toList();
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode data = JsonText.NODES.objectNode();
    data.put("reference", reference.name());
    ArrayNode rows = data.putArray("rows");
    for (Difference difference : differences) {
      ObjectNode row = rows.addObject();
      row.put("agent", difference.agent().name());
      values(row, difference.seeds(), difference.values(), differences.size());
      estimate(row, difference.mean());
    }
    return Optional.of(
        new Section(
            "differences",
            "Paired differences",
            "Score minus that of "
                + reference.name()
                + " on the same seed: both met the same users, which makes differences far more"
                + " certain than the scores themselves. P is the chance that a random trial of the"
                + " agent beats one of "
                + reference.name()
                + "."
                + thinned(differences.stream().map(Difference::values).toList()),
            new Chart(
                "differences",
                "Strip chart: difference to " + reference.name() + " on every seed, by agent",
                differences.size(),
                closeUp(data, differences.stream().map(Difference::values).toList(), 0),
                data),
            table(reference, differences),
            List.of(bySeed(differences))));
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
        .cell("95 % interval", it -> Cell.of(it.interval()))
        .cell("P(agent is better)", it -> Cell.percent(Optional.of(it.probabilityOfImprovement())))
        .cell("Seeds", it -> Cell.count(it.mean().n()))
        .rows(differences);
  }

  private static Table bySeed(List<Difference> differences) {
    Map<String, Map<Integer, Double>> values = new LinkedHashMap<>();
    for (Difference it : differences) {
      Map<Integer, Double> bySeed = new TreeMap<>();
      for (int i = 0; i < it.values().length; i++) {
        bySeed.put(it.seeds().get(i), it.values()[i]);
      }
      values.put(it.agent().name(), bySeed);
    }
    return bySeed("Differences by seed", values);
  }

  private Table scoresBySeed() {
    Map<String, Map<Integer, Double>> scores = new LinkedHashMap<>();
    for (Standing agent : scored) {
      Map<Integer, Double> bySeed = new TreeMap<>();
      agent.completed().forEach(trial -> bySeed.put(trial.id().seed(), trial.score()));
      scores.put(agent.name(), bySeed);
    }
    return bySeed("Score of each trial", scores);
  }

  /**
   * A row for each seed.
   *
   * @param values by agent and seed
   */
  private static Table bySeed(String caption, Map<String, Map<Integer, Double>> values) {
    int most = Thinning.most(values.size());
    TreeSet<Integer> seeds = new TreeSet<>();
    values.values().forEach(bySeed -> seeds.addAll(bySeed.keySet()));
    Columns<Integer> table =
        Columns.<Integer>plain(
                seeds.size() <= most
                    ? caption
                    : "%s: the first %s of %s seeds; results.json has all"
                        .formatted(caption, Figures.count(most), Figures.count(seeds.size())))
            .text("Seed", seed -> Integer.toString(seed));
    values.forEach(
        (agent, bySeed) ->
            table.figure(
                agent,
                seed -> bySeed.containsKey(seed) ? Figures.fixed(bySeed.get(seed), 4) : "-"));
    return table.rows(seeds.stream().limit(most).toList());
  }

  /** What a reader must know of a chart that does not have a dot for every value. */
  private static String thinned(List<double[]> rows) {
    int most = Thinning.most(rows.size());
    return rows.stream().allMatch(row -> row.length <= most)
        ? ""
        : (" Of an agent's trials %s are drawn, evenly spaced in rank from the least to the"
                + " greatest; all figures are of all trials.")
            .formatted(Figures.count(most));
  }

  private static List<Integer> seeds(Standing agent) {
    return agent.completed().stream().map(trial -> trial.id().seed()).toList();
  }

  private static void values(ObjectNode row, List<Integer> seeds, double[] values, int agents) {
    ArrayNode points = row.putArray("values");
    for (int i : Thinning.drawn(values, Thinning.most(agents))) {
      points.addArray().add(seeds.get(i)).add(Figures.drawn(values[i]));
    }
  }

  private static void estimate(ObjectNode row, Estimate mean) {
    row.set("mean", Figures.drawn(mean.mean()));
    Optional<Interval> interval = mean.interval(Figures.LEVEL);
    row.set("low", Figures.drawn(interval.map(Interval::low).orElse(null)));
    row.set("high", Figures.drawn(interval.map(Interval::high).orElse(null)));
  }

  private double best() {
    return standings.winner().map(agent -> agent.mean().mean()).orElse(0.0);
  }

  /** A closer look at the agents whose mean is within a tenth of the best score of the centre. */
  private List<View> closeUp(ObjectNode data, List<double[]> rows, double centre) {
    List<double[]> near =
        rows.stream()
            .filter(row -> Math.abs(Estimate.of(row).mean() - centre) <= 0.1 * Math.abs(best()))
            .toList();
    return CloseUp.of(data, rows, near, 1e-3 * Math.abs(best()));
  }
}
