package dev.recsim.serve;

import dev.recsim.policy.Manifest;
import dev.recsim.policy.PromotedPolicy;
import dev.recsim.serve.feature.KnownFeature;
import dev.recsim.serve.load.LoadedPolicy;
import dev.recsim.serve.load.Schema;
import java.nio.file.Path;
import java.util.List;

/** Loads policies that {@code mvn recsim:promote} wrote. */
final class PromotedLoader {
  private PromotedLoader() {}

  static LoadedPolicy load(Path folder) {
    PromotedPolicy promoted = PromotedPolicy.read(folder);
    Manifest manifest = promoted.manifest();
    if (manifest.remembers()) {
      throw new IllegalArgumentException(
          "agent %s in %s remembers the session, but requests are answered one by one; promote an agent without that layer, and send what it should know as features of the user"
              .formatted(manifest.agent(), folder));
    }
    Manifest.Vocabulary vocabulary = manifest.vocabulary();
    Schema schema =
        new Schema(
            manifest.space(),
            known(manifest.userFeatures()),
            known(manifest.documentFeatures()),
            Schema.Kind.valueOf(manifest.documents().name()),
            vocabulary == null ? List.of() : vocabulary.documents(),
            vocabulary == null ? List.of() : vocabulary.states());
    return new LoadedPolicy(
        schema,
        promoted.members(),
        promoted::policy,
        manifest.fallback(),
        manifest.experiment(),
        manifest.agent(),
        manifest.provenance().commit(),
        promoted.digest());
  }

  private static List<KnownFeature> known(List<Manifest.Feature> features) {
    return features.stream().map(it -> new KnownFeature(it.name(), it.min(), it.max())).toList();
  }
}
