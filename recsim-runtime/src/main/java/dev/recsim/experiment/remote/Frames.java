package dev.recsim.experiment.remote;

import dev.recsim.io.Channel;
import dev.recsim.io.Channel.Message;
import dev.recsim.io.process.RecordBytes;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The messages between a run and a process that runs its trials, over a {@link Channel}. For each
 * experiment, the run sends a {@link Start}, an {@link Order} for each trial and an {@link End}. A
 * worker replies to a start with {@link Ready}; the driver of a cluster does not. The reply to each
 * order is one {@link Result} or {@link Lost}; before it, a worker may send an {@link At} for each
 * checkpoint. When the channel ends, the run has ended and the process must end too.
 *
 * <p>After the trials of an experiment, the run may send a {@link Play}, to which a worker replies
 * with {@link Played}.
 *
 * <p>To read a log on a cluster, the run sends {@link ReadLog}, to which the driver replies with
 * {@link Names}, and a {@link Request} for each reading. The reply is a {@link Part} for each part
 * of the log and an {@link End}.
 *
 * <p>To sum over what users opened, the run sends {@link Load}, to which the driver replies with
 * {@link Ready}, and a {@link Sum} for each sum. The reply is some {@link Part}s and an {@link
 * End}.
 *
 * <p>A message is its record as {@link RecordBytes}.
 *
 * <p>Depends only on the JDK and package {@code io}, so programs with other libraries can use it.
 */
public final class Frames {
  /** Option: longest time for a trial, ISO 8601; absent for no limit. */
  public static final String TIMEOUT = "timeout";

  /** Option: the folder of session logs; absent for no logs. */
  public static final String SESSION_LOGS = "session-logs";

  /** Option: number of sessions of a trial that are logged; absent for all. */
  public static final String LOGGED_SESSIONS = "logged-sessions";

  /** Option: the run's class path. */
  public static final String CLASS_PATH = "class-path";

  /** Option: the digest of the code of the run, see {@code RunningCode}. */
  public static final String CODE = "code";

  /** Option: the locale of the run, that of its formats, and its time zone. */
  public static final String LOCALE = "locale";

  public static final String FORMATS = "formats";
  public static final String ZONE = "zone";

  /** Start of options that are system properties of the run. */
  public static final String PROPERTY = "property.";

  /** The class of recsim that makes requests and answers about logs, which runs on executors. */
  public static final String REQUEST_TYPE = "dev.recsim.ope.evaluation.Partition";

  /** Option: a class that is used instead of {@link #REQUEST_TYPE}, with the same methods. */
  public static final String LOG_READER = "log-reader";

  /** Option: the log, a URI. */
  public static final String LOG_FILE = "log-file";

  /** Option: the character between the columns of a log. */
  public static final String LOG_SEPARATOR = "log-separator";

  /** Option: the character between entries of a list in a log; absent for none. */
  public static final String LOG_LIST_SEPARATOR = "log-list-separator";

  /** Option: the column with the session; absent if each row is a session. */
  public static final String LOG_SESSION = "log-session";

  /** Option of a sum: {@link #COUNTS} or {@link #FACTORS}. */
  public static final String SUM = "sum";

  /**
   * Decayed counts of pairs. Each part has, of each of its documents, the document (4 bytes), its
   * total (8), the number of followers (4), and of each follower in their order the document (4)
   * and its count (8), in units of {@link #COUNT_UNIT}.
   */
  public static final String COUNTS = "counts";

  /** Units of 1 in {@link #COUNTS}: 5^9, so that .8^0 to .8^9 are whole numbers. */
  public static final long COUNT_UNIT = 1_953_125;

  /** Option of {@link #COUNTS}: number of followers of a document that are sent, the largest. */
  public static final String MOST = "most";

  /**
   * Factors by alternating least squares. A part has documents: each document (4 bytes), and its
   * factors as floats.
   */
  public static final String FACTORS = "factors";

  /** Option of {@link #FACTORS}. */
  public static final String RANK = "rank";

  /** Option of {@link #FACTORS}: weight of an entry less 1, per count. */
  public static final String ALPHA = "alpha";

  /** Option of {@link #FACTORS}: multiplies the number of entries of a row. */
  public static final String LAMBDA = "lambda";

  /** Option of {@link #FACTORS}. */
  public static final String ITERATIONS = "iterations";

  /** Option of {@link #FACTORS}: seed of the random start. */
  public static final String SEED = "seed";

  /** The kinds of messages, numbered from 1. */
  private static final List<Class<? extends Frame>> KINDS =
      List.of(
          Start.class,
          Order.class,
          End.class,
          Result.class,
          Lost.class,
          Ready.class,
          ReadLog.class,
          Names.class,
          Request.class,
          Part.class,
          Play.class,
          Played.class,
          At.class,
          Load.class,
          Sum.class);

