package dev.recsim.bridge;

import dev.recsim.api.Inputs;
import dev.recsim.api.Space;
import dev.recsim.io.Channel.Message;
import dev.recsim.io.ChannelProcess;
import dev.recsim.io.ChannelProcess.Exchange;
import dev.recsim.io.ExternalFailure;
import dev.recsim.io.Kept;
import dev.recsim.io.Scratch;
import dev.recsim.json.JsonRecords;
import dev.recsim.random.RandomKey;
import java.io.File;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The process of one agent. Every exchange has a time limit. Whatever goes wrong is an {@link
 * ExternalFailure} that names the command and the cause, and ends the process.
 */
final class AgentProcess implements Kept.Closing {
  private static final int MOST_WORDS_OF_COMMAND = 6;
  private static final byte[] EMPTY = {};

  /** The folder of recsim, from which nothing is reported. */
  private static final String SCRATCH = "RECSIM_SCRATCH";

  private static final String SEARCH = "PYTHONPATH";

  private final ProcessOptions options;
  private final Definition definition;
  private final String command;
  private final Duration limit;
  private final Scratch scratch;
  private final ChannelProcess process;
  private final Introduction introduction;

  /** Whether an exchange has failed. */
  private boolean failed;

  /**
   * What starts equal processes.
   *
   * @param files time and size of each copied file
   */
  private record Definition(ProcessOptions options, Path folder, List<String> files) {
    static Definition of(ProcessOptions options, Path folder) {
      List<String> files = options.files() == null ? List.of() : options.files();
      return new Definition(
          options, folder, files.stream().map(file -> stamp(folder.resolve(file))).toList());
    }

    private static String stamp(Path file) {
      try {
        return Files.getLastModifiedTime(file) + " " + Files.size(file);
      } catch (IOException e) {
        return "missing";
      }
    }
  }

  /**
   * The first message to an agent.
   *
   * @param key bits of the agent's key, 16 hex digits
   * @param observation arrays of observations
   * @param outcome arrays of transitions behind both observations
   */
  record Begin(
      int protocol,
      Space space,
      String key,
      List<ArrayLayout.Array> observation,
      List<ArrayLayout.Array> outcome) {}

  /**
   * A process that has begun: one that an earlier trial has left, or else a new one.
   *
   * @param folder to which the files are relative
   * @throws ExternalFailure if it does not start or begin
   */
  static AgentProcess begun(
      ProcessOptions options, Path folder, ArrayLayout layout, RandomKey key) {
    Optional<AgentProcess> left = Kept.take(Definition.of(options, folder), AgentProcess.class);
    if (left.isPresent()) {
      try {
        left.get().begin(layout, key);
        return left.get();
      } catch (ExternalFailure e) {
        // It may have ended since. A new one fails again if that was not the reason.
      }
    }
    AgentProcess started = new AgentProcess(options, folder);
    started.begin(layout, key);
    return started;
  }

  /**
   * Copies the files into a temporary folder, starts the process there and waits until it has
   * introduced itself.
   *
   * @param folder to which the files are relative
   * @throws ExternalFailure if it does not
   */
  AgentProcess(ProcessOptions options, Path folder) {
    this.options = options;
    this.definition = Definition.of(options, folder);
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
    byte[] first = receive(Kind.INTRODUCTION);
    try {
      introduction = Introduction.read(first);
    } catch (IllegalArgumentException e) {
      kill();
      throw failure("sent an introduction that " + e.getMessage());
    }
  }

  private ChannelProcess started(Path folder) {
    try {
      List<String> files = options.files() == null ? List.of() : options.files();
      Path home = scratch.copy(files, folder);
      Path recorder = scratch.write("python", Report.recorder());
      List<String> words = Command.searching(options.command(), SEARCH, recorder);
      return new ChannelProcess(words, home, variables(recorder), Kind::most);
    } catch (IOException e) {
      scratch.close();
      throw failure(
          "cannot start (%s); install the program or correct \"command\""
              .formatted(e.getMessage()));
    }
  }

  /** The variables with which a Python reports what it reads. */
  private Map<String, String> variables(Path recorder) {
    String others = System.getenv(SEARCH);
    boolean none = others == null || others.isEmpty();
    return Map.of(
        SCRATCH,
        scratch.folder().toString(),
        SEARCH,
        none ? recorder.toString() : recorder + File.pathSeparator + others);
  }

  /** What the process has used so far. */
  Inputs inputs() {
    Inputs report = Report.NONE;
    if (introduction.inputs()) {
      byte[] answer = ask(Kind.REPORT, EMPTY, Kind.INPUTS);
      try {
        report = Report.read(answer);
      } catch (IllegalArgumentException e) {
        throw wrong("a report of its inputs that cannot be read: " + e.getMessage());
      }
    }
    return Report.complete(report, options, introduction.versions());
  }

  Introduction introduction() {
    return introduction;
  }

  /** Tells the agent about its environment and waits until it is ready. */
  void begin(ArrayLayout layout, RandomKey key) {
    Begin begin =
        new Begin(
            Kind.PROTOCOL,
            layout.space(),
            "%016x".formatted(key.bits()),
            layout.observation(),
            layout.outcome());
    ask(Kind.BEGIN, JsonRecords.write(begin).getBytes(StandardCharsets.UTF_8), Kind.DONE);
  }

  /** Sends a message that has no answer. */
  void tell(int kind, byte[] body) {
    within(
        () -> {
          process.channel().send(kind, body);
          return null;
        });
  }

  /** Sends a request and returns the body of the answer. */
  byte[] ask(int kind, byte[] body, int answer) {
    return within(
        () -> {
          process.channel().send(kind, body);
          return checked(process.channel().receive(), answer);
        });
  }

  private byte[] receive(int kind) {
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
  ExternalFailure wrong(String what) {
    kill();
    return failure("returned " + what);
  }

  private ExternalFailure failure(String what) {
    return new ExternalFailure("its process (%s) %s".formatted(command, what));
  }

  private void kill() {
    failed = true;
    process.close();
    scratch.close();
  }

  /** Ends the use by a trial: keeps the process for others if it can begin again, or closes it. */
  void leave() {
    if (failed || introduction.learns() || !introduction.reusable()) {
      close();
    } else {
      Kept.leave(definition, this);
    }
  }

  /** Closes the connection and waits for the process to end; kills it if it does not. */
  @Override
  public void close() {
    process.end();
    scratch.close();
  }
}
