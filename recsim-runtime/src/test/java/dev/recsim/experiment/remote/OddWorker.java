package dev.recsim.experiment.remote;

import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Ready;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.io.Channel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program with a {@link Worker} that does what a process may do when code in it goes wrong. */
final class OddWorker {
  static final int STATUS = 7;

  /** What the process does before it works. */
  enum Habit {
    /** Ends, if no process before it did. */
    DIES_ONCE,
    /** Ends. */
    DIES,
    /** Writes to file descriptor 1 before it answers, as native code may. */
    PRINTS
  }

  private OddWorker() {}

  /** The command that starts it. */
  static List<String> command(Habit habit, Path traces) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        OddWorker.class.getName(),
        habit.name(),
        traces.toString());
  }

  /** Leaves a file among the traces, so that a test can count the processes. */
  public static void main(String[] args) throws Exception {
    int before = Path.of(args[1]).toFile().list().length;
    Files.createTempFile(Path.of(args[1]), "process", "");
    Channel channel = Channel.connect(System.getenv(Channel.VARIABLE), Frames::most);
    switch (Habit.valueOf(args[0])) {
      case DIES_ONCE -> {
        if (before == 0) {
          dieAtFirstOrder(channel);
        }
      }
      case DIES -> dieAtFirstOrder(channel);
      case PRINTS -> {
        FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
        stdout.write("Warning: a library prints\n".getBytes(StandardCharsets.US_ASCII));
        stdout.write(new byte[] {4, 0x7f, -1, -1, -1});
      }
    }
    new Worker(channel, () -> Runtime.getRuntime().halt(0)).work();
  }

  private static void dieAtFirstOrder(Channel channel) throws IOException {
    while (true) {
      Frame frame = Frames.receive(channel);
      if (frame instanceof Start) {
        Frames.send(channel, new Ready());
      } else if (frame instanceof Order) {
        Runtime.getRuntime().halt(STATUS);
      }
    }
  }
}
