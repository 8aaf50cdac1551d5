package dev.recsim.experiment.remote;

import dev.recsim.api.Options;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.Planner;
import dev.recsim.experiment.Progress;
import dev.recsim.experiment.StoredTrials;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.code.RunningCode;
import dev.recsim.experiment.code.RunningJvm;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.explain.replay.Replay;
import dev.recsim.io.Kept;
import dev.recsim.io.Scratch;
import dev.recsim.store.Delivery;
import dev.recsim.store.SessionLogs;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Collectors;

/**
 * Runs trials of one experiment for a run in another process. Thread-safe. Its methods use only
 * types of the JDK, so it can be called through another class loader.
 */
public final class Bench implements AutoCloseable {
  private final Planner plan;
  private final SessionLogs logs;
  private final Optional<Duration> timeout;

  /** Whether the class path has the same contents as that of the run. */
  private final boolean sameCode;

  /** The files that components read when trials run; null if there are none. */
  private final Scratch kept;

  /**
   * @param parcel see {@link Parcel}
   * @param options see {@link Frames}
   * @throws IOException if the parcel cannot be unpacked, or its experiment cannot be read here
   */
  public Bench(byte[] parcel, Map<String, String> options) throws IOException {
    ClassLoader before = enter();
    Scratch scratch = new Scratch();
    boolean keeps = false;
    try {
      handOver(options);
      sameCode = RunningCode.here().digest().equals(options.get(Frames.CODE));
      ExperimentSpec spec = unpack(parcel, scratch.folder());
      plan = new Planner(spec);
      keeps =
          readsFiles(spec.environment().options())
              || spec.metrics().stream().anyMatch(it -> readsFiles(it.options()))
              || spec.allAgents().stream().anyMatch(it -> readsFiles(it.options()));
    } finally {
      kept = keeps ? scratch : null;
      if (!keeps) {
        scratch.close();
      }
      Thread.currentThread().setContextClassLoader(before);
    }
    timeout = Optional.ofNullable(options.get(Frames.TIMEOUT)).map(Duration::parse);
    String folder = options.get(Frames.SESSION_LOGS);
    String most = options.getOrDefault(Frames.LOGGED_SESSIONS, "" + SessionLogs.ALL);
    logs =
        folder == null
            ? new SessionLogs(Path.of(""), 0)
            : new SessionLogs(Path.of(folder), Integer.parseInt(most));
  }

  private static boolean readsFiles(Record options) {
    List<String> files = new ArrayList<>();
    Options.files(options, (option, file) -> files.add(file));
    return !files.isEmpty();
  }

  /** Sets what code may read, where the JVM was started with something else. */
  private static void handOver(Map<String, String> options) {
    if (options.containsKey(Frames.LOCALE)) {
      Locale.setDefault(Locale.forLanguageTag(options.get(Frames.LOCALE)));
      Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag(options.get(Frames.FORMATS)));
      TimeZone.setDefault(TimeZone.getTimeZone(options.get(Frames.ZONE)));
    }
    options.forEach(
        (key, value) -> {
          if (key.startsWith(Frames.PROPERTY)) {
            System.setProperty(key.substring(Frames.PROPERTY.length()), value);
          }
        });
  }

  /** Sets the thread's class loader, which finds services and is inherited by new threads. */
  private static ClassLoader enter() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(Bench.class.getClassLoader());
    RunningJvm.enableAssertions(Bench.class.getClassLoader());
    return before;
  }

  private static ExperimentSpec unpack(byte[] parcel, Path folder) throws IOException {
    try {
      return Parcel.decode(parcel).unpack(folder);
    } catch (InvalidExperiment e) {
      throw new IOException(
          "the experiment cannot be read where its trials should run: "
              + e.problems().stream().map(Object::toString).collect(Collectors.joining("; ")));
    }
  }

  /**
   * Runs a trial and returns its result, also if it failed.
   *
   * @param fingerprint fingerprint of the trial in the run
   * @return the encoded result, see {@link Delivery}
   */
  public byte[] run(String agent, int seed, String fingerprint) throws InterruptedException {
    return run(agent, seed, fingerprint, Progress.NONE);
  }

  /** As the other one, and tells of checkpoints. */
  byte[] run(String agent, int seed, String fingerprint, Progress progress)
      throws InterruptedException {
    ClassLoader before = enter();
    try {
      return Delivery.encode(result(agent, seed, fingerprint, progress));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /**
   * Replays sessions of stored trials.
   *
   * @param folder folder of the trials
   * @param replay what is replayed, see {@link Delivery}
   * @return what was replayed, see {@link Delivery}
   */
  public byte[] replay(String folder, byte[] replay) throws IOException {
    ClassLoader before = enter();
    try {
      Replay wanted = Delivery.decode(replay, Replay.class);
      TrialStore store = new TrialStore(Path.of(folder));
      return Delivery.encode(
          new StoredTrials(id -> plan.trial(id.agent(), id.seed()), store).replay(wanted));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private TrialResult result(String agent, int seed, String fingerprint, Progress progress)
      throws InterruptedException {
    PlannedTrial planned = plan.trial(agent, seed);
    if (!sameCode || !planned.isDefinedAs(fingerprint)) {
      return Failed.unrun(
          new TrialId(agent, seed),
          "the code where the trial should run is not that of the run; see that both have the same"
              + " jars");
    }
    try (TrialExecutor.Results results =
        new LocalExecutor(1, timeout, true).start(List.of(planned), logs, progress)) {
      return results.take();
    } catch (IOException e) {
      throw new IllegalStateException("threads of this JVM are always there", e);
    }
  }

  /** Closes what trials have left, and deletes the files that it has unpacked. */
  @Override
  public void close() {
    Kept.closeAll();
    if (kept != null) {
      kept.close();
    }
  }
}
