package dev.recsim.report.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.report.compare.AgentDifference.Trial;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Forest;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.rule.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The differences of an experiment's agents, as a forest chart and a table.
 *
 * @param id of the section, because the name of an experiment need not be a valid id
 */
record DifferenceSection(ExperimentComparison experiment, double alpha, String id) {
  /** Share of the largest difference that a close-up shows. */
  private static final double CLOSE = 0.1;

  Section section() {
    boolean drawn = experiment.agents().stream().anyMatch(it -> it.interval().isPresent());
    return new Section(
        id,
        experiment.name(),
        "Mean score of the head minus that of the base, in "
            + experiment.reward()
            + ", with its "
            + Figures.level(alpha)
            + " interval over seeds. Paired means seed by seed: both sides met the same users, which"
            + " makes differences far more certain than the scores themselves. An interval that"
            + " contains zero leaves open which is better.",
        drawn ? forest() : null,
        table(),
        List.of(bySeed()));
  }

  private Chart forest() {
    List<AgentDifference> compared =
        experiment.agents().stream().filter(it -> !Double.isNaN(it.difference())).toList();
    double most = compared.stream().mapToDouble(it -> Math.abs(it.difference())).max().orElse(0);
    Forest forest = new Forest();
    for (AgentDifference agent : compared) {
      forest.row(
          agent.agent(),
          DifferenceWords.badge(agent.outcome()),
          agent.difference(),
          agent.interval(),
          CLOSE * most,
          0);
    }
    return forest.chart(
        id + "-forest",
        "difference between head and base with its interval",
        Data.of("unit", Plain.capital(experiment.reward()) + ", head minus base"),
        0.1 * CLOSE * most);
  }

  private Table table() {
    Columns<AgentDifference> table =
        Columns.<AgentDifference>sortable("Differences of " + experiment.name())
            .text("Agent", AgentDifference::agent)
            .word(
                "Verdict",
                it ->
                    Cell.of(
                        DifferenceWords.badge(it.outcome()), DifferenceWords.rank(it.outcome())));
    DifferenceWords.figures(table, alpha)
        .cell("Seeds", it -> Cell.of(DifferenceWords.seeds(it), it.evidence().seeds()));
    if (experiment.agents().stream().anyMatch(it -> !it.note().isEmpty())) {
      table.text("Note", AgentDifference::note);
    }
    return table.rows(experiment.agents());
  }

  private Table bySeed() {
    record Row(String agent, Trial trial) {}
    return Columns.<Row>plain("Scores by seed")
        .text("Agent", Row::agent)
        .figure("Seed", it -> Integer.toString(it.trial().seed()))
        .figure("Base", it -> Figures.number(it.trial().base(), 4))
        .figure("Head", it -> Figures.number(it.trial().head(), 4))
        .figure(
            "Difference", it -> DifferenceWords.signed(it.trial().head() - it.trial().base(), 4))
        .rows(
            experiment.agents().stream()
                .flatMap(it -> it.trials().stream().map(trial -> new Row(it.agent(), trial)))
                .toList());
  }

  /** Returns the changed keys of the experiment. */
  Section changes() {
    return Section.of(
        id + "-changes",
        experiment.name() + ": what changed",
        "Keys of the experiment with every default written out, and digests of the files it"
            + " names. These may have caused the differences above, as may the code.",
        Columns.<Change>plain("Changed keys of " + experiment.name())
            .text("Key", Change::key)
            .text("Base", Change::before)
            .text("Head", Change::after)
            .rows(experiment.changes().stream().map(DifferenceWords::fit).toList()));
  }

  /** Returns the section; empty if no agent learns. */
  Section curves() {
    List<AgentDifference> learners =
        experiment.agents().stream()
            .filter(it -> !curve(it.base()).isEmpty() || !curve(it.head()).isEmpty())
            .toList();
    return new Section(
        id + "-curves",
        experiment.name() + ": learning curves",
        "Solid: the head. Dashed and lighter: the base. Each point is the mean over seeds of the"
            + " score at a checkpoint.",
        new Chart(
                id + "-overlay",
                "Line chart: %s during training, base and head, of ".formatted(experiment.reward())
                    + learners.stream()
                        .map(AgentDifference::agent)
                        .collect(Collectors.joining(", ")),
                0,
                List.of(),
                Data.of("series", learners.stream().map(DifferenceSection::overlay))
                    .and("reward", Plain.capital(experiment.reward())))
            .by("overlay"),
        null,
        List.of(curves(learners)));
  }

  private static List<CurvePoint> curve(Optional<AgentScores> scores) {
    return scores.map(AgentScores::curve).orElse(List.of());
  }

  private static Data overlay(AgentDifference agent) {
    return Data.of("agent", agent.agent())
        .and("base", points(curve(agent.base())))
        .and("head", points(curve(agent.head())));
  }

  private static Stream<ArrayNode> points(List<CurvePoint> curve) {
    return curve.stream().map(it -> Data.list(it.envSteps(), it.mean(), it.epoch()));
  }

  private static Table curves(List<AgentDifference> learners) {
    record Row(String agent, int epoch, Optional<CurvePoint> base, Optional<CurvePoint> head) {}
    List<Row> rows = new ArrayList<>();
    for (AgentDifference agent : learners) {
      Map<Integer, CurvePoint> base = byEpoch(agent.base());
      Map<Integer, CurvePoint> head = byEpoch(agent.head());
      TreeSet<Integer> epochs = new TreeSet<>(base.keySet());
      epochs.addAll(head.keySet());
      for (int epoch : epochs) {
        rows.add(
            new Row(
                agent.agent(),
                epoch,
                Optional.ofNullable(base.get(epoch)),
                Optional.ofNullable(head.get(epoch))));
      }
    }
    return Columns.<Row>plain("Learning curves")
        .text("Agent", Row::agent)
        .figure("Epoch", it -> Figures.count(it.epoch()))
        .figure("Steps, base", it -> steps(it.base()))
        .figure("Base", it -> mean(it.base()))
        .figure("Steps, head", it -> steps(it.head()))
        .figure("Head", it -> mean(it.head()))
        .rows(rows);
  }

  private static Map<Integer, CurvePoint> byEpoch(Optional<AgentScores> scores) {
    return curve(scores).stream().collect(Collectors.toMap(CurvePoint::epoch, it -> it));
  }

  private static String steps(Optional<CurvePoint> point) {
    return point.map(it -> Figures.number(it.envSteps(), 0)).orElse("-");
  }

  private static String mean(Optional<CurvePoint> point) {
    return point.map(it -> Figures.number(it.mean(), 3)).orElse("-");
  }
}
