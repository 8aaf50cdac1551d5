package dev.recsim.app;

import dev.recsim.store.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operations on a folder of reports share. Open one for each call or share it. */
public final class Workspace {
  private final Path reports;
  private final double alpha;
  private final Listener listener;
  private final Index index;

  /**
   * @param reports the folder of results and reports; need not exist yet
   * @param alpha the error rate of a check's verdicts, above 0 and below 0.5
   */
  public Workspace(Path reports, double alpha, Listener listener) {
    this.reports = reports;
    this.alpha = alpha;
    this.listener = listener;
    this.index = new Index(reports, listener);
  }

  Path reports() {
    return reports;
  }

  double alpha() {
    return alpha;
  }

  Listener listener() {
    return listener;
  }

  /** The pages over all reports, which are written with each of them. */
  Index index() {
    return index;
  }

  /** Keeps other runs off the folder until it is closed; creates the folder. */
  RunLock lock() throws IOException {
    return RunLock.take(reports, Machine.holder());
  }

  /**
   * Locks a folder in which something has run.
   *
   * @param purpose what the operation does, such as "check"
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
