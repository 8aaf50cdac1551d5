package dev.recsim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.policy.Manifest;
import dev.recsim.policy.PromotedPolicy;
import dev.recsim.policy.Promotion;
import dev.recsim.policy.Safetensors;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.catalogue.ServedDocument;
import dev.recsim.serve.explore.Exploration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rankers of folders as {@code mvn recsim:promote} writes them. */
class PromotedRankerTest {
  private static final Space SPACE = TestPolicies.SPACE;

  @TempDir Path folder;

  @BeforeEach
  void promote() throws IOException {
    promote("ppo", new Ppo(), SPACE, Manifest.Documents.CANDIDATES, false, 1);
    promote("all", new Ppo(), SPACE, Manifest.Documents.CANDIDATES, false, 3);
  }

  private <C extends Record> void promote(
      String name,
      AgentProvider<C> provider,
      Space space,
      Manifest.Documents documents,
      boolean remembers,
      int members)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    List<Manifest.Member> seeds = new ArrayList<>();
    for (int m = 0; m < members; m++) {
      var weights =
          provider
              .create(provider.defaults(), Environment.of(space), RandomKey.root(m))
              .learner()
              .map(Learner::weights)
              .orElseThrow();
      String file = "policy-seed-" + m + ".safetensors";
      files.put(file, new Safetensors(new TreeMap<>(), weights).encode());
      seeds.add(new Manifest.Member(m, m, file, null));
    }
    Promotion.write(
        folder.resolve(name),
        new Manifest(
            Manifest.FORMAT,
            "shop",
            name,
            provider.name(),
            Promotion.json(provider.defaults()),
            space,
            null,
            features(space.userFeatures()),
            features(space.documentFeatures()),
            documents,
            remembers,
            null,
            "",
            new Manifest.Selection(Manifest.Rule.ALL, "All of them."),
            seeds,
            List.of(),
            new Manifest.MeanScore(0, null, null),
            List.of(),
            List.of("d", "c"),
            new Manifest.Provenance("c0ffee", false, "0.1.0"),
            Map.of(),
            Promotion.digests(files)),
        files);
  }

  private static List<Manifest.Feature> features(List<String> names) {
    return names.stream().map(it -> new Manifest.Feature(it, 0, 4, 2, null)).toList();
  }

  @Test
  void theLoadedPolicyDecidesAsThePromotedOne() {
    try (Ranker ranker = Ranker.load(folder.resolve("ppo"))) {
      Policy policy = PromotedPolicy.read(folder.resolve("ppo")).policy(0);
      Policy.Batch batch = new Policy.Batch(20);
      for (int i = 0; i < 20; i++) {
        batch.add(observation(i, 4 + i % 9), RandomKey.root(i));
      }
      ranker.judge(null, batch);
      for (int i = 0; i < 20; i++) {
        assertThat(batch.slate(i))
            .isEqualTo(policy.recommend(observation(i, 4 + i % 9), RandomKey.root(i)));
      }
      assertThat(ranker.status().policies().get("policy")).matches("[0-9a-f]{64}");
    }
  }

  private static Observation observation(long seed, int candidates) {
    RandomKey key = RandomKey.root(seed);
    List<dev.recsim.api.Document> documents = new ArrayList<>();
    for (int d = 0; d < candidates; d++) {
      double[] features = {4 * key.child(d).uniform(0), 4 * key.child(d).uniform(1)};
      documents.add(new ServedDocument(d, features, d % 3));
    }
    return new Observation(0, new double[] {key.uniform(0), key.uniform(1)}, documents);
  }

  @Test
  void requestsAreWhatThePolicySees() {
    try (Ranker ranker = Ranker.load(folder.resolve("ppo"))) {
      Policy policy = PromotedPolicy.read(folder.resolve("ppo")).policy(0, 12);
      for (int i = 0; i < 20; i++) {
        Observation seen = observation(i, 12);
        List<Candidate> candidates = new ArrayList<>();
        for (int d = 0; d < 12; d++) {
          double[] it = seen.candidates().get(d).features();
          candidates.add(
              new Candidate("sku-" + d, d % 3, Map.of("quality", it[1], "price", it[0])));
        }
        Map<String, Double> user = Map.of("income", seen.user()[1], "age", seen.user()[0]);
        var slate = policy.recommend(seen, RandomKey.root(0));
        assertThat(ranker.rank(RankRequest.of("u", user, candidates)).documents())
            .containsExactly("sku-" + slate.document(0), "sku-" + slate.document(1));
      }
    }
  }

  @Test
  void membersOfAnEnsembleServeInTurnWithExactPropensities() {
    Arm arm = new Arm("a", "all", 1, new Exploration.Softmax(0.5), null, Arm.Period.ALWAYS);
    RankerOptions options =
        RankerOptions.of(Map.of("all", RankerOptions.Source.of(folder.resolve("all"))));
    MemorySink sink = new MemorySink();
    try (Ranker ranker =
        Ranker.open(options.withSink(sink).withArms(new Arms("s", List.of(arm))))) {
      for (int i = 0; i < 300; i++) {
        Ranking ranking = ranker.rank(TestPolicies.request("u" + i));
        assertThat(ranking.propensities()[0]).isGreaterThan(0).isLessThan(1);
      }
      assertThat(
              sink.decisions.stream().map(it -> it.shown().member()).distinct().sorted().toList())
          .containsExactly(0, 1, 2);
    }
  }

  @Test
  void fixedDocumentsAreNumbered() throws IOException {
    Space space = new Space(5, 2, 1);
    promote("ucb", new Ucb1Provider(), space, Manifest.Documents.FIXED, false, 1);
    try (Ranker ranker = Ranker.load(folder.resolve("ucb"))) {
      Ranking ranking = ranker.rank(RankRequest.of("u", Map.of(), null));
      assertThat(ranking.documents()).containsExactly("0", "1");
    }
  }

  @Test
  void whatCannotBeServedIsRefused() {
    assertThatThrownBy(() -> Ranker.load(folder.resolve("nowhere")))
        .isInstanceOf(RankRefused.class)
        .hasMessageContaining("there is no folder");
  }
}
