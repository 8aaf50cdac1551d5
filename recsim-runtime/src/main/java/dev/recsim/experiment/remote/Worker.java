package dev.recsim.experiment.remote;

import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.experiment.remote.Frames.Start;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The other end of a {@link ProcessExecutor}: runs the trials that it is sent, one at a time. */
public final class Worker {
  private final DataOutputStream out;
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

  private Bench bench;
  private String trouble;

  /**
   * Begins to read.
   *
   * @param gone called, on a thread of its own, when {@code in} ends: the run is over or was killed
   */
  public Worker(InputStream in, OutputStream out, Runnable gone) {
    this.out = new DataOutputStream(out);
    Thread reader = new Thread(() -> read(new DataInputStream(in), gone), "recsim-frames");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(DataInputStream in, Runnable gone) {
    Frames.readAll(in, frames::add);
    gone.run();
  }

  /**
   * Runs what it is sent, without end.
   *
   * @throws IOException if nobody takes the results
   */
  public void work() throws IOException, InterruptedException {
    while (true) {
      Frame frame = frames.take();
      if (frame instanceof Start start) {
        prepare(start);
      } else if (frame instanceof Order order) {
        Frames.write(out, answer(order));
      }
    }
  }

  private void prepare(Start start) {
    bench = null;
    try {
      bench = new Bench(start.parcel(), start.options());
    } catch (IOException | RuntimeException | Error e) {
      String why = "the worker process cannot read the experiment: " + e;
      trouble = e instanceof IOException ? Objects.requireNonNullElse(e.getMessage(), why) : why;
    }
  }

  private Frame answer(Order order) throws InterruptedException {
    return bench == null
        ? new Lost(order.agent(), order.seed(), trouble)
        : new Result(
            order.agent(),
            order.seed(),
            bench.run(order.agent(), order.seed(), order.fingerprint()));
  }
}
