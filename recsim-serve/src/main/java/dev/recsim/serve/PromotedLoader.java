package dev.recsim.serve;

import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.policy.Manifest;
import dev.recsim.policy.PromotedPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.catalogue.ServedDocument;
import dev.recsim.serve.feature.KnownFeature;
import dev.recsim.serve.load.LoadedPolicy;
import dev.recsim.serve.load.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads policies that {@code mvn recsim:promote} wrote. */
final class PromotedLoader {
  private PromotedLoader() {}

  static LoadedPolicy load(Path folder) {
    PromotedPolicy promoted = PromotedPolicy.read(folder);
    Manifest manifest = promoted.manifest();
    Space space = space(promoted);
    Manifest.Vocabulary vocabulary = manifest.vocabulary();
    Schema schema =
        new Schema(
            space,
            known(manifest.userFeatures(), space.userFeatures()),
            known(manifest.documentFeatures(), space.documentFeatures()),
            Schema.Kind.valueOf(manifest.documents().name()),
            vocabulary == null ? List.of() : vocabulary.documents(),
            vocabulary == null ? List.of() : vocabulary.states());
    return new LoadedPolicy(
        schema,
        promoted.members(),
        promoted::policy,
        manifest.fallback(),
        new LoadedPolicy.Origin(
            manifest.experiment(),
            manifest.agent(),
            manifest.provenance().commit(),
            promoted.digest()));
  }

  /**
   * The space of requests. Those to an agent that remembers the session have what it remembers as
   * features of the user.
   */
  private static Space space(PromotedPolicy promoted) {
    Manifest manifest = promoted.manifest();
    if (!manifest.remembers()) {
      return manifest.space();
    }
    Space space;
    try (Agent agent = promoted.agent(0)) {
      space = agent.perception().space(manifest.space());
    }
    Policy policy = promoted.policy(0);
    try {
      policy.recommend(probe(space), RandomKey.root(0));
      return space;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          ("agent %s in %s keeps its slates for several requests, but requests are answered one by"
                  + " one; promote an agent without temporal_aggregation, and keep the slate in the"
                  + " application")
              .formatted(manifest.agent(), promoted.folder()));
    }
  }

  /** An observation in which everything is 0. */
  private static Observation probe(Space space) {
    double[] user = new double[space.userFeatures().size()];
    List<Document> candidates = new ArrayList<>();
    boolean bare = space.documentFeatures().isEmpty() && space.topics() == 0;
    for (int i = 0; !bare && i < space.documents(); i++) {
      int topic = space.topics() > 0 ? i % space.topics() : -1;
      candidates.add(new ServedDocument(i, new double[space.documentFeatures().size()], topic));
    }
    return new Observation(0, user, candidates);
  }

  /** Features with the ranges of training; any number is in the range of the others. */
  private static List<KnownFeature> known(List<Manifest.Feature> features, List<String> names) {
    Map<String, Manifest.Feature> trained = new HashMap<>();
    features.forEach(it -> trained.put(it.name(), it));
    return names.stream()
        .map(
            name -> {
              Manifest.Feature it = trained.get(name);
              return it == null
                  ? new KnownFeature(name, -Double.MAX_VALUE, Double.MAX_VALUE)
                  : new KnownFeature(name, it.min(), it.max());
            })
        .toList();
  }
}
