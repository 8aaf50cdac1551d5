package dev.recsim.app;

import dev.recsim.app.index.Index;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.UserError;
import dev.recsim.app.worlds.WorldTrials;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.store.InputsNow;
import dev.recsim.store.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of results and reports, and how operations use it.
 *
 * @param reports the folder; need not exist yet
 * @param alpha the error rate of a check's verdicts, from 1e-6 to below 0.5
 * @param listener follows the operations
 * @param index the pages over all reports
 * @param inputs what agents in other programs would read now
 * @param waits whether an operation waits while another run uses the folder; otherwise it fails
 */
public record Workspace(
    Path reports, double alpha, Listener listener, Index index, InputsNow inputs, boolean waits) {

  /** A folder whose operations fail while another run uses it. */
  public Workspace(Path reports, double alpha, Listener listener) {
    this(reports, alpha, listener, new Index(reports, listener::warning), new InputsNow(), false);
  }

  /** The same folder, but operations wait while another run uses it. */
  public Workspace waiting() {
    return new Workspace(reports, alpha, listener, index, inputs, true);
  }

  /** Writes the page over all reports again, after one that is not of these experiments. */
  public void writeIndex(Path experiments) throws IOException {
    index.of(experiments);
    index.write();
  }

  /** The trials of an experiment in its plausible worlds. */
  public WorldTrials worlds(ExperimentSpec spec) {
    return new WorldTrials(reports, spec, alpha, inputs);
  }

  /** Locks the reports folder, which need not exist, until it is closed. */
  public RunLock lock() throws IOException {
    return waits
        ? RunLock.await(reports, Machine.holder())
        : RunLock.take(reports, Machine.holder());
  }

  /**
   * Locks the reports folder against other runs until it is closed.
   *
   * @param purpose name of the operation, such as "check"
   * @throws UserError if there is no such folder
   */
  RunLock lock(String purpose) throws IOException, UserError {
    if (!Files.isDirectory(reports)) {
      throw new UserError(
          "there is nothing to %s in %s; run recsim:run first".formatted(purpose, reports));
    }
    return lock();
  }
}
