package dev.recsim.bridge;

import dev.recsim.api.Inputs;
import dev.recsim.api.Space;
import dev.recsim.io.ExternalFailure;
import dev.recsim.json.JsonRecords;
import dev.recsim.random.RandomKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The process of one agent, which has introduced itself. */
final class AgentProcess implements AutoCloseable {
  private final ProgramProcess process;
  private final Introduction introduction;

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
   * Starts the process and waits until it has introduced itself.
   *
   * @param folder to which the files are relative
   * @throws ExternalFailure if it does not
   */
  AgentProcess(ProcessOptions options, Path folder) {
    process = new ProgramProcess("its", options, folder);
    byte[] first = process.receive(Kind.INTRODUCTION);
    try {
      introduction = Introduction.read(first);
    } catch (IllegalArgumentException e) {
      throw process.stopped("sent an introduction that " + e.getMessage());
    }
  }

  /** What the process has used so far. */
  Inputs inputs() {
    return process.inputs(introduction.inputs(), introduction.versions());
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
    process.tell(kind, body);
  }

  /** Sends a request and returns the body of the answer. */
  byte[] ask(int kind, byte[] body, int answer) {
    return process.ask(kind, body, answer);
  }

  /** Ends the process because of its answer, and returns what to throw. */
  ExternalFailure wrong(String what) {
    return process.wrong(what);
  }

  /** Closes the connection and waits for the process to end; kills it if it does not. */
  @Override
  public void close() {
    process.close();
  }
}
