package dev.recsim.cli;

import dev.recsim.experiment.remote.Worker;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Runs the trials that another process of this program sends to stdin, and answers on stdout. What
 * users' code prints goes to stderr, not between the answers.
 */
final class WorkVerb {
  private WorkVerb() {}

  static void run() throws IOException, InterruptedException {
    OutputStream answers = System.out;
    System.setOut(System.err);
    new Worker(System.in, answers, () -> Runtime.getRuntime().halt(ExitCode.FINE.status)).work();
  }
}
