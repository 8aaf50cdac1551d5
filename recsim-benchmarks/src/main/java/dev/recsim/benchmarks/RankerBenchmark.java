package dev.recsim.benchmarks;

import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.policy.Manifest;
import dev.recsim.policy.Promotion;
import dev.recsim.policy.Safetensors;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.Candidate;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerOptions;
import dev.recsim.serve.Ranking;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.explore.Exploration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * Time of {@link Ranker#rank}: a network of 64 x 64 scores candidates that are named by id, whose
 * 20 features are in the catalogue. Another candidate list for each request.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RankerBenchmark {
  private static final int FEATURES = 20;
  private static final int DOCUMENTS = 10_000;
  private static final int REQUESTS = 64;

  /** Number of candidates of a request. */
  @Param({"50", "1000"})
  public int candidates;

  /** What the arm does. */
  @Param({"none", "epsilon_greedy", "softmax"})
  public String explore;

  private Path folder;
  private Ranker ranker;
  private final List<RankRequest> requests = new ArrayList<>();
  private int next;

  /** Promotes an agent, and writes a catalogue and requests. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("ranker");
    Space space = new Space(50, 5, 1, 0, names("u"), names("d"), List.of());
    promote(folder.resolve("ppo"), space);
    RandomKey key = RandomKey.root(1);
    List<String> lines = new ArrayList<>();
    for (int d = 0; d < DOCUMENTS; d++) {
      lines.add("{\"id\": \"sku-%s\", \"features\": %s}".formatted(d, json(key.child(d), "d")));
    }
    Path catalogue = Files.write(folder.resolve("catalogue.jsonl"), lines);
    Exploration exploration =
        switch (explore) {
          case "epsilon_greedy" -> new Exploration.EpsilonGreedy(0.1);
          case "softmax" -> new Exploration.Softmax(0.1);
          default -> null;
        };
    Arm arm = new Arm("all", "new", 1, exploration, null, Arm.Period.ALWAYS);
    ranker =
        Ranker.open(
            RankerOptions.of(Map.of("new", RankerOptions.Source.of(folder.resolve("ppo"))))
                .withCatalogue(catalogue)
                .withArms(new Arms("bench", List.of(arm))));
    for (int r = 0; r < REQUESTS; r++) {
      RandomKey it = key.child("request").child(r);
      Map<String, Double> user = new HashMap<>();
      for (int f = 0; f < FEATURES; f++) {
        user.put("u" + f, it.uniform(f));
      }
      int first = it.below(100, DOCUMENTS);
      List<Candidate> offered =
          IntStream.range(0, candidates)
              .mapToObj(c -> Candidate.of("sku-" + (first + c * 7L) % DOCUMENTS))
              .toList();
      requests.add(RankRequest.of("unit-" + r, user, offered));
    }
  }

  private static List<String> names(String prefix) {
    return IntStream.range(0, FEATURES).mapToObj(i -> prefix + i).toList();
  }

  private static String json(RandomKey key, String prefix) {
    List<String> all = new ArrayList<>();
    for (int f = 0; f < FEATURES; f++) {
      all.add("\"%s%s\": %s".formatted(prefix, f, key.uniform(f)));
    }
    return "{" + String.join(", ", all) + "}";
  }

  private static void promote(Path to, Space space) throws IOException {
    Ppo provider = new Ppo();
    var options = provider.defaults();
    Weights weights =
        provider
            .create(options, Environment.of(space), RandomKey.root(2))
            .learner()
            .map(Learner::weights)
            .orElseThrow();
    byte[] saved = new Safetensors(new TreeMap<>(), weights).encode();
    Map<String, byte[]> files = new TreeMap<>(Map.of("policy.safetensors", saved));
    Promotion.write(
        to,
        new Manifest(
            Manifest.FORMAT,
            "bench",
            "ppo",
            "ppo",
            Promotion.json(options),
            space,
            null,
            features(space.userFeatures()),
            features(space.documentFeatures()),
            Manifest.Documents.CANDIDATES,
            false,
            null,
            null,
            new Manifest.Selection(Manifest.Rule.ALL, "It is the only one."),
            List.of(new Manifest.Member(0, 2, "policy.safetensors", null)),
            List.of(),
            new Manifest.MeanScore(0, null, null),
            List.of(),
            List.of(),
            new Manifest.Provenance(null, false, "bench"),
            Map.of(),
            Promotion.digests(files)),
        files);
  }

  private static List<Manifest.Feature> features(List<String> names) {
    return names.stream().map(it -> new Manifest.Feature(it, 0, 1, 0.5, null)).toList();
  }

  /** A request. */
  @Benchmark
  public Ranking rank() {
    next = (next + 1) % REQUESTS;
    return ranker.rank(requests.get(next));
  }

  /** Closes the ranker. */
  @TearDown(Level.Trial)
  public void close() {
    ranker.close();
  }
}
