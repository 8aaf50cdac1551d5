package dev.recsim.report.shown;

import dev.recsim.explain.shown.ShownTables;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.explain.shown.ShownTables.Bin;
import dev.recsim.explain.shown.ShownTables.Calibration;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of agents against the returns of their sessions. */
final class CalibrationSection {
  /** Digits of a mean that a chart can show. */
  private static final int DIGITS = 5;

  /** Largest number of agents in the sentences above the charts. */
  private static final int NAMED = 3;

  private CalibrationSection() {}

  /**
   * Returns the section; empty if no agent has values.
   *
   * @param ranking names of the ranked agents, best first; others follow them
   */
  static Section of(ShownTables tables, List<String> ranking) {
    List<AgentShown> agents =
        tables.agents().stream()
            .filter(it -> it.calibration() != null)
            .sorted(Comparator.comparingInt(it -> place(ranking, it)))
            .toList();
    return agents.isEmpty() ? Section.NONE : section(agents);
  }

  private static int place(List<String> ranking, AgentShown agent) {
    int place = ranking.indexOf(agent.agent());
    return place < 0 ? ranking.size() : place;
  }

  private static Section section(List<AgentShown> agents) {
    return new Section(
        "calibration",
        "Predicted and realized returns",
        lead(agents),
        new Chart(
            "calibration",
            "Line charts: mean return that followed, by the return that the agent predicted; a"
                + " dashed line shows where both are equal",
            Chart.rows(agents.size(), 290),
            List.of(),
            Data.of("plots", agents.stream().map(CalibrationSection::panel))),
        null,
        List.of(
            Columns.<AgentShown>plain("Mean return that followed each mean prediction")
                .text("Agent", AgentShown::agent)
                .figure("Decisions", it -> Figures.count(decisions(it.calibration())))
                .text(
                    "Predicted: realized, with two standard errors",
                    it ->
                        it.calibration().bins().stream()
                            .map(CalibrationSection::text)
                            .collect(Collectors.joining(", ")))
                .rows(agents)));
  }

  private static String lead(List<AgentShown> agents) {
    List<String> sentences = new ArrayList<>();
    for (AgentShown agent : agents.subList(0, Math.min(agents.size(), NAMED))) {
      Calibration calibration = agent.calibration();
      sentences.add(
          "%s predicts a return of %s on average and earns %s (%s)."
              .formatted(
                  agent.agent(),
                  mean(calibration, true),
                  mean(calibration, false),
                  discount(calibration)));
    }
    if (agents.size() > NAMED) {
      sentences.add(
          "The charts have these figures of %s more agents.".formatted(agents.size() - NAMED));
    }
    sentences.add(
        "A prediction is the agent's value at a step; the realized return is the sum of the rewards"
            + " from this step on, with the agent's own discount. Each point is the mean of about"
            + " equally many decisions; its bar is two standard errors to each side.");
    if (agents.stream().anyMatch(it -> it.calibration().cutOff() > 0)) {
      sentences.add(
          "Where a session was cut off, the value at its last step stands for what would follow.");
    }
    return String.join(" ", sentences);
  }

  private static String discount(Calibration calibration) {
    return calibration.discount() == 1
        ? "without discount"
        : "discount " + Figures.significant(calibration.discount(), 3).toPlainString();
  }

  private static String text(Bin bin) {
    return Figures.fixed(bin.predicted(), 2)
        + ": "
        + Figures.fixed(bin.realized(), 2)
        + (bin.error() == null ? "" : " ± " + Figures.fixed(2 * bin.error(), 2));
  }

  private static int decisions(Calibration calibration) {
    return calibration.bins().stream().mapToInt(Bin::decisions).sum();
  }

  private static String mean(Calibration calibration, boolean predicted) {
    double sum = 0;
    int decisions = 0;
    for (Bin bin : calibration.bins()) {
      sum += bin.decisions() * (predicted ? bin.predicted() : bin.realized());
      decisions += bin.decisions();
    }
    return Figures.fixed(sum / decisions, 2);
  }

  private static Data panel(AgentShown agent) {
    Calibration calibration = agent.calibration();
    return Data.of("agent", agent.agent())
        .and(
            "words",
            "predicts %s, earns %s (%s)"
                .formatted(
                    mean(calibration, true), mean(calibration, false), discount(calibration)))
        .and(
            "points",
            calibration.bins().stream()
                .map(
                    it ->
                        Data.list(
                            JsonText.number(it.predicted(), DIGITS),
                            JsonText.number(it.realized(), DIGITS),
                            Optional.ofNullable(it.error()).map(e -> JsonText.number(e, DIGITS)),
                            it.decisions())));
  }
}
