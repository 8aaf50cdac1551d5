package dev.recsim.io.process;

import dev.recsim.io.Channel;
import dev.recsim.io.ChannelListener;
import dev.recsim.io.Daemon;
import dev.recsim.io.Harmless;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * A process that this one starts, and the channel to it. What it prints goes to stderr; its stdin
 * is empty. One thread uses it; any thread may kill it. The processes that it has started end with
 * it.
 */
public class ChannelProcess implements AutoCloseable {
  private static final int GRACE_SECONDS = 20;
  private static final int END_SECONDS = 1;
  private static final int SIGNALLED = 128;
  private static final int KILL = 9;
  private static final int PIECE_BYTES = 8192;
  private static final int LONGEST_LINE = 500;
  private static final int TICK_MILLIS = 50;
  private static final Set<ChannelProcess> ALIVE = ConcurrentHashMap.newKeySet();

  private final ChannelListener listener;
  private final Process process;
  private final ProcessTree tree;
  private final Thread relay;
  private final Thread hook;
  private final StringBuilder line = new StringBuilder();
  private volatile String lastLine = "";
  private volatile Channel channel;

  /** When the current exchange must be over, in nanoseconds; 0 for no limit. */
  private volatile long due;

  private volatile boolean expired;
  private Thread clock;

  /** An exchange of messages with the process. */
  @FunctionalInterface
  public interface Exchange<T> {
    T call() throws IOException;
  }

  /**
   * Starts a process.
   *
   * @param folder its working directory; null for that of this process
   * @param most see {@link Channel#connect}
   * @throws IOException if it cannot be started
   */
  public ChannelProcess(List<String> command, Path folder, IntUnaryOperator most)
      throws IOException {
    this(command, folder, Map.of(), most);
  }

  /**
   * Starts a process with additional environment variables.
   *
   * @param folder its working directory; null for that of this process
   * @param most see {@link Channel#connect}
   * @throws IOException if it cannot be started
   */
  @SuppressWarnings("this-escape") // subclasses have no state of their own
  public ChannelProcess(
      List<String> command, Path folder, Map<String, String> variables, IntUnaryOperator most)
      throws IOException {
    listener = new ChannelListener(most);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder == null ? null : folder.toFile());
    builder.environment().putAll(variables);
    builder.environment().put(Channel.VARIABLE, listener.address());
    tree = new ProcessTree(builder.environment());
    try {
      process = builder.start();
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    tree.started(process.toHandle());
    ALIVE.add(this);
    process.getOutputStream().close();
    process.onExit().thenRun(() -> close(listener));
    hook = new Thread(this::kill, "recsim-kill");
    Runtime.getRuntime().addShutdownHook(hook);
    relay = Daemon.start(() -> relay(process.getInputStream()), "recsim-stdout");
  }

  private void relay(InputStream from) {
    byte[] piece = new byte[PIECE_BYTES];
    Tracebacks to = new Tracebacks(new Harmless(System.err));
    try {
      for (int size = from.read(piece); size >= 0; size = from.read(piece)) {
        to.write(piece, 0, size);
        to.flush();
        remember(new String(piece, 0, size, StandardCharsets.UTF_8));
      }
      to.close();
    } catch (IOException e) {
      // It has ended.
    }
  }

  /**
   * Passes text on, but of equal tracebacks of Python only the first: they are equal if they differ
   * only in folders and numbers, whichever process prints them.
   */
  private static final class Tracebacks extends OutputStream {
    private static final String START = "Traceback (most recent call last):";
    private static final Pattern DIFFERENT =
        Pattern.compile("File \"[^\"]*[/\\\\]|0x[0-9a-f]+|[0-9]+");
    private static final int MOST_SEEN = 1_000;
    private static final int MOST_HELD = 1 << 14;
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private final OutputStream to;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    /** Where the line begins in what is held. */
    private int start;

    private boolean holds = true;

