package dev.recsim.report.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.baseline.Change;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.CloseUp;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a page shows of one experiment: differences, learning curves, changed keys. */
final class ExperimentSections {
  /** Share of the largest difference within which a close-up looks. */
  private static final double CLOSE = 0.1;

  private final ExperimentComparison experiment;
  private final double alpha;
  private final String id;
  private final List<AgentDifference> agents;

  /**
   * @param id begins the anchors: names of experiments may be anything
   */
  ExperimentSections(ExperimentComparison experiment, double alpha, String id) {
    this.experiment = experiment;
    this.alpha = alpha;
    this.id = id;
    this.agents = experiment.agents();
  }

  List<Section> sections() {
    return Stream.of(Optional.of(differences()), curves(), changes())
        .flatMap(Optional::stream)
        .toList();
  }

  // --- Differences -------------------------------------------------------------------------------

  private Section differences() {
    boolean drawn = agents.stream().anyMatch(it -> it.interval().isPresent());
    return new Section(
        id,
        experiment.name(),
        "Mean score of the head less that of the base, with its "
            + Figures.level(alpha)
            + " interval over seeds. Paired means seed by seed: both sides met the same users, which"
            + " makes differences far more certain than the scores themselves. An interval that"
            + " holds zero leaves open who is better.",
        drawn ? forest() : null,
        table(),
        List.of(bySeed()));
  }

  private Chart forest() {
    ObjectNode data = JsonText.NODES.objectNode();
    data.put("kind", "forest");
    data.put("unit", "Reward per session, head less base");
    List<AgentDifference> compared =
        agents.stream().filter(it -> !Double.isNaN(it.difference())).toList();
    double most = compared.stream().mapToDouble(it -> Math.abs(it.difference())).max().orElse(0);
    ArrayNode rows = data.putArray("rows");
    List<double[]> all = new ArrayList<>();
    List<double[]> near = new ArrayList<>();
    for (AgentDifference agent : compared) {
      double low = agent.interval().map(Interval::low).orElse(agent.difference());
      double high = agent.interval().map(Interval::high).orElse(agent.difference());
      ObjectNode row = rows.addObject();
      row.put("agent", agent.agent());
      row.put("tone", agent.word().badge().tone());
      row.put("word", agent.word().text());
      row.set("difference", Figures.drawn(agent.difference()));
      row.set("low", Figures.drawn(agent.interval().isEmpty() ? null : low));
      row.set("high", Figures.drawn(agent.interval().isEmpty() ? null : high));
      all.add(new double[] {low, high, 0});
      if (Math.abs(agent.difference()) <= CLOSE * most) {
        near.add(new double[] {low, high, 0});
      }
    }
    return new Chart(
        id + "-forest",
        "Forest chart: difference between head and base with its interval, by agent: "
            + compared.stream()
                .map(it -> it.agent() + " " + it.word().text())
                .collect(Collectors.joining(", ")),
        compared.size(),
        CloseUp.of(data, all, near, 0.1 * CLOSE * most),
        data);
  }

  private Table table() {
    boolean notes = agents.stream().anyMatch(it -> !it.note().isEmpty());
    List<String> columns =
        new ArrayList<>(
            List.of(
                "Agent",
                "Verdict",
                "#Base",
                "#Head",
                "#Difference",
                "#" + Figures.level(alpha) + " interval",
                "#Seeds"));
    if (notes) {
      columns.add("Note");
    }
    Table table = Table.of("Differences of " + experiment.name(), true, columns);
    for (AgentDifference agent : agents) {
      List<Cell> cells =
          new ArrayList<>(
              List.of(
                  Cell.of(agent.agent()),
                  Cell.of(agent.word().badge(), agent.word().ordinal()),
                  cell(Shown.base(agent), agent.baseMean()),
                  cell(Shown.head(agent), agent.headMean()),
                  cell(Shown.difference(agent), agent.difference()),
                  cell(
                      Shown.interval(agent),
                      agent.interval().map(Interval::low).orElse(Double.NaN)),
                  Cell.of(Shown.seeds(agent), agent.headSeeds())));
      if (notes) {
        cells.add(Cell.of(agent.note()));
      }
      table.row(cells);
    }
    return table;
  }

  private static Cell cell(String text, double key) {
    return Double.isNaN(key) ? Cell.of(text) : Cell.of(text, key);
  }

