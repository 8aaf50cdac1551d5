package dev.recsim.experiment.remote;

import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The trials of one experiment on the processes of a {@link ProcessExecutor}, a thread each. */
final class ProcessPool implements TrialExecutor.Results {
  /** What killed a process may have had nothing to do with its trial. */
  private static final int ATTEMPTS = 2;

  private final ProcessExecutor executor;
  private final Start start;
  private final Queue<PlannedTrial> due;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final Set<WorkerProcess> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A result, or why no more come. */
  private record Outcome(TrialResult result, IOException trouble) {}

  ProcessPool(ProcessExecutor executor, Start start, List<PlannedTrial> trials) {
    this.executor = executor;
    this.start = start;
    this.due = new ConcurrentLinkedQueue<>(trials);
    for (int i = Math.min(executor.parallelism(), trials.size()); i > 0; i--) {
      Thread thread = new Thread(this::work, "recsim-process");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void work() {
    Place place = new Place();
    try {
      for (PlannedTrial trial = due.poll(); trial != null && !closed; trial = due.poll()) {
        TrialResult result = place.run(trial);
        if (due.isEmpty()) {
          // Before the last result is there: with it the next experiment may begin.
          place.leave();
        }
        outcomes.add(new Outcome(result, null));
      }
    } catch (IOException e) {
      outcomes.add(new Outcome(null, e));
    } catch (RuntimeException | Error e) {
      // Whoever waits for results would wait without end.
      outcomes.add(new Outcome(null, new IOException("a worker process cannot be used: " + e, e)));
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

  /** Where one process after the other is at work, each until a trial fails in it. */
  private final class Place {
    private WorkerProcess process;
    private String death;

    TrialResult run(PlannedTrial trial) throws IOException, InterruptedException {
      Optional<TrialResult> result = attempt(trial);
      for (int i = 1; i < ATTEMPTS && result.isEmpty() && !closed; i++) {
        result = attempt(trial);
      }
      return result.orElseGet(() -> died(trial));
    }

    private Optional<TrialResult> attempt(PlannedTrial trial)
        throws IOException, InterruptedException {
      boolean fresh = process == null;
      if (fresh) {
        process = executor.take();
        busy.add(process);
      }
      try {
        if (fresh) {
          process.send(start);
        }
        TrialId id = trial.trial().id();
        process.send(new Order(id.agent(), id.seed(), trial.fingerprint()));
        TrialResult result = process.receive();
        if (result instanceof Failed) {
          remove().close();
        }
        return Optional.of(result);
      } catch (IOException e) {
        death = remove().death();
        return Optional.empty();
      }
    }

    private WorkerProcess remove() {
      WorkerProcess removed = process;
      busy.remove(removed);
      process = null;
      return removed;
    }

    private Failed died(PlannedTrial trial) {
      return new Failed(
          trial.trial().id(),
          "its process ended "
              + death
              + ", and so did a second one; if memory is short run fewer trials at the same time"
              + " with recsim.parallelism, else see what the process wrote to stderr",
          "",
          new Cost(0, 0, 0));
    }

    /** For the trials of the next experiment. */
    void leave() {
      if (process != null) {
        executor.giveBack(remove());
      }
    }
  }
}
