package dev.recsim.experiment.remote;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a run and a process that runs trials for it say to each other over that one's stdin and
 * stdout. The run sends a {@link Start}, an {@link Order} for each trial and an {@link End}, and
 * again for its next experiment; the process answers each order with one {@link Result} or {@link
 * Lost}. When stdin ends, the run is gone and the process has to end, too. Every message starts
 * with a mark; other bytes, such as what native code prints to stdout, are not part of a message.
 *
 * <p>Depends on nothing but the JDK, so that a program with other libraries can speak it.
 */
public final class Frames {
  /** Option: the longest that a trial may take, ISO 8601; absent for no limit. */
  public static final String TIMEOUT = "timeout";

  /** Option: the folder of session logs; absent where none are wanted. */
  public static final String SESSION_LOGS = "session-logs";

  /** Option: the run's class path. */
  public static final String CLASS_PATH = "class-path";

  /** The bytes that a message starts with. */
  private static final long MARK = 0xF7_52_45_43_53_49_4D_0AL;

  /** Far more than any trial's networks. */
  private static final int MOST_BYTES = 1 << 30;

  private static final int START = 1;
  private static final int ORDER = 2;
  private static final int END = 3;
  private static final int RESULT = 4;
  private static final int LOST = 5;

  private Frames() {}

  /** One message. */
  public sealed interface Frame {}

  /**
   * An experiment begins.
   *
   * @param parcel see {@link Parcel}
   * @param options how its trials run, never what they are
   */
  public record Start(byte[] parcel, Map<String, String> options) implements Frame {
    public Start {
      options = Map.copyOf(options);
    }
  }

  /**
   * A trial is to run.
   *
   * @param fingerprint of all that decides its result; where code or files are others it does not
   *     run
   */
  public record Order(String agent, int seed, String fingerprint) implements Frame {}

  /** No more orders of this experiment come. */
  public record End() implements Frame {}

  /**
   * A trial has run, or failed by its own fault.
   *
   * @param delivery see {@link dev.recsim.store.Delivery}
   */
  public record Result(String agent, int seed, byte[] delivery) implements Frame {}

  /**
   * A trial could not be run, or what ran it broke down.
   *
   * @param message why, and what to do
   */
  public record Lost(String agent, int seed, String message) implements Frame {}

  /** Writes one message and flushes. */
  public static void write(DataOutputStream out, Frame frame) throws IOException {
    out.writeLong(MARK);
    if (frame instanceof Start start) {
      out.writeByte(START);
      write(out, start.parcel());
      out.writeInt(start.options().size());
      for (Map.Entry<String, String> option : new TreeMap<>(start.options()).entrySet()) {
        write(out, option.getKey());
        write(out, option.getValue());
      }
    } else if (frame instanceof Order order) {
      out.writeByte(ORDER);
      write(out, order.agent());
      out.writeInt(order.seed());
      write(out, order.fingerprint());
    } else if (frame instanceof End) {
      out.writeByte(END);
    } else if (frame instanceof Result result) {
      out.writeByte(RESULT);
      write(out, result.agent());
      out.writeInt(result.seed());
      write(out, result.delivery());
    } else if (frame instanceof Lost lost) {
      out.writeByte(LOST);
      write(out, lost.agent());
      out.writeInt(lost.seed());
      write(out, lost.message());
    }
    out.flush();
  }

  /**
   * Waits for one message.
   *
   * @param others receives the bytes before the message
   * @return empty where the stream ends
   * @throws IOException if the stream ends within a message, or the message is not well-formed
   */
  public static Optional<Frame> read(DataInputStream in, OutputStream others) throws IOException {
    if (!findMark(in, others)) {
      return Optional.empty();
    }
    int kind = in.readUnsignedByte();
    return Optional.of(
        switch (kind) {
          case START -> new Start(bytes(in), options(in));
          case ORDER -> new Order(text(in), in.readInt(), text(in));
          case END -> new End();
          case RESULT -> new Result(text(in), in.readInt(), bytes(in));
          case LOST -> new Lost(text(in), in.readInt(), text(in));
          default -> throw new IOException("there is no message of kind " + kind);
        });
  }

  private static boolean findMark(DataInputStream in, OutputStream others) throws IOException {
    long last = 0;
    int held = 0;
    int next = in.read();
    for (; next >= 0; next = in.read()) {
      if (held == Long.BYTES) {
        others.write((int) (last >>> 56));
        held--;
      }
      last = last << 8 | next;
      held++;
      if (held == Long.BYTES && last == MARK) {
        return true;
      }
    }
    while (held > 0) {
      others.write((int) (last >>> 8 * --held));
    }
    return false;
  }

  /**
   * Hands on messages as they come, until the stream ends or breaks: either says that the other
   * side is gone.
   */
  public static void readAll(DataInputStream in, Consumer<Frame> to) {
    try {
      OutputStream others = OutputStream.nullOutputStream();
      for (var frame = read(in, others); frame.isPresent(); frame = read(in, others)) {
        to.accept(frame.get());
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
  }

  private static Map<String, String> options(DataInputStream in) throws IOException {
    Map<String, String> options = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      options.put(text(in), text(in));
    }
    return options;
  }

  static void write(DataOutputStream out, String text) throws IOException {
    write(out, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException(
          "a part of a message cannot be " + Integer.toUnsignedString(length) + " bytes long");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the other side ended within a message");
    }
    return bytes;
  }
}