  private Table bySeed() {
    Table table = Table.of("Scores by seed", "Agent", "#Seed", "#Base", "#Head", "#Difference");
    for (AgentDifference agent : agents) {
      Map<Integer, Double> before = ComparisonJson.scores(agent.base());
      Map<Integer, Double> after = ComparisonJson.scores(agent.head());
      TreeSet<Integer> seeds = new TreeSet<>(before.keySet());
      seeds.addAll(after.keySet());
      for (int seed : seeds) {
        double base = before.getOrDefault(seed, Double.NaN);
        double head = after.getOrDefault(seed, Double.NaN);
        table.row(
            agent.agent(),
            Integer.toString(seed),
            Shown.number(base, 4),
            Shown.number(head, 4),
            Shown.signed(head - base, 4));
      }
    }
    return table;
  }

  // --- Learning curves ---------------------------------------------------------------------------

  private Optional<Section> curves() {
    List<AgentDifference> learners =
        agents.stream()
            .filter(it -> !curve(it.base()).isEmpty() || !curve(it.head()).isEmpty())
            .toList();
    if (learners.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode data = JsonText.NODES.objectNode();
    data.put("kind", "overlay");
    ArrayNode series = data.putArray("series");
    Table table =
        Table.of(
            "Learning curves", "Agent", "#Epoch", "#Steps, base", "#Base", "#Steps, head", "#Head");
    for (AgentDifference agent : learners) {
      ObjectNode one = series.addObject().put("agent", agent.agent());
      points(one.putArray("base"), curve(agent.base()));
      points(one.putArray("head"), curve(agent.head()));
      rows(table, agent);
    }
    return Optional.of(
        new Section(
            id + "-curves",
            experiment.name() + ": learning curves",
            "Solid: the head. Dashed and lighter: the base. Each point is the mean over seeds of the"
                + " score at a checkpoint.",
            new Chart(
                id + "-overlay",
                "Line chart: reward per session during training, base and head, of "
                    + learners.stream()
                        .map(AgentDifference::agent)
                        .collect(Collectors.joining(", ")),
                0,
                List.of(),
                data),
            null,
            List.of(table)));
  }

  private static List<CurvePoint> curve(AgentScores scores) {
    return scores == null ? List.of() : scores.curve();
  }

  private static void points(ArrayNode points, List<CurvePoint> curve) {
    for (CurvePoint point : curve) {
      points
          .addArray()
          .add(Figures.drawn(point.envSteps()))
          .add(Figures.drawn(point.mean()))
          .add(point.epoch());
    }
  }

  private static void rows(Table table, AgentDifference agent) {
    TreeMap<Integer, CurvePoint[]> byEpoch = new TreeMap<>();
    for (CurvePoint point : curve(agent.base())) {
      byEpoch.computeIfAbsent(point.epoch(), epoch -> new CurvePoint[2])[0] = point;
    }
    for (CurvePoint point : curve(agent.head())) {
      byEpoch.computeIfAbsent(point.epoch(), epoch -> new CurvePoint[2])[1] = point;
    }
    byEpoch.forEach(
        (epoch, sides) -> {
          List<Cell> cells =
              new ArrayList<>(List.of(Cell.of(agent.agent()), Cell.of(Figures.count(epoch))));
          for (CurvePoint point : sides) {
            cells.add(Cell.of(point == null ? "-" : Shown.number(point.envSteps(), 0)));
            cells.add(Cell.of(point == null ? "-" : Shown.number(point.mean(), 3)));
          }
          table.row(cells);
        });
  }

  // --- Changed keys ------------------------------------------------------------------------------

  private Optional<Section> changes() {
    if (experiment.changes().isEmpty()) {
      return Optional.empty();
    }
    Table table = Table.of("Changed keys of " + experiment.name(), "Key", "Base", "Head");
    for (Change change : experiment.changes()) {
      Change fit = Shown.fit(change);
      table.row(fit.key(), fit.before(), fit.after());
    }
    return Optional.of(
        new Section(
            id + "-changes",
            experiment.name() + ": what changed",
            "Keys of the experiment with every default written out, and digests of the files it"
                + " names. Differences above may come of these as well as of the code.",
            null,
            table,
            List.of()));
  }
}
