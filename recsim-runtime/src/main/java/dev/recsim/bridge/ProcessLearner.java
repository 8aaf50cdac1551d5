package dev.recsim.bridge;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.json.JsonRecords;
import dev.recsim.policy.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The learner of an agent in a process of its own. */
final class ProcessLearner implements Learner {
  private static final byte[] EMPTY = {};

  /** Transitions are sent together before the next request, or if there are many. */
  private static final int MOST_WAITING = 256;

  private final AgentProcess process;
  private final ArrayLayout layout;
  private final Policy exploring;
  private final List<Transition> waiting = new ArrayList<>();

  /** The diagnostics of an agent, by name. */
  record Diagnostics(TreeMap<String, Double> means) {}

  ProcessLearner(AgentProcess process, ProcessAgent agent, ArrayLayout layout) {
    this.process = process;
    this.layout = layout;
    this.exploring = new ProcessAgent.Sampled(agent, true);
  }

  @Override
  public Policy exploring() {
    return exploring;
  }

  @Override
  public void observe(Transition transition) {
    waiting.add(transition);
    if (waiting.size() == MOST_WAITING) {
      flush();
    }
  }

  /** Sends the transitions that the process has not got yet. */
  void flush() {
    if (!waiting.isEmpty()) {
      process.tell(Kind.OBSERVE, layout.observe(waiting));
      waiting.clear();
    }
  }

  @Override
  public void update(int batchSize) {
    ask(Kind.UPDATE, body(Integer.BYTES).putInt(batchSize).array(), Kind.DONE);
  }

  private byte[] ask(int kind, byte[] body, int answer) {
    flush();
    return process.ask(kind, body, answer);
  }

  private static ByteBuffer body(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Learner.Plan plan(long envSteps) {
    return plan(process, Learner.super.plan(envSteps), envSteps);
  }

  /** The plan of an introduction, with the missing numbers of another one. */
  static Learner.Plan plan(AgentProcess process, Learner.Plan other, long envSteps) {
    try {
      return process.introduction().plan(other, envSteps);
    } catch (IllegalArgumentException e) {
      throw process.wrong("a plan that cannot be used: " + e.getMessage());
    }
  }

  @Override
  public void startTraining(long updates) {
    ask(Kind.TRAIN, body(Long.BYTES).putLong(updates).array(), Kind.DONE);
  }

  @Override
  public void startEpoch(int updates, int batchSize) {
    byte[] body = body(2 * Integer.BYTES).putInt(updates).putInt(batchSize).array();
    ask(Kind.EPOCH, body, Kind.DONE);
  }

  @Override
  public SortedMap<String, Double> diagnostics() {
    flush();
    return diagnostics(process);
  }

  static SortedMap<String, Double> diagnostics(AgentProcess process) {
    byte[] json = process.ask(Kind.DIAGNOSE, EMPTY, Kind.DIAGNOSTICS);
    try {
      TreeMap<String, Double> means = JsonRecords.read(json, Diagnostics.class).means();
      if (means != null && !means.containsValue(null)) {
        return means;
      }
    } catch (JacksonException e) {
      throw process.wrong("diagnostics that are not JSON of numbers: " + e.getOriginalMessage());
    }
    throw process.wrong("diagnostics without \"means\"");
  }

  @Override
  public Optional<String> engine() {
    return Optional.of("process");
  }

  @Override
  public Weights weights() {
    byte[] answer = ask(Kind.SAVE, EMPTY, Kind.WEIGHTS);
    Weights weights;
    try {
      weights = Safetensors.decode(answer).weights();
    } catch (IllegalArgumentException e) {
      throw process.wrong("weights that cannot be read: " + e.getMessage());
    }
    if (!weights.files().isEmpty()) {
      throw process.wrong("weights of type U8; they must have type F32");
    }
    return weights;
  }

  @Override
  public void load(Weights weights) {
    ask(Kind.LOAD, new Safetensors(new TreeMap<>(), weights).encode(), Kind.DONE);
  }
}
