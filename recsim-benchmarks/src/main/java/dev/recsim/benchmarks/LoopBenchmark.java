package dev.recsim.benchmarks;

import dev.recsim.agent.RandomProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Policy;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Steps a second of an environment at its defaults under the random agent. For bytes a step, divide
 * {@code gc.alloc.rate.norm} by steps an operation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LoopBenchmark {
  private static final int SESSIONS = 10_000;

  /** The environment: ten documents, or ten candidates of which three are shown. */
  @Param({"transition_matrix", "interest_evolution"})
  public String environment;

  private Environment simulated;
  private Policy policy;
  private RandomKey key;
  private long round;

  /** Counts the steps beside the calls. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counter {
    /** Steps taken. */
    public long steps;
  }

  /** Makes the environment and the agent. */
  @Setup
  public void create() {
    simulated =
        environment.equals("transition_matrix")
            ? atDefaults(new TransitionMatrixProvider())
            : atDefaults(new InterestEvolutionEnvironmentProvider());
    RandomProvider agents = new RandomProvider();
    key = RandomKey.root(42);
    policy = agents.create(agents.defaults(), simulated, key).greedy();
  }

  private static <O extends Record> Environment atDefaults(EnvironmentProvider<O> environments) {
    return environments.create(environments.defaults(), Path.of("."));
  }

  /** Plays 10,000 sessions. */
  @Benchmark
  public double play(Counter counter) {
    Loop loop = new Loop(simulated, key.child("world").child(round), key.child(round++));
    var played = loop.play(policy, SESSIONS);
    counter.steps += played.steps();
    return played.meanReward();
  }
}
