package dev.recsim.experiment.remote;

import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Ready;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.io.Channel;
import dev.recsim.io.Channel.Message;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * A program that speaks the protocol of a {@link Worker} with the means of the JDK, and then breaks
 * it. Results are those that it finds in a folder. Each fault leaves a file among the traces.
 */
final class FaultyWorker {
  private static final int MARK = 0xF7_52_43_53;
  private static final int RESULT = 4;
  private static final int LOST = 5;
  private static final int STATUS = 7;

  private final Path results;
  private final Path traces;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Socket socket;

  private FaultyWorker(Path results, Path traces, Socket socket) throws IOException {
    this.results = results;
    this.traces = traces;
    this.socket = socket;
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /**
   * The command that starts it.
   *
   * @param times how many processes do what they should not at their start
   */
  static List<String> command(Fault.AtStart atStart, int times, Path results, Path traces) {
    String classPath = System.getProperty("java.class.path");
    List<String> recsim =
        Arrays.stream(classPath.split(java.io.File.pathSeparator))
            .filter(it -> Files.isDirectory(Path.of(it)) || it.contains("/recsim-"))
            .toList();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        String.join(java.io.File.pathSeparator, recsim),
        FaultyWorker.class.getName(),
        atStart.name(),
        Integer.toString(times),
        results.toString(),
        traces.toString());
  }

  public static void main(String[] args) throws Exception {
    Path traces = Path.of(args[3]);
    Fault.AtStart atStart = Fault.AtStart.valueOf(args[0]);
    boolean faulty = traces.toFile().list().length < Integer.parseInt(args[1]);
    if (faulty) {
      Files.createTempFile(traces, "start", "");
    }
    String[] address = System.getenv(Channel.VARIABLE).split(" ");
    if (faulty && !connects(atStart, address)) {
      Runtime.getRuntime().halt(STATUS);
    }
    Socket socket = connect(address, address[2]);
    byte[] answer = socket.getInputStream().readNBytes(address[3].length());
    if (!Arrays.equals(answer, address[3].getBytes(StandardCharsets.US_ASCII))) {
      throw new IOException("this is not the run");
    }
    FaultyWorker worker = new FaultyWorker(Path.of(args[2]), traces, socket);
    if (faulty) {
      worker.breakBeforeReady(atStart);
    }
    worker.work();
  }

  /** False if the process has to end instead. */
  private static boolean connects(Fault.AtStart atStart, String[] address) throws Exception {
    switch (atStart) {
      case ENDS_BEFORE_IT_CONNECTS -> {
        return false;
      }
      case HAS_ANOTHER_TOKEN -> awaitEnd(connect(address, "0".repeat(address[2].length())));
      case SENDS_A_MESSAGE_FOR_THE_TOKEN ->
          awaitEnd(connect(address, "\u0006\0\0\0\0".repeat(address[2].length())));
      case COMES_AFTER_STRANGERS -> {
        awaitEnd(connect(address, address[3]));
        connect(address, "half a token").close();
        connect(address, "").close();
      }
      default -> {}
    }
    return atStart != Fault.AtStart.HAS_ANOTHER_TOKEN
        && atStart != Fault.AtStart.SENDS_A_MESSAGE_FOR_THE_TOKEN;
  }

