package dev.recsim.experiment.remote;

import dev.recsim.experiment.Progress;
import dev.recsim.experiment.code.RunningCode;
import dev.recsim.experiment.code.RunningJvm;
import dev.recsim.experiment.remote.Frames.At;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Play;
import dev.recsim.experiment.remote.Frames.Played;
import dev.recsim.experiment.remote.Frames.Ready;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.explain.replay.Replay;
import dev.recsim.explain.replay.Replayed;
import dev.recsim.io.process.ChannelProcess;
import dev.recsim.store.Delivery;
import dev.recsim.store.SessionLogs;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;

/** The run's side of a process that runs trials. */
final class WorkerProcess extends ChannelProcess {
  WorkerProcess(List<String> command) throws IOException {
    super(command, null, Frames::most);
  }

  /** The message that starts an experiment in a process. */
  static Start start(ExperimentSpec spec, Optional<Duration> timeout, SessionLogs logs)
      throws IOException {
    Map<String, String> options = new TreeMap<>();
    options.put(Frames.CODE, RunningCode.here().digest());
    RunningJvm.handedOver().forEach((key, value) -> options.put(Frames.PROPERTY + key, value));
    options.put(Frames.LOCALE, Locale.getDefault().toLanguageTag());
    options.put(Frames.FORMATS, Locale.getDefault(Locale.Category.FORMAT).toLanguageTag());
    options.put(Frames.ZONE, TimeZone.getDefault().getID());
    timeout.ifPresent(limit -> options.put(Frames.TIMEOUT, limit.toString()));
    if (logs.source().isPresent()) {
      options.put(Frames.SESSION_LOGS, logs.folder().toAbsolutePath().toString());
      options.put(Frames.LOGGED_SESSIONS, Integer.toString(logs.most()));
    }
    return new Start(Parcel.of(spec).encode(), options);
  }

  /**
   * Sends a message; waits for the process to connect if it has not yet.
   *
   * @throws IOException if it has ended
   */
  void send(Frame frame) throws IOException {
    Frames.send(channel(), frame);
  }

  /**
   * Waits for a message.
   *
   * @throws IOException if it has ended
   */
  Frame answer() throws IOException {
    return Frames.receive(channel());
  }

  /**
   * Sends an experiment and waits until the process has read it.
   *
   * @throws ProtocolException if it sends an unexpected message; the text says which
   * @throws IOException if it has ended
   */
  void prepare(Start start) throws IOException {
    send(start);
    Frame answer = answer();
    if (!(answer instanceof Ready)) {
      throw unexpected(answer);
    }
  }

  /**
   * Runs a trial in the process.
   *
   * @param progress hears of its checkpoints
   * @throws IOException as {@link #prepare}
   */
  TrialResult run(Order order, Progress progress) throws IOException {
    send(order);
    TrialId id = new TrialId(order.agent(), order.seed());
    progress.running(id);
    TrialResult result = receive(progress);
    if (!result.id().equals(id)) {
      throw new ProtocolException("sent the result of another trial, " + result.id());
    }
    return result;
  }

  /**
   * Replays sessions in the process.
   *
   * @param store has the trials
   * @throws IOException as {@link #prepare}
   */
  Replayed replay(TrialStore store, Replay replay) throws IOException {
    String folder = store.folder().toAbsolutePath().toString();
    send(new Play(folder, Delivery.encode(replay)));
    Frame answer = answer();
    if (answer instanceof Lost lost) {
      return replay.failed(lost.message());
    }
    if (answer instanceof Played played) {
      return Delivery.decode(played.replayed(), Replayed.class);
    }
    throw unexpected(answer);
  }

  /**
   * Waits for the result of a trial that was sent.
   *
   * @param progress hears of checkpoints until then
   * @throws IOException as {@link #prepare}
   */
  TrialResult receive(Progress progress) throws IOException {
    Frame answer = answer();
    while (answer instanceof At at) {
      progress.reached(new TrialId(at.agent(), at.seed()), at.epoch(), at.epochs(), at.value());
      answer = answer();
    }
    if (answer instanceof Result result) {
      try {
        return Delivery.decode(result.delivery());
      } catch (IOException | RuntimeException e) {
        throw new ProtocolException("sent a result that cannot be read: " + e.getMessage());
      }
    }
    if (answer instanceof Lost lost) {
      return Failed.unrun(new TrialId(lost.agent(), lost.seed()), lost.message());
    }
    throw unexpected(answer);
  }

  static ProtocolException unexpected(Frame answer) {
    return new ProtocolException("sent " + answer.getClass().getSimpleName() + " out of place");
  }

  /**
   * Exchanges messages.
   *
   * @throws SocketTimeoutException if it takes longer than the limit; the process was killed
   */
  <T> T within(Optional<Duration> limit, Exchange<T> exchange) throws IOException {
    return limit.isPresent() ? within(limit.get(), exchange) : exchange.call();
  }

  /** As {@link #end(IOException)}, and notes an interrupt. */
  String died(IOException cause) {
    try {
      return end(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "ended while this run was interrupted";
    }
  }
}
