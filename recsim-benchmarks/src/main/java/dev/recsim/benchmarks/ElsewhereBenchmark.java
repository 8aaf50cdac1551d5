package dev.recsim.benchmarks;

import dev.recsim.agent.onnx.OnnxOptions;
import dev.recsim.agent.onnx.OnnxProvider;
import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Weights;
import dev.recsim.bridge.http.HttpOptions;
import dev.recsim.bridge.http.HttpProvider;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.export.AgentGraphs;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.random.RandomKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions a second of agents that are computed elsewhere: by the service of docs/agents/http.md
 * in {@code interest_evolution}, or by ONNX Runtime from exported policies. Needs python3; run it
 * from the root of the project.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ElsewhereBenchmark {
  private static final RandomKey KEY = RandomKey.root(42);

  /** What decides: the service, or the exported policy of an agent. */
  @Param({"http", "actor_critic", "ppo"})
  public String agent;

  /** Number of sessions that are decided at once. */
  @Param({"1", "64", "1024"})
  public int sessions;

  private Agent created;
  private Batch batch;
  private Process service;

  /** Counts the decisions beside the calls. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counter {
    /** Decisions made. */
    public long decisions;
  }

  /** Makes the agent and the observations. */
  @Setup
  public void create() throws IOException {
    Environment environment =
        agent.equals("actor_critic")
            ? atDefaults(new TransitionMatrixProvider())
            : atDefaults(new InterestEvolutionEnvironmentProvider());
    created =
        switch (agent) {
          case "http" -> http(environment);
          case "ppo" -> onnx(new Ppo(), environment);
          default -> onnx(new ActorCritic(), environment);
        };
    batch = new Batch(sessions);
    for (int i = 0; i < sessions; i++) {
      batch.add(environment.open(KEY.child(i)).start(), KEY.child(i));
    }
  }

  private static <O extends Record> Environment atDefaults(EnvironmentProvider<O> environments) {
    return environments.create(environments.defaults(), Path.of("."));
  }

  private Agent http(Environment environment) throws IOException {
    String page = Files.readString(Path.of("docs", "agents", "http.md"));
    String program = page.replaceFirst("(?s).*?```python\n(.*?)```.*", "$1");
    service = new ProcessBuilder("python3", "-c", program, "0").start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
    String url = "http://localhost:" + out.readLine() + "/rank";
    return new HttpProvider().create(new HttpOptions(url, "1", null, 60, 0), environment, KEY);
  }

  private static <C extends Record> Agent onnx(AgentProvider<C> provider, Environment environment)
      throws IOException {
    Weights weights;
    try (Agent learning = provider.create(provider.defaults(), environment, KEY)) {
      weights = learning.learner().orElseThrow().weights();
    }
    Path file = Files.createTempFile("recsim", ".onnx");
    AgentGraphs graphs = new AgentGraphs();
    Files.write(
        file, graphs.encode(provider.defaults(), environment.space(), weights).orElseThrow());
    OnnxOptions options = new OnnxOptions(file.toString(), null, null, null, null);
    Agent agent = new OnnxProvider().create(options, environment, KEY);
    Files.delete(file);
    return agent;
  }

  /** Decides for all sessions. */
  @Benchmark
  public Object decide(Counter counter) {
    created.greedy().recommend(batch);
    counter.decisions += sessions;
    return batch.slate(sessions - 1);
  }

  /** Ends the service. */
  @TearDown
  public void close() {
    created.close();
    if (service != null) {
      service.destroy();
    }
  }
}