  private static Socket connect(String[] address, String token) throws IOException {
    Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
    socket.getOutputStream().write(token.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Fails if the run says anything to a stranger. */
  private static void awaitEnd(Socket socket) {
    try {
      if (socket.getInputStream().read() >= 0) {
        System.err.println("the run answered");
        Runtime.getRuntime().halt(STATUS + 1);
      }
    } catch (IOException e) {
      // Dropped with bytes that were not read.
    }
  }

  private void breakBeforeReady(Fault.AtStart atStart) throws Exception {
    switch (atStart) {
      case CLOSES_AFTER_THE_HANDSHAKE -> {
        socket.close();
        Thread.sleep(Long.MAX_VALUE);
      }
      case IS_NOT_READY -> Thread.sleep(Long.MAX_VALUE);
      case PRINTS_INTO_THE_CHANNEL -> {
        out.write(text("Warning: a library prints\n"));
        Thread.sleep(Long.MAX_VALUE);
      }
      case ANSWERS_TOO_EARLY -> send(new Lost("a", 0, "no"));
      default -> {}
    }
  }

  private void work() throws Exception {
    while (true) {
      Frame frame = receive();
      if (frame instanceof Start) {
        send(new Ready());
      } else if (frame instanceof Order order) {
        Fault fault = Fault.valueOf(order.agent().toUpperCase(Locale.ROOT));
        if (isDue(fault, order)) {
          commit(fault, order);
        } else {
          send(result(order));
        }
      }
    }
  }

  /** What fails a trial does so with even seeds; with odd ones it happens once, if at all. */
  private boolean isDue(Fault fault, Order order) throws IOException {
    boolean even = order.seed() % 2 == 0;
    int most = fault.isRepeated() ? even ? 2 : 1 : even || !fault.fails() ? 1 : 0;
    for (int attempt = 0; attempt < most && fault != Fault.NONE; attempt++) {
      try {
        Files.createFile(traces.resolve(order.agent() + "-" + order.seed() + "-" + attempt));
        return true;
      } catch (FileAlreadyExistsException e) {
        continue;
      }
    }
    return false;
  }

  private void commit(Fault fault, Order order) throws Exception {
    int seed = order.seed();
    Result result = result(order);
    byte[] body = Frames.encode(result).body();
    byte[] message = message(RESULT, body.length, body);
    switch (fault) {
      case NONE -> {}
      case EXIT -> {}
      case KILLED -> signal("KILL");
      case TERMINATED -> signal("TERM");
      case STOPPED -> signal("STOP");
      case CUT_HEADER -> out.write(message, 0, 1 + seed);
      case CUT_BODY, CUT_AND_HANGS -> out.write(message, 0, message.length * (1 + seed) / 7);
      case CLOSED -> socket.close();
      case NEGATIVE_LENGTH -> out.write(message(RESULT, -1 << 6 * seed, body));
      case HUGE_LENGTH -> out.write(message(RESULT, Integer.MAX_VALUE - seed, body));
      case TOO_LONG -> out.write(message(LOST, (1 << 24) + 1, body));
      case TEXT -> out.write(text("Warning: ".substring(0, 1 + seed)));
      case GARBAGE -> out.write(message(MARK + 1 + seed, RESULT, body.length, body));
      case UNKNOWN_KIND -> out.write(message(new int[] {0, 7, 99, 127, 128, 255}[seed], 0, body));
      case WRONG_PARTS -> out.write(message(RESULT, body.length, wrongLength(body, seed)));
      case DAMAGED -> send(new Result(order.agent(), seed, flipped(result.delivery(), seed)));
      case FORGED -> send(new Result(order.agent(), seed, forged()));
      case OTHER_TRIAL -> send(new Lost("other", seed, "no"));
      case OUT_OF_PLACE -> send(order);
      case HANGS -> {}
      case EXTRA_BYTES -> out.write(concat(message, text("x".repeat(1 + 10 * seed))));
      case EXTRA_MESSAGE -> out.write(concat(message, message));
      case PRINTS -> print();
    }
    after(fault, result);
  }

  private void after(Fault fault, Result result) throws Exception {
    switch (fault) {
      case EXIT, CUT_HEADER, CUT_BODY -> Runtime.getRuntime().halt(STATUS);
      case EXTRA_BYTES, EXTRA_MESSAGE -> {}
      case PRINTS -> send(result);
      default -> Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static void signal(String name) throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
  }

  private static void print() throws IOException {
    FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
    stdout.write(text("Warning: a library prints\n"));
    stdout.write(new byte[] {4, 0x7f, -1, -1, -1, '\n'});
    stdout.close();
  }

  private Result result(Order order) throws IOException {
    Path file = results.resolve(order.agent() + "-" + order.seed());
    return new Result(order.agent(), order.seed(), Files.readAllBytes(file));
  }

  /** A trial's file with a checksum that is right, and without a result. */
  private static byte[] forged() {
    String content = "{\"schema_version\":3";
    CRC32 crc = new CRC32();
    crc.update(text(content));
    String checksum = HexFormat.of().toHexDigits(crc.getValue(), 8);
    byte[] file = text(content + ",\"checksum\":\"" + checksum + "\"}");
    return ByteBuffer.allocate(Integer.BYTES + file.length).putInt(file.length).put(file).array();
  }

  /** The length of the agent's name is one that the message has no room for. */
  private static byte[] wrongLength(byte[] body, int seed) {
    ByteBuffer.wrap(body).putInt(0, new int[] {-1, body.length, 1 << 30, 0, 1, -1 << 31}[seed]);
    return body;
  }

  private static byte[] flipped(byte[] bytes, int seed) {
    bytes[bytes.length * (1 + seed) / 7] ^= 1;
    return bytes;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] message(int kind, int length, byte[] body) {
    return message(MARK, kind, length, body);
  }

  private static byte[] message(int mark, int kind, int length, byte[] body) {
    ByteBuffer bytes = ByteBuffer.allocate(9 + body.length);
    return bytes.putInt(mark).put((byte) kind).putInt(length).put(body).array();
  }

  private void send(Frame frame) throws IOException {
    Message message = Frames.encode(frame);
    out.write(message(message.kind(), message.body().length, message.body()));
  }

  /** Ends with the run. */
  private Frame receive() throws IOException {
    if (in.readInt() != MARK) {
      throw new IOException("the run sends no messages");
    }
    int kind = in.readByte();
    return Frames.decode(new Message(kind, in.readNBytes(in.readInt())));
  }
}
