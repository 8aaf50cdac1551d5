package dev.recsim.benchmarks;

import dev.recsim.agent.tabularq.TabularQ;
import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
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
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.learn.reinforce.Reinforce;
import dev.recsim.learn.slateq.SlateQ;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one gradient step of each learning agent. {@code slate_q} learns in {@code
 * interest_evolution} with batch 128; the others with batch 32 on ten documents. {@code reinforce}
 * and {@code tabular_q} learn from new sessions, so for them a step is that of one session. Run
 * from the root of the repository. Samples, because their median says something on a busy machine
 * too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class UpdateBenchmark {
  /** A type of agents; the notebook's options of {@code actor_critic}; a network of slate_q. */
  @Param({
    "notebook",
    "actor_critic",
    "full_slate_q",
    "ppo",
    "reinforce",
    "slate_q",
    "slate_q_mlp",
    "tabular_q"
  })
  public String agent;

  private Agent built;
  private Learner learner;
  private int batch;
  private boolean needsSessions;
  private final List<List<Transition>> sessions = new ArrayList<>();
  private int next;

  /** Makes environment and agent, and lets users meet random documents. */
  @Setup
  public void create() {
    boolean slates = agent.startsWith("slate_q");
    Environment environment = slates ? interestEvolution() : transitionMatrix();
    RandomKey key = RandomKey.root(42);
    built = agent(environment, key.child("agent"));
    learner = built.learner().orElseThrow();
    batch = slates ? 128 : 32;
    needsSessions = agent.equals("reinforce") || agent.equals("tabular_q");
    for (int i = 0; i < (slates ? 200 : 2_000); i++) {
      Session session = environment.open(key.child("world").child(i));
      RandomKey draws = key.child("documents").child(i);
      sessions.add(play(session, draws, environment.space().slateSize()));
      sessions.get(i).forEach(learner::observe);
    }
    learner.startEpoch(sessions.size() / batch, batch);
  }

  private static Environment interestEvolution() {
    InterestEvolutionEnvironmentProvider environments = new InterestEvolutionEnvironmentProvider();
    return environments.create(environments.defaults(), Path.of("."));
  }

  private static Environment transitionMatrix() {
    TransitionMatrixProvider environments = new TransitionMatrixProvider();
    TransitionMatrixOptions defaults = environments.defaults();
    Acceptance matrix = new Acceptance("data/notebook-acceptance.csv", null, null, null);
    TransitionMatrixOptions options = Options.with(defaults, "acceptance", matrix);
    options = Options.with(options, "doc_num", null);
    return environments.create(options, Path.of("experiments"));
  }

  private Agent agent(Environment environment, RandomKey key) {
    return switch (agent) {
      case "notebook" -> agent(new ActorCritic(), notebook(), environment, key);
      case "actor_critic" -> agent(new ActorCritic(), Map.of(), environment, key);
      case "full_slate_q" -> agent(new FullSlateQ(), Map.of(), environment, key);
      case "ppo" -> agent(new Ppo(), Map.of(), environment, key);
      case "reinforce" -> agent(new Reinforce(), Map.of(), environment, key);
      case "slate_q" -> agent(new SlateQ(), Map.of(), environment, key);
      case "slate_q_mlp" ->
          agent(new SlateQ(), Map.of("network", NetworkChoice.MLP), environment, key);
      default -> agent(new TabularQ(), Map.of(), environment, key);
    };
  }

  private static <C extends Record> Agent agent(
      AgentProvider<C> agents,
      Map<String, Object> changes,
      Environment environment,
      RandomKey key) {
    C options = agents.defaults();
    for (Map.Entry<String, Object> change : changes.entrySet()) {
      options = Options.with(options, change.getKey(), change.getValue());
    }
    return agents.create(options, environment, key);
  }

  private static Map<String, Object> notebook() {
    Schedule rate = Schedule.of(0.001);
    return Map.ofEntries(
        Map.entry("emb_size", 4),
        Map.entry("top_k", 5),
        Map.entry("random_candidates", 0),
        Map.entry("neighbours", Neighbours.RAW),
        Map.entry("actor_loss", ActorLoss.DETERMINISTIC_POLICY_GRADIENT),
        Map.entry("gamma", 0.99),
        Map.entry("value_scale", 1.0),
        Map.entry("tau", rate),
        Map.entry("actor_learning_rate", rate),
        Map.entry("critic_learning_rate", rate),
        Map.entry("replay", ReplaySampling.EPOCH_SNAPSHOT));
  }

  private static List<Transition> play(Session session, RandomKey key, int slateSize) {
    List<Transition> steps = new ArrayList<>();
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Slate slate = Slate.random(10, slateSize, key.child(t));
      Step step = session.recommend(slate);
      steps.add(new Transition(seen, slate, step));
      seen = step.next();
      status = step.status();
    }
    return steps;
  }

  /** One gradient step. */
  @Benchmark
  public void update() {
    if (needsSessions) {
      sessions.get(next++ % sessions.size()).forEach(learner::observe);
    }
    learner.update(batch);
  }

  /** Frees the networks. */
  @TearDown
  public void close() {
    built.close();
  }
}
