package dev.recsim.benchmarks;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.learn.slateq.SlateQ;
import dev.recsim.learn.slateq.SlateQOptions;
import dev.recsim.learn.slateq.SlateQOptions.NetworkChoice;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one gradient step of {@code slate_q} in {@code interest_evolution}, batch 128. Samples,
 * because their median is meaningful on a busy machine too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class SlateQBenchmark {
  private static final int BATCH = 128;
  private static final int SESSIONS = 200;

  /** A value of option {@code network}. */
  @Param({"ADDITIVE", "MLP"})
  public String network;

  private Agent agent;
  private Learner learner;

  /** Creates environment and agent, and remembers sessions with random slates. */
  @Setup(Level.Iteration)
  public void create() {
    InterestEvolutionEnvironmentProvider environments = new InterestEvolutionEnvironmentProvider();
    Environment environment = environments.create(environments.defaults(), Path.of("."));
    SlateQ agents = new SlateQ();
    RandomKey key = RandomKey.root(42);
    SlateQOptions options =
        Options.with(agents.defaults(), "network", NetworkChoice.valueOf(network));
    agent = agents.create(options, environment, key.child("agent"));
    learner = agent.learner().orElseThrow();
    for (int i = 0; i < SESSIONS; i++) {
      act(environment.open(key.child("session").child(i)), key.child("slates").child(i));
    }
  }

  private void act(Session session, RandomKey key) {
    Observation observation = session.start();
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Slate slate = Slate.random(observation.candidates().size(), 3, key.child(t));
      Step step = session.recommend(slate);
      learner.observe(new Transition(observation, slate, step));
      observation = step.next();
      status = step.status();
    }
  }

  /** One gradient step. */
  @Benchmark
  public void update() {
    learner.update(BATCH);
  }

  /** Frees the networks. */
  @TearDown(Level.Iteration)
  public void close() {
    agent.close();
  }
}
