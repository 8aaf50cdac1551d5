package dev.recsim.bridge;

import dev.recsim.api.Inputs;
import dev.recsim.api.Space;
import dev.recsim.bridge.environment.EnvironmentServer;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.io.Channel;
import dev.recsim.io.Channel.Message;
import dev.recsim.io.ExternalFailure;
import dev.recsim.io.Kept;
import dev.recsim.io.Scratch;
import dev.recsim.json.JsonRecords;
import dev.recsim.policy.Safetensors;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.schedule.SelfLearner.Course;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The process of one agent, which has introduced itself. */
final class AgentProcess implements Kept.Closing {
  /** Largest size of the files of a policy, in bytes. */
  private static final long MOST_SAVED = 1 << 29;

  private final ProgramProcess process;
  private final Definition definition;
  private final Introduction introduction;
  private int folders;

  /**
   * What starts equal processes.
   *
   * @param files digest of each copied file
   */
  private record Definition(ProcessOptions options, Path folder, List<String> files) {
    static Definition of(ProcessOptions options, Path folder) {
      return new Definition(
          options,
          folder,
          options.given().stream().map(file -> Report.digest(folder.resolve(file))).toList());
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
    Definition definition = Definition.of(options, folder);
    Optional<AgentProcess> left = Kept.take(definition, AgentProcess.class);
    if (left.isPresent()) {
      try {
        left.get().begin(layout, key);
        return left.get();
      } catch (ExternalFailure e) {
        // It may have ended since. A new one fails again if that was not the reason.
      }
    }
    return new AgentProcess(definition, layout, key);
  }

  /**
   * Another process that was started alike and has begun.
   *
   * @throws ExternalFailure if it does not start or begin
   */
  AgentProcess another(ArrayLayout layout, RandomKey key) {
    return new AgentProcess(definition, layout, key);
  }

  private AgentProcess(Definition definition, ArrayLayout layout, RandomKey key) {
    this.definition = definition;
    process = new ProgramProcess("its", definition.options, definition.folder);
    byte[] first = process.receive(Kind.INTRODUCTION);
    try {
      introduction = Introduction.read(first);
    } catch (IllegalArgumentException e) {
      throw process.stopped("sent an introduction that " + e.getMessage());
    }
    begin(layout, key);
  }

  /** What the process has used so far. */
  Inputs inputs() {
    return process.inputs(introduction.inputs(), introduction.versions());
  }

  Introduction introduction() {
    return introduction;
  }

  /** Tells the agent about its environment and waits until it is ready. */
  private void begin(ArrayLayout layout, RandomKey key) {
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

  /**
   * Asks the process to train itself, and answers its requests until it has. The time limit applies
   * to each of its messages.
   */
  void train(Course course) {
    byte[] steps = number().putLong(course.envSteps()).array();
    EnvironmentServer server =
        process.use(
            channel -> {
              channel.send(Kind.TRAIN_SELF, steps);
              return new EnvironmentServer(channel, course);
            });
    while (true) {
      Message message = process.use(Channel::receive);
      if (message.kind() == Kind.CHECKPOINT) {
        // Has exchanges of its own, each with the time limit.
        checkpoint(course);
      } else if (Kind.isOfEnvironment(message.kind())) {
        process.use(
            channel -> {
              server.answer(message);
              return null;
            });
      } else {
        process.body(message, Kind.TRAINED);
        return;
      }
    }
  }

  private void checkpoint(Course course) {
    try {
      tell(Kind.SCORE, number().putDouble(course.checkpoint()).array());
    } catch (IllegalArgumentException e) {
      tell(Kind.FAILED, e.getMessage().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static ByteBuffer number() {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Lets the process save its policy into a new folder.
   *
   * @return the contents of the files by path in the folder
   */
  SortedMap<String, byte[]> save() {
    Path to = folder("saved", Map.of());
    ask(Kind.SAVE_FILES, to.toString().getBytes(StandardCharsets.UTF_8), Kind.DONE);
    SortedMap<String, byte[]> files;
    try {
      files = Scratch.read(to, MOST_SAVED);
    } catch (IOException e) {
      throw wrong("a folder of its policy that cannot be stored: " + e.getMessage());
    }
    if (files.containsKey(Safetensors.METADATA)) {
      throw wrong("a file of its policy named " + Safetensors.METADATA + "; choose another name");
    }
    if (files.isEmpty()) {
      throw wrong("no files of its policy; write them into the folder that save gets");
    }
    return files;
  }

  /** Lets the process load its policy from a new folder with these files. */
  void load(SortedMap<String, byte[]> files) {
    Path from = folder("loaded", files);
    ask(Kind.LOAD_FILES, from.toString().getBytes(StandardCharsets.UTF_8), Kind.DONE);
  }

  private Path folder(String name, Map<String, byte[]> files) {
    return process.folder(name + "-" + folders++, files);
  }

  /** Ends the process because of its answer, and returns what to throw. */
  ExternalFailure wrong(String what) {
    return process.wrong(what);
  }

  /** Ends the use by a trial: keeps the process for others if it can begin again, or closes it. */
  void leave() {
    boolean changed = introduction.learns() || introduction.trains();
    if (process.failed() || changed || !introduction.reusable()) {
      close();
    } else {
      Kept.leave(definition, this);
    }
  }

  /** Closes the connection and waits for the process to end; kills it if it does not. */
  @Override
  public void close() {
    process.close();
  }
}
