package dev.recsim.experiment.remote;

import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Ready;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.Channel;
import dev.recsim.io.ChannelListener;
import dev.recsim.store.Delivery;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The run's side of a process that runs trials. Its stdout and stderr go to stderr; its stdin is
 * empty.
 */
final class WorkerProcess implements AutoCloseable {
  private static final int GRACE_SECONDS = 20;
  private static final int END_SECONDS = 1;
  private static final int SIGNALLED = 128;
  private static final int KILL = 9;
  private static final int PIECE_BYTES = 8192;

  private final ChannelListener listener = new ChannelListener(Frames::most);
  private final Process process;
  private final Thread relay;
  private volatile Channel channel;

  WorkerProcess(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put(Channel.VARIABLE, listener.address());
    try {
      process = builder.start();
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    process.getOutputStream().close();
    process.onExit().thenRun(() -> close(listener));
    relay = new Thread(() -> relay(process.getInputStream()), "recsim-stdout");
    relay.setDaemon(true);
    relay.start();
  }

  private static void relay(InputStream from) {
    byte[] piece = new byte[PIECE_BYTES];
    try {
      for (int size = from.read(piece); size >= 0; size = from.read(piece)) {
        System.err.write(piece, 0, size);
        System.err.flush();
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  /** The message that starts an experiment in a process. */
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
   * Sends a message; waits for the process to connect if it has not yet.
   *
   * @throws IOException if it has ended
   */
  void send(Frame frame) throws IOException {
    if (channel == null) {
      channel = listener.accept();
    }
    Frames.send(channel, frame);
  }

  /**
   * Waits for a message.
   *
   * @throws IOException if it has ended
   */
  Frame answer() throws IOException {
    return Frames.receive(channel);
  }

  /**
   * Sends an experiment and waits until the process has read it.
   *
   * @throws ProtocolException if it sends an unexpected message; the text says which
   * @throws IOException if it has ended
   */
  void prepare(Start start) throws IOException {
    send(start);
    Frame answer = Frames.receive(channel);
    if (!(answer instanceof Ready)) {
      throw unexpected(answer);
    }
  }

  /**
   * Runs a trial in the process.
   *
   * @throws IOException as {@link #prepare}
   */
  TrialResult run(Order order) throws IOException {
    send(order);
    TrialResult result = receive();
    if (!result.id().equals(new TrialId(order.agent(), order.seed()))) {
      throw new ProtocolException("sent the result of another trial, " + result.id());
    }
    return result;
  }

  /**
   * Waits for the result of a trial that was sent.
   *
   * @throws IOException as {@link #prepare}
   */
  TrialResult receive() throws IOException {
    Frame answer = Frames.receive(channel);
    if (answer instanceof Result result) {
      try {
        return Delivery.decode(result.delivery());
      } catch (IOException | RuntimeException e) {
        throw new ProtocolException("sent a result that cannot be read: " + e.getMessage());
      }
    }
    if (answer instanceof Lost lost) {
      TrialId id = new TrialId(lost.agent(), lost.seed());
      return new Failed(id, lost.message(), "", new Cost(0, 0, 0));
    }
    throw unexpected(answer);
  }

  static ProtocolException unexpected(Frame answer) {
    return new ProtocolException("sent " + answer.getClass().getSimpleName() + " out of place");
  }

  /** Whether it has sent an unrequested message. */
  boolean isNoisy() {
    try {
      return channel != null && !channel.isQuiet();
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Waits for or forces its end, and describes it in words that follow "its process".
   *
   * @param cause what {@link #send}, {@link #prepare}, {@link #run} or {@link #receive} threw
   */
  String end(IOException cause) throws InterruptedException {
    boolean byItself =
        !(cause instanceof ProtocolException) && process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    close();
    if (cause instanceof ProtocolException) {
      return cause.getMessage();
    }
    if (!byItself) {
      return "closed its connection to the run";
    }
    int status = process.exitValue();
    String strangers =
        channel == null && listener.dropped() > 0
            ? " without having connected; a connection without its token was dropped"
            : "";
    return status == SIGNALLED + KILL
        ? "ended by signal 9: somebody killed it, or the system because memory was short"
        : status > SIGNALLED
            ? "ended by signal " + (status - SIGNALLED)
            : "ended with exit status " + status + strangers;
  }

  /** Lets the process release its resources, then makes sure that it has ended. */
  void end() {
    closeConnection();
    try {
      process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  private void closeConnection() {
    close(listener);
    close(channel);
  }

  private static void close(Closeable connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // It has ended all the same.
    }
  }

  /** Kills the process without waiting. */
  void kill() {
    // Process.destroyForcibly would close the stream with its output.
    process.toHandle().destroyForcibly();
    closeConnection();
  }

  /** Kills the process, and prints its remaining output. */
  @Override
  public void close() {
    kill();
    try {
      relay.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
