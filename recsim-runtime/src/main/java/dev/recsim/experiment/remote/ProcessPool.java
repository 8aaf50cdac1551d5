package dev.recsim.experiment.remote;

import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.Progress;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.io.Daemon;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs the trials of one experiment on the processes of a {@link ProcessExecutor}, with one thread
 * for each process.
 */
final class ProcessPool implements TrialExecutor.Results {
  /** Attempts to run a trial: a process may be killed for a reason other than its trial. */
  private static final int ATTEMPTS = 2;

  private final ProcessExecutor executor;
  private final Start start;
  private final Progress progress;
  private final Queue<PlannedTrial> due;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final Set<WorkerProcess> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A result, or the reason why there are no more. */
  private record Outcome(TrialResult result, IOException trouble) {}

  ProcessPool(ProcessExecutor executor, Start start, List<PlannedTrial> trials, Progress progress) {
    this.executor = executor;
    this.start = start;
    this.progress = progress;
    this.due = new ConcurrentLinkedQueue<>(trials);
    for (int i = Math.min(executor.parallelism(), trials.size()); i > 0; i--) {
      Daemon.start(this::work, "recsim-process");
    }
  }

  private void work() {
    Place place = new Place();
    try {
      for (PlannedTrial trial = due.poll(); trial != null && !closed; trial = due.poll()) {
        TrialResult result = place.run(trial);
        if (due.isEmpty()) {
          // Done before the last result is delivered, because the next experiment may start then.
          place.leave();
        }
        outcomes.add(new Outcome(result, null));
      }
    } catch (IOException e) {
      outcomes.add(new Outcome(null, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public TrialResult take() throws IOException, InterruptedException {
    Outcome outcome = outcomes.take();
    if (outcome.trouble() != null) {
      throw outcome.trouble();
    }
    return outcome.result();
  }

  @Override
  public void close() {
    closed = true;
    due.clear();
    busy.forEach(WorkerProcess::close);
  }

  private static String words(List<String> deaths) {
    boolean same = deaths.stream().distinct().count() == 1;
    return (same
            ? deaths.get(0) + ", and so did a second one"
            : String.join("; a second one ", deaths))
        + "; if memory is short run fewer trials at the same time with recsim.parallelism, else see"
        + " what the process wrote to stderr";
  }

  private static Failed failed(PlannedTrial trial, String error) {
    return Failed.unrun(trial.trial().id(), error);
  }

  /** A place for one process at a time, which is replaced after a failed trial. */
  private final class Place {
    private WorkerProcess process;
    private boolean prepared;

    /**
     * @throws IOException if no process can be started
     */
    TrialResult run(PlannedTrial trial) throws IOException, InterruptedException {
      List<String> deaths = new ArrayList<>();
      while (deaths.size() < ATTEMPTS && !closed) {
        occupy();
        try {
          TrialResult result = attempt(trial);
          if (result instanceof Failed) {
            remove().close();
          }
          return result;
        } catch (SocketTimeoutException e) {
          remove().close();
          return failed(trial, executor.timedOut());
        } catch (IOException e) {
          deaths.add(remove().end(e));
        } catch (RuntimeException | Error e) {
          remove().close();
          return failed(trial, "the run cannot work with its process: " + e);
        }
      }
      return failed(trial, "its process " + words(deaths));
    }

    private void occupy() throws IOException {
      if (process != null && process.isNoisy()) {
        remove().close();
      }
      if (process == null) {
        process = executor.take();
        busy.add(process);
        prepared = false;
      }
    }

    private TrialResult attempt(PlannedTrial trial) throws IOException {
      if (!prepared) {
        executor.prepare(process, start);
        prepared = true;
      }
      TrialId id = trial.trial().id();
      Order order = new Order(id.agent(), id.seed(), trial.fingerprint());
      return process.within(executor.limit(), () -> process.run(order, progress));
    }

    private WorkerProcess remove() {
      WorkerProcess removed = process;
      busy.remove(removed);
      process = null;
      return removed;
    }

    /** Returns the process for the next experiment. */
    void leave() {
      if (process != null) {
        executor.giveBack(remove());
      }
    }
  }
}
