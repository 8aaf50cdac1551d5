package dev.recsim.bridge;

import dev.recsim.api.Agent;
import dev.recsim.api.Inputs;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Recycling;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.random.RandomKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/** An agent in a process of its own. */
final class ProcessAgent implements Agent {
  private final ArrayLayout layout;
  private final RandomKey key;
  private final ProcessLearner learner;
  private final ProcessSelfLearner own = new ProcessSelfLearner(this);
  private final Policy greedy;
  private AgentProcess process;

  /** What earlier processes of this agent have used; null if there were none. */
  private Inputs before;

  private ProcessAgent(AgentProcess process, ArrayLayout layout, RandomKey key) {
    this.process = process;
    this.layout = layout;
    this.key = key;
    Introduction introduction = process.introduction();
    this.learner = introduction.learns() ? new ProcessLearner(process, this, layout) : null;
    Sampled policy = new Sampled(this, false);
    this.greedy = introduction.deterministic() ? new Deterministic(policy) : policy;
  }

  static ProcessAgent start(ProcessOptions options, Space space, RandomKey key, Path folder) {
    ArrayLayout layout = new ArrayLayout(space);
    return new ProcessAgent(AgentProcess.begun(options, folder, layout, key), layout, key);
  }

  AgentProcess process() {
    return process;
  }

  /** Replaces the process by a new one, which has learned nothing. */
  void restart() {
    before = inputs().orElseThrow();
    process.close();
    process = process.another(layout, key);
  }

  @Override
  public Policy greedy() {
    return greedy;
  }

  @Override
  public Optional<Learner> learner() {
    return process.introduction().trains() ? Optional.of(own) : Optional.ofNullable(learner);
  }

  @Override
  public Optional<Inputs> inputs() {
    Inputs now = process.inputs();
    return Optional.of(before == null ? now : before.and(now));
  }

  @Override
  public void close() {
    process.leave();
  }

  /** Asks for the slates of some observations, in one message. */
  Slate[] act(
      boolean explores, int rows, IntFunction<Observation> seen, IntFunction<RandomKey> keys) {
    if (learner != null) {
      learner.flush();
    }
    byte[] answer = process.ask(Kind.ACT, layout.act(explores, rows, seen, keys), Kind.SLATES);
    int positions = layout.space().slateSize();
    if (answer.length != rows * positions * Integer.BYTES) {
      throw process.wrong(
          "%s bytes of slates; %s slates of %s documents have %s"
              .formatted(answer.length, rows, positions, rows * positions * Integer.BYTES));
    }
    ByteBuffer numbers = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
    int[] shown = new int[positions];
    Slate[] slates = new Slate[rows];
    for (int i = 0; i < rows; i++) {
      numbers.asIntBuffer().get(shown);
      numbers.position(numbers.position() + positions * Integer.BYTES);
      slates[i] = slate(shown, seen.apply(i).documents(layout.space()));
    }
    return slates;
  }

  /** The slate of these documents; -1 at its end leaves a position empty. */
  private Slate slate(int[] shown, int candidates) {
    int size = shown.length;
    while (size > 0 && shown[size - 1] == -1) {
      size--;
    }
    boolean valid = size > 0;
    for (int p = 0; p < size; p++) {
      valid &= shown[p] >= 0 && shown[p] < candidates;
      for (int other = 0; other < p; other++) {
        valid &= shown[p] != shown[other];
      }
    }
    if (!valid) {
      throw process.wrong(
          "the slate %s; it must have different documents between 0 and %s"
              .formatted(Arrays.toString(shown), candidates - 1));
    }
    return Slate.of(size == shown.length ? shown : Arrays.copyOf(shown, size));
  }

  /** A policy that gives the decision's key to the process. */
  record Sampled(ProcessAgent agent, boolean explores) implements Policy, Recycling.Borrower {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return agent.act(explores, 1, i -> observation, i -> key)[0];
    }

    @Override
    public void recommend(Batch batch) {
      Slate[] slates = agent.act(explores, batch.size(), batch::observation, batch::key);
      for (int i = 0; i < slates.length; i++) {
        batch.recommend(i, slates[i]);
      }
    }

    @Override
    public boolean keepsNothing() {
      return true;
    }
  }

  /** A policy that ignores the key, so its exact value may be computed. */
  private record Deterministic(Sampled inside) implements Policy.Deterministic, Recycling.Borrower {
    private static final RandomKey ANY = RandomKey.root(0);

    @Override
    public Slate choose(Observation observation) {
      return inside.recommend(observation, ANY);
    }

    @Override
    public void recommend(Batch batch) {
      inside.recommend(batch);
    }

    @Override
    public boolean keepsNothing() {
      return true;
    }
  }
}