  private Frames() {}

  /** One message. */
  public sealed interface Frame {}

  /**
   * Starts an experiment.
   *
   * @param parcel see {@link Parcel}
   * @param options how its trials run; they do not change results
   */
  public record Start(byte[] parcel, Map<String, String> options) implements Frame {
    public Start {
      options = Map.copyOf(options);
    }
  }

  /**
   * Requests a trial.
   *
   * @param fingerprint of everything that determines its result; the trial does not run with other
   *     code or files
   */
  public record Order(String agent, int seed, String fingerprint) implements Frame {}

  /** Ends the orders of an experiment. */
  public record End() implements Frame {}

  /** Confirms that the experiment was read, or that its trials will be lost. */
  public record Ready() implements Frame {}

  /**
   * The result of a trial that ran, including a failure of the trial itself.
   *
   * @param delivery see {@link dev.recsim.store.Delivery}
   */
  public record Result(String agent, int seed, byte[] delivery) implements Frame {}

  /**
   * Tells how far a running trial is.
   *
   * @param epoch of its last checkpoint
   * @param epochs the most that there can be
   * @param score of the checkpoint as a decimal number; empty if it has none
   */
  public record At(String agent, int seed, int epoch, int epochs, String score) implements Frame {
    /** The score; null if it has none, or is not a number. */
    Double value() {
      try {
        return score.isEmpty() ? null : Double.valueOf(score);
      } catch (NumberFormatException e) {
        return null;
      }
    }
  }

  /**
   * Reports that a trial could not run, or that its process failed.
   *
   * @param message why, and what to do
   */
  public record Lost(String agent, int seed, String message) implements Frame {}

  /**
   * Replays sessions of stored trials.
   *
   * @param folder folder of the trials on this machine
   * @param replay what is replayed, see {@link dev.recsim.store.Delivery}
   */
  public record Play(String folder, byte[] replay) implements Frame {}

  /** What was replayed, see {@link dev.recsim.store.Delivery}. */
  public record Played(byte[] replayed) implements Frame {}

  /**
   * Finds the files of a log and divides it into parts.
   *
   * @param request asks for the sessions of rows, see {@link #REQUEST_TYPE}
   * @param options of the driver, and those whose names begin with {@code log-}
   */
  public record ReadLog(byte[] request, Map<String, String> options) implements Frame {
    public ReadLog {
      options = Map.copyOf(options);
    }
  }

  /** The files of a log in their order, separated by line ends. */
  public record Names(String files) implements Frame {}

  /** Reads all parts of the log. */
  public record Request(byte[] request) implements Frame {}

  /** The answer of a part, whose number counts from 0. */
  public record Part(int number, byte[] answer) implements Frame {}

  /**
   * Brings what users opened to the cluster.
   *
   * @param users of each user in order the number of documents and the documents, oldest first, as
   *     integers
   * @param options of the driver
   */
  public record Load(byte[] users, Map<String, String> options) implements Frame {
    public Load {
      options = Map.copyOf(options);
    }
  }

  /** Sums over what was loaded; options are {@link #SUM} and those of the sum. */
  public record Sum(Map<String, String> options) implements Frame {
    public Sum {
      options = Map.copyOf(options);
    }
  }

  /** The largest size of a message of this kind, in bytes; -1 for an unknown kind. */
  public static int most(int kind) {
    if (kind < 1 || kind > KINDS.size()) {
      return -1;
    }
    Class<?> type = KINDS.get(kind - 1);
    if (type == Order.class || type == At.class) {
      return 1 << 20;
    }
    // 1 GiB, much more than the files of an experiment or the networks of a trial.
    int many = type == Lost.class || type == Names.class ? 1 << 24 : 1 << 30;
    return type.getRecordComponents().length == 0 ? 0 : many;
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
   * Passes messages on as they arrive, until the channel ends or breaks; both mean that the other
   * process has ended.
   */
  public static void receiveAll(Channel channel, Consumer<Frame> to) {
    try {
      while (true) {
        to.accept(receive(channel));
      }
    } catch (IOException e) {
      // A broken channel means the same as its end.
    }
  }

  static Message encode(Frame frame) {
    return new Message(KINDS.indexOf(frame.getClass()) + 1, RecordBytes.encode((Record) frame));
  }

  static Frame decode(Message message) throws IOException {
    Class<? extends Record> type = KINDS.get(message.kind() - 1).asSubclass(Record.class);
    try {
      return (Frame) RecordBytes.decode(message.body(), type);
    } catch (EOFException | IllegalArgumentException e) {
      throw new ProtocolException(
          "sent a message of kind " + message.kind() + " whose parts do not have its length");
    }
  }
}
