package dev.recsim.bridge;

import dev.recsim.api.Inputs;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.io.Channel;
import dev.recsim.io.Channel.Message;
import dev.recsim.io.ExternalFailure;
import dev.recsim.io.Scratch;
import dev.recsim.io.process.ChannelProcess;
import dev.recsim.io.process.ChannelProcess.Exchange;
import java.io.File;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The process of an agent or an environment. Every exchange has a time limit. Whatever goes wrong
 * is an {@link ExternalFailure} that names the command and the cause, and ends the process.
 */
public final class ProgramProcess implements AutoCloseable {
  private static final int MOST_WORDS_OF_COMMAND = 6;
  private static final byte[] EMPTY = {};

  /** The folder of recsim, from which nothing is reported. */
  private static final String SCRATCH = "RECSIM_SCRATCH";

  private static final String SEARCH = "PYTHONPATH";

  private final ProcessOptions options;
  private final String whose;
  private final String command;
  private final Duration limit;
  private final Scratch scratch;
  private final ChannelProcess process;

  /** Whether an exchange has failed. */
  private boolean failed;

  /**
   * Copies the files into a temporary folder and starts the process there.
   *
   * @param whose whose process it is, in messages: "its" or "the environment's"
   * @param folder to which the files are relative
   * @throws ExternalFailure if it cannot be started
   */
  public ProgramProcess(String whose, ProcessOptions options, Path folder) {
    this.options = options;
    this.whose = whose;
    List<String> words = options.command();
    command =
        String.join(" ", words.subList(0, Math.min(words.size(), MOST_WORDS_OF_COMMAND)))
            + (words.size() > MOST_WORDS_OF_COMMAND ? " ..." : "");
    limit = Duration.ofMillis((long) StrictMath.ceil(options.timeout() * 1_000));
    try {
      scratch = new Scratch();
    } catch (IOException e) {
      throw new ExternalFailure(e.getMessage());
    }
    process = started(folder);
  }

  private ChannelProcess started(Path folder) {
    try {
      Path home = scratch.copy(options.given(), folder);
      Path recorder = scratch.write("python", Report.recorder());
      List<String> words = Command.searching(options.command(), SEARCH, recorder);
      Path temporary = scratch.write("tmp", Map.of());
      return new ChannelProcess(words, home, variables(recorder, temporary), Kind::most);
    } catch (IOException e) {
      scratch.close();
      throw failure(
          "cannot start (%s); install the program or correct \"command\""
              .formatted(e.getMessage()));
    }
  }

  /**
   * The variables with which a Python reports what it reads. Temporary files, which it may read
   * again, are in the folder from which nothing is reported.
   */
  private Map<String, String> variables(Path recorder, Path temporary) {
    String others = System.getenv().getOrDefault(SEARCH, "");
    return Map.of(
        SCRATCH,
        scratch.folder().toString(),
        "TMPDIR",
        temporary.toString(),
        SEARCH,
        others.isEmpty() ? recorder.toString() : recorder + File.pathSeparator + others);
  }

  /**
   * What the process has used so far.
   *
   * @param reports whether it understands the request
   * @param versions of its introduction; may be null
   */
  public Inputs inputs(boolean reports, Map<String, String> versions) {
    Inputs report = Report.NONE;
    if (reports) {
      byte[] answer = ask(Kind.REPORT, EMPTY, Kind.INPUTS);
      try {
        report = Report.read(answer);
      } catch (IllegalArgumentException e) {
        throw wrong("a report of its inputs that cannot be read: " + e.getMessage());
      }
    }
    return Report.complete(report, options, versions);
  }

  /** Sends a message that has no answer. */
  public void tell(int kind, byte[] body) {
    within(
        () -> {
          process.channel().send(kind, body);
          return null;
        });
  }

  /** Sends a request and returns the body of the answer. */
  public byte[] ask(int kind, byte[] body, int answer) {
    return within(
        () -> {
          process.channel().send(kind, body);
          return checked(process.channel().receive(), answer);
        });
  }

  /**
   * Uses the channel.
   *
   * @param <T> type of the result
   */
  @FunctionalInterface
  interface Use<T> {
    T of(Channel channel) throws IOException;
  }

  /** Uses the channel within the time limit. */
  <T> T use(Use<T> use) {
    return within(() -> use.of(process.channel()));
  }

  /** The body of a message, which must be of this kind. */
  byte[] body(Message message, int kind) {
    return within(() -> checked(message, kind));
  }

  /** Writes files into a new folder below that of the process, and returns it. */
  Path folder(String name, Map<String, byte[]> files) {
    try {
      return scratch.write(name, files);
    } catch (IOException e) {
      throw stopped("has no folder for its policy: " + e.getMessage());
    }
  }

  /** Waits for a message and returns its body. */
  public byte[] receive(int kind) {
    return within(() -> checked(process.channel().receive(), kind));
  }

  private byte[] checked(Message message, int kind) throws IOException {
    if (message.kind() == kind) {
      return message.body();
    }
    if (message.kind() == Kind.FAILED) {
      kill();
      throw failure("failed: " + new String(message.body(), StandardCharsets.UTF_8).strip());
    }
    throw new ProtocolException(
        "sent %s in place of %s".formatted(Kind.name(message.kind()), Kind.name(kind)));
  }

  private <T> T within(Exchange<T> exchange) {
    if (Thread.currentThread().isInterrupted()) {
      kill();
      throw failure("was stopped, because its trial took too long");
    }
    try {
      return process.within(limit, exchange);
    } catch (SocketTimeoutException e) {
      kill();
      throw failure(
          "did not answer within %s s; raise \"timeout\" if it needs longer"
              .formatted(limit.toMillis() / 1_000.0));
    } catch (IOException e) {
      throw failure(ended(e));
    }
  }

  private String ended(IOException cause) {
    failed = true;
    try {
      String how = process.end(cause);
      String last = process.lastLine();
      return how + (last.isEmpty() ? "" : "; the last line that it printed: " + last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "ended while the trial was interrupted";
    } finally {
      scratch.close();
    }
  }

  /** Ends the process because of its answer, and returns what to throw. */
  public ExternalFailure wrong(String what) {
    return stopped("returned " + what);
  }

  /** Ends the process, and returns what to throw. */
  public ExternalFailure stopped(String what) {
    kill();
    return failure(what);
  }

  private ExternalFailure failure(String what) {
    return new ExternalFailure("%s process (%s) %s".formatted(whose, command, what));
  }

  /** Whether an exchange has failed, and has ended the process. */
  boolean failed() {
    return failed;
  }

  private void kill() {
    failed = true;
    process.close();
    scratch.close();
  }

  /** Closes the connection and waits for the process to end; kills it if it does not. */
  @Override
  public void close() {
    process.end();
    scratch.close();
  }
}
