package dev.recsim.spark;

import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.Frames.End;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.io.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What the run asks for. It is read on a thread of its own, so that its end is noticed at once. */
final class Orders {
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

  /** An experiment's beginning and its trials. */
  record Experiment(Start start, List<DueTrial> trials) {}

  /**
   * Begins to read.
   *
   * @param ended called, on the thread that reads, when the channel ends: the run is over or was
   *     killed
   */
  Orders(Channel channel, Runnable ended) {
    // No daemon: it has to get to its end, also where the main thread does so before.
    new Thread(() -> read(channel, ended), "recsim-orders").start();
  }

  private void read(Channel channel, Runnable ended) {
    Frames.receiveAll(channel, frames::add);
    ended.run();
  }

  /** Waits for the next message that begins something. */
  Frame take() throws InterruptedException {
    return frames.take();
  }

  /** Waits for all trials of an experiment. */
  Experiment trials(Start start) throws InterruptedException {
    List<DueTrial> trials = new ArrayList<>();
    for (Frame frame = frames.take(); !(frame instanceof End); frame = frames.take()) {
      if (frame instanceof Order order) {
        trials.add(new DueTrial(order.agent(), order.seed(), order.fingerprint()));
      }
    }
    return new Experiment(start, trials);
  }
}
