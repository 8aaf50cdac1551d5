package dev.recsim.spark;

import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Result;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The program between a run and a Spark cluster: trials come in at stdin, and their results go out
 * at stdout as they finish, both as {@link Frames}. It ends with its stdin.
 */
public final class SparkDriver implements TrialJobs.Answers {
  private final DataOutputStream out;

  private SparkDriver(DataOutputStream out) {
    this.out = out;
  }

  /** Works until stdin ends. Exit status 1 if Spark cannot go on; stderr says why. */
  public static void main(String[] args) {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // Frames have stdout for themselves.
    System.setOut(System.err);
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    Cluster cluster = new Cluster();
    Orders orders = new Orders(in, cluster::end);
    try {
      new SparkDriver(out).work(orders, cluster);
    } catch (Exception e) {
      cluster.fail(e);
    }
  }

  private void work(Orders orders, Cluster cluster) throws IOException, InterruptedException {
    while (true) {
      Orders.Experiment experiment = orders.take();
      RunTrial task = new RunTrial(cluster.ship(experiment.start()));
      new TrialJobs(cluster.context(), this).run(experiment.trials(), task);
    }
  }

  @Override
  public void result(DueTrial trial, byte[] delivery) {
    write(new Result(trial.agent(), trial.seed(), delivery));
  }

  @Override
  public void lost(DueTrial trial, String message) {
    write(new Lost(trial.agent(), trial.seed(), message));
  }

  private void write(Frame frame) {
    try {
      Frames.write(out, frame);
    } catch (IOException e) {
      throw new UncheckedIOException("the run takes no more results", e);
    }
  }
}
