package dev.recsim.app;

import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.report.Provenance;
import dev.recsim.store.RunLock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the reports of experiments again from what is stored. */
public final class ReportOperation {
  private final Workspace workspace;

  public ReportOperation(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Writes the reports.
   *
   * @return those of the experiments that have run
   * @throws UserError if there is no folder of reports
   */
  @SuppressWarnings("try")
  public List<Reported> report(List<ExperimentSpec> specs) throws IOException, UserError {
    List<Reported> reported = new ArrayList<>();
    try (RunLock lock = workspace.lock("report")) {
      for (ExperimentSpec spec : specs) {
        Gate gate = new Gate(spec, workspace);
        Optional<Provenance> provenance = gate.reports().provenance();
        if (provenance.isPresent()) {
          Reported report = gate.report(provenance.get(), gate.look());
          workspace.listener().reported(report);
          reported.add(report);
        } else {
          workspace.listener().notRun(spec.name());
        }
      }
    }
    return reported;
  }
}
