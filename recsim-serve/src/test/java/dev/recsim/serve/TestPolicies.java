package dev.recsim.serve;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.serve.feature.KnownFeature;
import dev.recsim.serve.load.LoadedPolicy;
import dev.recsim.serve.load.PolicyLoader;
import dev.recsim.serve.load.Schema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Promoted policies of tests, by the name of their folder. */
final class TestPolicies implements PolicyLoader {
  static final Space SPACE =
      new Space(4, 2, 1, 3, List.of("age", "income"), List.of("price", "quality"), List.of());

  static final Schema SCHEMA =
      new Schema(
          SPACE,
          List.of(new KnownFeature("age", 0, 1), new KnownFeature("income", -1, 1)),
          List.of(new KnownFeature("price", 0, 10), new KnownFeature("quality", 0, 1)),
          Schema.Kind.CANDIDATES,
          List.of(),
          List.of());

  final Map<String, LoadedPolicy> all = new HashMap<>();

  TestPolicies() {
    put("price", SCHEMA, seen -> scored(seen, 0));
    put("quality", SCHEMA, seen -> scored(seen, 1));
  }

  void put(String name, Schema schema, Policy.Deterministic policy) {
    put(name, schema, 1, policy);
  }

  void put(String name, Schema schema, int members, Policy policy) {
    all.put(
        name,
        new LoadedPolicy(
            schema,
            members,
            (member, documents) -> policy,
            List.of("b", "a"),
            new LoadedPolicy.Origin("shop", name, "c0ffee", "digest of " + name)));
  }

  @Override
  public LoadedPolicy load(Path folder) {
    LoadedPolicy found = all.get(folder.toString());
    if (found == null) {
      throw new IllegalArgumentException("there is no promoted policy in " + folder);
    }
    return found;
  }

  /** The documents with the largest values of a feature. */
  static Slate scored(Observation seen, int feature) {
    int[] best =
        IntStream.range(0, seen.candidates().size())
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    (Integer i) -> -seen.candidates().get(i).features()[feature]))
            .mapToInt(i -> i)
            .limit(2)
            .toArray();
    return Slate.of(best);
  }

  /** The same, with scores. */
  static Policy.Deterministic scoring(int feature) {
    return new Policy.Deterministic() {
      @Override
      public Slate choose(Observation observation) {
        return scored(observation, feature);
      }

      @Override
      public Optional<double[]> documentScores(Observation observation) {
        return Optional.of(
            observation.candidates().stream().mapToDouble(it -> it.features()[feature]).toArray());
      }
    };
  }

  static Candidate candidate(String id, double price, double quality) {
    return new Candidate(id, 0, Map.of("price", price, "quality", quality));
  }

  static List<Candidate> candidates() {
    return Arrays.asList(
        candidate("a", 1, 0.9),
        candidate("b", 2, 0.8),
        candidate("c", 3, 0.1),
        candidate("d", 4, 0.2));
  }

  static RankRequest request(String unit) {
    return RankRequest.of(unit, Map.of("age", 0.5, "income", 0.0), candidates());
  }

  static RankerOptions options(String... names) {
    Map<String, RankerOptions.Source> policies = new HashMap<>();
    for (String name : names) {
      policies.put(
          name,
          name.equals("random")
              ? RankerOptions.Source.RANDOM
              : RankerOptions.Source.of(Path.of(name)));
    }
    return RankerOptions.of(policies);
  }
}
