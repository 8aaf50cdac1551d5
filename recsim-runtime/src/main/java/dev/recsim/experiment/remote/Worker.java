package dev.recsim.experiment.remote;

import dev.recsim.experiment.Progress;
import dev.recsim.experiment.remote.Frames.At;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Play;
import dev.recsim.experiment.remote.Frames.Played;
import dev.recsim.experiment.remote.Frames.Ready;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.io.Channel;
import dev.recsim.io.Daemon;
import dev.recsim.trial.TrialId;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The process side of a {@link ProcessExecutor}: runs the trials it receives, one at a time. */
public final class Worker {
  private final Channel channel;
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

  private volatile Bench bench;
  private String trouble;

  /**
   * Starts reading.
   *
   * @param gone called on a separate thread when the channel ends, because the run has ended or was
   *     killed
   */
  public Worker(Channel channel, Runnable gone) {
    this.channel = channel;
    Daemon.start(() -> read(gone), "recsim-frames");
  }

  private void read(Runnable gone) {
    try {
      Frames.receiveAll(channel, frames::add);
    } finally {
      close();
      gone.run();
    }
  }

  /**
   * Runs the trials it receives, until it fails.
   *
   * @throws IOException if a result cannot be sent
   */
  public void work() throws IOException, InterruptedException {
    while (true) {
      Frame frame = frames.take();
      if (frame instanceof Start start) {
        prepare(start);
        Frames.send(channel, new Ready());
      } else if (frame instanceof Order order) {
        Frames.send(channel, answer(order));
      } else if (frame instanceof Play play) {
        Frames.send(channel, answer(play));
      }
    }
  }

  private void prepare(Start start) {
    close();
    try {
      bench = new Bench(start.parcel(), start.options());
    } catch (IOException | RuntimeException | Error e) {
      String why = "the worker process cannot read the experiment: " + e;
      trouble = e instanceof IOException ? Objects.requireNonNullElse(e.getMessage(), why) : why;
    }
  }

  private void close() {
    Bench used = bench;
    bench = null;
    if (used != null) {
      used.close();
    }
  }

  private Frame answer(Play play) throws IOException {
    Bench used = bench;
    return used == null
        ? new Lost("", 0, trouble)
        : new Played(used.replay(play.folder(), play.replay()));
  }

  private Frame answer(Order order) throws InterruptedException {
    Bench used = bench;
    return used == null
        ? new Lost(order.agent(), order.seed(), trouble)
        : new Result(
            order.agent(),
            order.seed(),
            used.run(order.agent(), order.seed(), order.fingerprint(), new Heartbeat()));
  }

  /** Sends checkpoints to the run. */
  private final class Heartbeat implements Progress {
    @Override
    public void reached(TrialId id, int epoch, int epochs, Double score) {
      try {
        String value = score == null ? "" : score.toString();
        Frames.send(channel, new At(id.agent(), id.seed(), epoch, epochs, value));
      } catch (IOException e) {
        // The run has ended, and so does this process.
      }
    }
  }
}