    Tracebacks(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      if (!holds) {
        to.write(b);
        holds = b == '\n';
        return;
      }
      held.write(b);
      if (start > 0 && b != '\n' && held.size() <= MOST_HELD) {
        return;
      }
      String text = held.toString(StandardCharsets.ISO_8859_1);
      String line = text.substring(start);
      boolean begins = start == 0 && (START + "\n").startsWith(line.replace("\r", ""));
      if (start == 0 && !begins || held.size() > MOST_HELD) {
        pass();
        holds = b == '\n';
      } else if (b == '\n' && start > 0 && !line.isBlank() && line.charAt(0) != ' ') {
        end(DIFFERENT.matcher(text).replaceAll(""));
      } else if (b == '\n') {
        start = held.size();
      }
    }

    private void end(String text) throws IOException {
      if (SEEN.size() == MOST_SEEN || SEEN.add(text)) {
        pass();
      }
      held.reset();
      start = 0;
    }

    private void pass() throws IOException {
      held.writeTo(to);
      held.reset();
      start = 0;
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }

    /** Passes on what is held; the stream below stays open. */
    @Override
    public void close() throws IOException {
      pass();
      to.flush();
    }
  }

  private void remember(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && c != '\r') {
        if (line.length() < LONGEST_LINE) {
          line.append(c);
        }
        continue;
      }
      lastLine = line.toString().isBlank() ? lastLine : line.toString().strip();
      line.setLength(0);
    }
  }

  /** The last line that it has printed and that is not blank; empty if there is none. */
  public String lastLine() {
    return lastLine;
  }

  /**
   * The channel; waits for the process to connect if it has not yet.
   *
   * @throws IOException if it has ended
   */
  public Channel channel() throws IOException {
    if (channel == null) {
      channel = listener.accept();
    }
    return channel;
  }

  /** Whether it has sent an unrequested message. */
  public boolean isNoisy() {
    try {
      return channel != null && !channel.isQuiet();
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Performs an exchange, and kills the process if that takes longer than the limit.
   *
   * @throws SocketTimeoutException if it took longer
   * @throws IOException if the exchange threw it
   */
  public <T> T within(Duration limit, Exchange<T> exchange) throws IOException {
    if (clock == null) {
      clock = Daemon.start(this::watch, "recsim-limit");
    }
    due = (System.nanoTime() + limit.toNanos()) | 1;
    try {
      return exchange.call();
    } catch (IOException e) {
      if (expired) {
        throw new SocketTimeoutException();
      }
      throw e;
    } finally {
      due = 0;
    }
  }

  private void watch() {
    try {
      while (process.isAlive()) {
        long end = due;
        if (end != 0 && System.nanoTime() - end > 0) {
          expired = true;
          kill();
          return;
        }
        Thread.sleep(TICK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for or forces its end, and describes it in words that follow "its process".
   *
   * @param cause what the channel threw
   */
  public String end(IOException cause) throws InterruptedException {
    boolean byItself =
        !(cause instanceof ProtocolException) && process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    close();
    if (cause instanceof ProtocolException) {
      return cause.getMessage();
    }
    if (!byItself) {
      return "closed its connection to the run";
    }
    int status = process.exitValue();
    String strangers =
        channel == null && listener.dropped() > 0
            ? " without having connected; a connection without its token was dropped"
            : "";
    return status == SIGNALLED + KILL
        ? "ended by signal 9: somebody killed it, or the system because memory was short"
        : status > SIGNALLED
            ? "ended by signal " + (status - SIGNALLED)
            : "ended with exit status " + status + strangers;
  }

  /** Lets the process release its resources, then makes sure that it has ended. */
  public void end() {
    tree.look();
    closeConnection();
    try {
      process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  private void closeConnection() {
    close(listener);
    close(channel);
  }

  private static void close(Closeable connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // It has ended all the same.
    }
  }

  /** Kills the process and its descendants without waiting. */
  public void kill() {
    // Process.destroyForcibly would close the stream with its output.
    tree.kill();
    closeConnection();
  }

  /** Halts this JVM, without shutdown hooks, and kills all processes that it has started here. */
  public static void haltWithAll(int status) {
    try {
      ALIVE.forEach(ChannelProcess::kill);
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  /** Kills the process and its descendants, and prints its remaining output. */
  @Override
  public void close() {
    kill();
    ALIVE.remove(this);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This JVM is ending, and runs the hook.
    }
    try {
      relay.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
