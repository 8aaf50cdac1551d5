package dev.recsim.experiment.remote;

import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.io.Digest;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
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
    /** Answers the first order in bytes that no process of recsim sends. */
    FORGES,
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
    OutputStream stdout = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    switch (Habit.valueOf(args[0])) {
      case DIES_ONCE -> {
        if (before == 0) {
          awaitOrder();
          Runtime.getRuntime().halt(STATUS);
        }
      }
      case DIES -> {
        awaitOrder();
        Runtime.getRuntime().halt(STATUS);
      }
      case FORGES -> {
        Order order = awaitOrder();
        Frames.write(
            new DataOutputStream(stdout), new Result(order.agent(), order.seed(), forged()));
      }
      case PRINTS -> {
        stdout.write("Warning: a library prints\n".getBytes(StandardCharsets.US_ASCII));
        // A result, as it was told apart from others once, that would be two GiB long.
        stdout.write(new byte[] {4, 0x7f, -1, -1, -1});
        stdout.flush();
      }
    }
    new Worker(System.in, stdout, () -> Runtime.getRuntime().halt(0)).work();
  }

  private static Order awaitOrder() throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    while (true) {
      if (Frames.read(in, System.err).orElseThrow() instanceof Order order) {
        return order;
      }
    }
  }

  /** A trial's file with a checksum that is right, and without a result. */
  private static byte[] forged() {
    String content = "{\"schema_version\":3";
    String checksum = Digest.of(content.getBytes(StandardCharsets.US_ASCII));
    byte[] file =
        (content + ",\"checksum\":\"" + checksum + "\"}").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(Integer.BYTES + file.length).putInt(file.length).put(file).array();
  }
}
