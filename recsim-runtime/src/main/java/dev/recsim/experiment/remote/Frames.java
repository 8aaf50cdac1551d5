package dev.recsim.experiment.remote;

import dev.recsim.io.Channel;
import dev.recsim.io.Channel.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a run and a process that runs trials for it say to each other over a {@link Channel}. The
 * run sends a {@link Start}, an {@link Order} for each trial and an {@link End}, and again for its
 * next experiment. A worker answers a start with {@link Ready}; the driver of a cluster does not.
 * Each order is answered with one {@link Result} or {@link Lost}. When the channel ends, the run is
 * gone and the process has to end, too.
 *
 * <p>Integers are big-endian and have four bytes. A text (UTF-8) and an array of bytes begin with
 * their length. A message is the components of its record in order; options are their number, then
 * key and value of each.
 *
 * <p>Depends on nothing but the JDK and the channel, so that a program with other libraries can
 * speak it.
 */
public final class Frames {
  /** Option: the longest that a trial may take, ISO 8601; absent for no limit. */
  public static final String TIMEOUT = "timeout";

  /** Option: the folder of session logs; absent where none are wanted. */
  public static final String SESSION_LOGS = "session-logs";

  /** Option: the run's class path. */
  public static final String CLASS_PATH = "class-path";

  private static final int START = 1;
  private static final int ORDER = 2;
  private static final int END = 3;
  private static final int RESULT = 4;
  private static final int LOST = 5;
  private static final int READY = 6;

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

  /** The experiment was read, or its trials will be lost. */
  public record Ready() implements Frame {}

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

  /** The bytes that a message of some kind may have; -1 if there is no such kind. */
  public static int most(int kind) {
    return switch (kind) {
      // A gigabyte is far more than the files of any experiment, or the networks of any trial.
      case START, RESULT -> 1 << 30;
      case ORDER -> 1 << 20;
      case LOST -> 1 << 24;
      case END, READY -> 0;
      default -> -1;
    };
  }

  /** Sends one message. */
  public static void send(Channel channel, Frame frame) throws IOException {
    Message message = encode(frame);
    channel.send(message.kind(), message.body());
  }

  /**
   * Waits for one message.
   *
   * @throws IOException see {@link Channel#receive}; also if the message is not well-formed
   */
  public static Frame receive(Channel channel) throws IOException {
    return decode(channel.receive());
  }

  /**
   * Hands on messages as they come, until the channel ends or breaks: either says that the other
   * side is gone.
   */
  public static void receiveAll(Channel channel, Consumer<Frame> to) {
    try {
      while (true) {
        to.accept(receive(channel));
      }
    } catch (IOException e) {
      // A broken channel says the same as its end.
    }
  }

  static Message encode(Frame frame) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    int kind = END;
    if (frame instanceof Start start) {
      kind = START;
      write(out, start.parcel());
      out.writeInt(start.options().size());
      for (Map.Entry<String, String> option : new TreeMap<>(start.options()).entrySet()) {
        write(out, option.getKey());
        write(out, option.getValue());
      }
    } else if (frame instanceof Order order) {
      kind = ORDER;
      write(out, order.agent());
      out.writeInt(order.seed());
      write(out, order.fingerprint());
    } else if (frame instanceof Ready) {
      kind = READY;
    } else if (frame instanceof Result result) {
      kind = RESULT;
      write(out, result.agent());
      out.writeInt(result.seed());
      write(out, result.delivery());
    } else if (frame instanceof Lost lost) {
      kind = LOST;
      write(out, lost.agent());
      out.writeInt(lost.seed());
      write(out, lost.message());
    }
    return new Message(kind, body.toByteArray());
  }

  static Frame decode(Message message) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(message.body()));
    try {
      Frame frame =
          switch (message.kind()) {
            case START -> new Start(bytes(in), options(in));
            case ORDER -> new Order(text(in), in.readInt(), text(in));
            case END -> new End();
            case READY -> new Ready();
            case RESULT -> new Result(text(in), in.readInt(), bytes(in));
            default -> new Lost(text(in), in.readInt(), text(in));
          };
      if (in.available() > 0) {
        throw new EOFException();
      }
      return frame;
    } catch (EOFException e) {
      throw new ProtocolException(
          "sent a message of kind " + message.kind() + " whose parts do not have its length");
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

  /** From a stream of bytes that are all there. */
  static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new EOFException("a part is " + length + " bytes long, more than are there");
    }
    return in.readNBytes(length);
  }
}
