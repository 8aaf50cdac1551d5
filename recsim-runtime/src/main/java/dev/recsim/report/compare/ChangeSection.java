package dev.recsim.report.compare;

import dev.recsim.baseline.rule.Change;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Page.Section;
import java.util.Optional;

/** The keys of the experiment that changed. */
final class ChangeSection {
  private ChangeSection() {}

  /** Empty where nothing changed. */
  static Optional<Section> of(ExperimentComparison experiment, String id) {
    return experiment.changes().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.of(
                id + "-changes",
                experiment.name() + ": what changed",
                "Keys of the experiment with every default written out, and digests of the files it"
                    + " names. Differences above may come of these as well as of the code.",
                Columns.<Change>plain("Changed keys of " + experiment.name())
                    .text("Key", Change::key)
                    .text("Base", Change::before)
                    .text("Head", Change::after)
                    .rows(experiment.changes().stream().map(Shown::fit).toList())));
  }
}
