package dev.recsim.spark;

import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.Frames.End;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Load;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Names;
import dev.recsim.experiment.remote.Frames.Part;
import dev.recsim.experiment.remote.Frames.ReadLog;
import dev.recsim.experiment.remote.Frames.Ready;
import dev.recsim.experiment.remote.Frames.Request;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.experiment.remote.Frames.Sum;
import dev.recsim.io.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The program between a run and a Spark cluster: trials, readings of logs and sums come in over a
 * {@link Channel}, and their results go out as they finish, both as {@link Frames}. It ends with
 * the channel.
 */
public record SparkDriver(Channel channel) {
  /** Works until the channel ends. Exit status 1 if Spark cannot go on; stderr says why. */
  public static void main(String[] args) throws IOException {
    Channel channel = Channel.connect(System.getenv(Channel.VARIABLE), Frames::most);
    Cluster cluster = new Cluster();
    Orders orders = new Orders(channel, cluster::end);
    try {
      new SparkDriver(channel).work(orders, cluster);
    } catch (Exception e) {
      cluster.fail(e);
    }
  }

  private void work(Orders orders, Cluster cluster) throws IOException, InterruptedException {
    LogParts log = null;
    OpenedEvents events = null;
    while (true) {
      Frame frame = orders.take();
      if (frame instanceof Start start) {
        Orders.Experiment experiment = orders.trials(start);
        RunTrial task = new RunTrial(cluster.ship(experiment.start()));
        new TrialJobs(cluster.context(), this::write).run(experiment.trials(), task);
      } else if (frame instanceof ReadLog asked) {
        log = open(cluster, asked);
      } else if (frame instanceof Request request) {
        log.read(request.request(), this::write);
        write(new End());
      } else if (frame instanceof Load load) {
        events = new OpenedEvents(cluster.context(load.options()), load);
        write(new Ready());
      } else if (frame instanceof Sum sum) {
        sum(events, sum);
      }
    }
  }

  private void sum(OpenedEvents events, Sum sum) {
    try {
      List<byte[]> parts = events.parts(sum.options());
      for (int i = 0; i < parts.size(); i++) {
        write(new Part(i, parts.get(i)));
      }
      write(new End());
    } catch (OpenedEvents.NoCheckpoints e) {
      write(new Lost("", 0, e.getMessage()));
    }
  }

  private LogParts open(Cluster cluster, ReadLog asked) throws IOException {
    Shipment code = cluster.ship(asked.options());
    try {
      LogParts log = new LogParts(cluster.context(), code, asked);
      write(new Names(String.join("\n", log.names())));
      return log;
    } catch (LogFiles.Missing e) {
      write(new Lost("", 0, e.getMessage()));
      return null;
    }
  }

  private void write(Frame frame) {
    try {
      Frames.send(channel, frame);
    } catch (IOException e) {
      throw new UncheckedIOException("the run takes no more results", e);
    }
  }
}
