package dev.recsim.experiment.remote;

import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.store.Delivery;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A process that runs trials, seen from the run. Everything else that it prints goes to stderr. */
final class WorkerProcess implements AutoCloseable {
  private static final int GRACE_SECONDS = 20;
  private static final int SIGNALLED = 128;
  private static final int KILLED = SIGNALLED + 9;

  private final Process process;
  private final DataOutputStream to;
  private final DataInputStream from;

  WorkerProcess(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    from = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /** How an experiment begins elsewhere. */
  static Start start(ExperimentSpec spec, Optional<Duration> timeout, SessionLogs logs)
      throws IOException {
    Map<String, String> options = new TreeMap<>();
    timeout.ifPresent(limit -> options.put(Frames.TIMEOUT, limit.toString()));
    if (logs.source().isPresent()) {
      options.put(Frames.SESSION_LOGS, logs.folder().toAbsolutePath().toString());
    }
    return new Start(Parcel.of(spec).encode(), options);
  }

  /**
   * @throws IOException if it has ended
   */
  void send(Frame frame) throws IOException {
    Frames.write(to, frame);
  }

  /**
   * Waits for the result of a trial that it was sent.
   *
   * @throws IOException if it has ended
   */
  TrialResult receive() throws IOException {
    Frame answer = Frames.read(from, System.err).orElseThrow(() -> new IOException("it has ended"));
    if (answer instanceof Result result) {
      return Delivery.decode(result.delivery());
    }
    if (answer instanceof Lost lost) {
      TrialId id = new TrialId(lost.agent(), lost.seed());
      return new Failed(id, lost.message(), "", new Cost(0, 0, 0));
    }
    throw new IOException("it answers with " + answer);
  }

  /** How it ended, in words. Waits until it has, and sees to it. */
  String death() throws InterruptedException {
    boolean byItself = process.waitFor(1, TimeUnit.SECONDS);
    close();
    int status = process.waitFor();
    if (!byItself || status < SIGNALLED) {
      return "with exit status " + status;
    }
    return status == KILLED
        ? "by signal 9: somebody killed it, or the system for want of memory"
        : "by signal " + (status - SIGNALLED);
  }

  /** Lets it end what it holds elsewhere, then sees to it that it has ended. */
  void end() {
    try {
      to.close();
      process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      // It has ended already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
