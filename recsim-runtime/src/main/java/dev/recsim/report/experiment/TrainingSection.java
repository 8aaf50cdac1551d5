package dev.recsim.report.experiment;

import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.training.TrainingEnd;

/** Why the training of each agent ended. */
final class TrainingSection {
  private TrainingSection() {}

  /** Returns the section; empty if no agent learns. */
  static Section section(Standings standings) {
    record Learner(Standing agent, TrainingEnd end) {}
    return Section.of(
        "training",
        "How training ended",
        "Steps in the environment are means over seeds, validation not counted. An agent was still"
            + " improving if more than half of its seeds were.",
        Columns.<Learner>plain("How training ended")
            .text("Agent", it -> it.agent.name())
            .cell("Steps", it -> steps(it.agent))
            .text("Its training", it -> it.end.sentence())
            .rows(
                standings.scored().stream()
                    .flatMap(it -> it.training().map(end -> new Learner(it, end)).stream())
                    .toList()));
  }

  /** Returns the mean number of environment steps of an agent's trials. */
  static Cell steps(Standing agent) {
    double mean = agent.meanSteps();
    return Cell.of(Figures.steps(mean), mean);
  }
}
