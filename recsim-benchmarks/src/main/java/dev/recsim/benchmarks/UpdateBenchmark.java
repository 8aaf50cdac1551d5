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
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
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
 * Time of one gradient step of an actor-critic on ten documents, batch 32, engine {@code java}: of
 * {@code notebook.yaml}'s agent, or of the default one. Run from the root of the repository.
 * Samples, because their median says something on a busy machine too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:InlineSmallCode=400"})
public class UpdateBenchmark {
  private static final int BATCH = 32;
  private static final int SESSIONS = 2_000;

  /** The notebook's agent or the default one. */
  @Param({"notebook", "defaults"})
  public String agent;

  private Agent built;
  private Learner learner;

  /** Makes environment and agent, and lets users meet random documents. */
  @Setup(Level.Iteration)
  public void create() {
    Environment environment = environment();
    ActorCritic agents = new ActorCritic();
    RandomKey key = RandomKey.root(42);
    built = agents.create(options(agents.defaults()), environment, key.child("agent"));
    learner = built.learner().orElseThrow();
    for (int i = 0; i < SESSIONS; i++) {
      act(environment.open(key.child("world").child(i)), key.child("documents").child(i));
    }
    learner.startEpoch(SESSIONS / BATCH, BATCH);
  }

  private static Environment environment() {
    Acceptance matrix = new Acceptance("data/notebook-acceptance.csv", null, null, null);
    TransitionMatrixProvider environments = new TransitionMatrixProvider();
    TransitionMatrixOptions defaults = environments.defaults();
    TransitionMatrixOptions options =
        new TransitionMatrixOptions(
            null,
            defaults.embSize(),
            defaults.pExitAccepted(),
            defaults.pExitNotAccepted(),
            matrix,
            defaults.maxSessionLength());
    return environments.create(options, Path.of("experiments"));
  }

  private ActorCriticOptions options(ActorCriticOptions defaults) {
    ActorCriticOptions options = Options.with(defaults, "engine", EngineChoice.JAVA);
    if (agent.equals("defaults")) {
      return options;
    }
    options = Options.with(options, "emb_size", 4);
    options = Options.with(options, "top_k", 5);
    options = Options.with(options, "random_candidates", 0);
    options = Options.with(options, "neighbours", Neighbours.RAW);
    options = Options.with(options, "actor_loss", ActorLoss.DETERMINISTIC_POLICY_GRADIENT);
    options = Options.with(options, "gamma", 0.99);
    options = Options.with(options, "tau", Schedule.of(0.001));
    options = Options.with(options, "actor_learning_rate", Schedule.of(0.001));
    options = Options.with(options, "critic_learning_rate", Schedule.of(0.001));
    options = Options.with(options, "value_scale", 1.0);
    return Options.with(options, "replay", ReplaySampling.EPOCH_SNAPSHOT);
  }

  private void act(Session session, RandomKey key) {
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Slate slate = Slate.of(key.below(t, 10));
      Step step = session.recommend(slate);
      learner.observe(new Transition(seen, slate, step));
      seen = step.next();
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
    built.close();
  }
}
