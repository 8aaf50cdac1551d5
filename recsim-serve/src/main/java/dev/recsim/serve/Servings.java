package dev.recsim.serve;

import dev.recsim.api.Document;
import dev.recsim.api.Space;
import dev.recsim.serve.RankerOptions.Source;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.ArmClock;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.catalogue.CatalogueFile;
import dev.recsim.serve.catalogue.ServedCatalogue;
import dev.recsim.serve.feature.FeatureCounts;
import dev.recsim.serve.feature.FeatureReader;
import dev.recsim.serve.feature.FeatureRule;
import dev.recsim.serve.feature.KnownFeature;
import dev.recsim.serve.load.LoadedPolicy;
import dev.recsim.serve.load.PolicyLoader;
import dev.recsim.serve.load.Schema;
import dev.recsim.serve.load.ServedPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes what is served, and its changes. Each is checked before anybody is served with it. */
final class Servings {
  private final RankerOptions options;
  private final PolicyLoader loader;
  private final FeatureCounts counts;
  private final FeatureRule others;

  Servings(RankerOptions options, PolicyLoader loader, FeatureCounts counts) {
    this.options = options;
    this.loader = loader;
    this.counts = counts;
    this.others = options.features().getOrDefault(RankerOptions.DEFAULT, FeatureRule.DEFAULT);
  }

  private static void unless(boolean valid, String problem) {
    if (!valid) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** What is served first. */
  Serving first() {
    Map<String, LoadedPolicy> loaded = new TreeMap<>();
    options
        .policies()
        .forEach(
            (name, source) -> {
              if (source.folder() != null) {
                loaded.put(name, loader.load(source.folder()));
              }
            });
    String one = loaded.isEmpty() ? null : loaded.keySet().iterator().next();
    Schema first = one == null ? untrained() : loaded.get(one).schema();
    Map<String, ServedPolicy> policies = new TreeMap<>();
    options
        .policies()
        .keySet()
        .forEach(
            name -> {
              LoadedPolicy it = loaded.computeIfAbsent(name, random -> LoadedPolicy.random(first));
              String misfit = first.misfit(it.schema());
              unless(
                  misfit == null,
                  "policies %s and %s do not fit: the second has %s; serve them by two rankers"
                      .formatted(one, name, misfit));
              int size = options.policies().get(name).slateSize();
              unless(
                  size == 0 || size == first.space().slateSize(),
                  "policy %s draws slates of %s documents, the others have %s; write the same number"
                      .formatted(name, size, first.space().slateSize()));
              policies.put(name, ServedPolicy.of(name, it));
            });
    Serving setting = of(policies, Map.of(), null);
    if (one != null) {
      checkRules(first);
    }
    setting.policies().values().forEach(it -> it.tryOut(setting.documents()));
    return withArms(setting, options.arms());
  }

  /** A rule of a feature that no policy has says at most what happens if requests have it. */
  private void checkRules(Schema schema) {
    List<String> names =
        Stream.concat(schema.user().stream(), schema.document().stream())
            .map(KnownFeature::name)
            .toList();
    options
        .features()
        .forEach(
            (name, rule) ->
                unless(
                    rule.equals(others)
                        || names.contains(name)
                        || !rule.unknown().equals(others.unknown()),
                    "there is a rule for the feature %s, which no policy has; features are %s"
                        .formatted(name, String.join(", ", names))));
  }

  /** The schema if all slates are drawn. */
  private Schema untrained() {
    int size = options.policies().values().stream().mapToInt(Source::slateSize).max().orElse(0);
    unless(
        size > 0,
        "there is no promoted policy; name the folder of one, or the slate_size of a policy of type"
            + " random");
    return Schema.untrained(size);
  }

  /** What is served with these policies. The catalogue is read again if features changed. */
  private Serving of(
      Map<String, ServedPolicy> policies, Map<String, ServedPolicy> before, Serving old) {
    Schema schema = Schema.of(policies.values().stream().map(it -> it.loaded().schema()).toList());
    boolean same = old != null && old.schema().equals(schema);
    FeatureReader document = reader("document", schema.document());
    return new Serving(
        policies,
        before,
        schema,
        reader("user", schema.user()),
        document,
        same ? old.catalogue() : catalogue(schema, document),
        old == null ? null : old.arms(),
        old == null ? null : old.only(),
        options.maxCandidates());
  }

  private FeatureReader reader(String whose, List<KnownFeature> known) {
    return new FeatureReader(whose, known, options.features(), others, counts);
  }

  private ServedCatalogue catalogue(Schema schema, FeatureReader document) {
    unless(
        options.catalogue() != null || schema.kind() != Schema.Kind.CATALOGUE,
        "this policy picks from a whole catalogue; give the ranker a catalogue");
    boolean fixed = schema.kind() == Schema.Kind.FIXED;
    Space space = schema.space();
    boolean numbered = fixed && space.documentFeatures().isEmpty() && space.topics() == 0;
    if (options.catalogue() == null || numbered) {
      return ServedCatalogue.EMPTY;
    }
    ServedCatalogue read = CatalogueFile.read(options.catalogue(), document, space.topics());
    unless(
        !fixed || read.size() == space.documents(),
        "the catalogue %s has %s documents, but the policy was trained with %s; list these, in their order"
            .formatted(options.catalogue(), read.size(), space.documents()));
    return read;
  }

  /** With a catalogue that is read again. */
  Serving withCatalogue(Serving old) {
    unless(options.catalogue() != null, "there is no catalogue; open the ranker with one");
    Serving setting =
        new Serving(
            old.policies(),
            old.before(),
            old.schema(),
            old.user(),
            old.document(),
            catalogue(old.schema(), old.document()),
            old.arms(),
            old.only(),
            old.most());
    if (old.schema().kind() == Schema.Kind.CATALOGUE) {
      old.policies().values().forEach(it -> it.tryOut(setting.documents()));
    }
    return setting;
  }

  /** With another version of a policy. */
  Serving withPolicy(Serving old, String name, Path folder) {
    known(old, name);
    LoadedPolicy loaded = loader.load(folder);
    String misfit = old.schema().misfit(loaded.schema());
    unless(
        misfit == null,
        "%s does not fit: it has %s; promote a policy that was trained with the same features and"
                .formatted(folder, misfit)
            + " slates, or open another ranker");
    return withVersion(old, ServedPolicy.of(name, loaded), old.policies().get(name));
  }

  /** With the version before the last reload. */
  Serving withoutReload(Serving old, String name) {
    known(old, name);
    ServedPolicy before = old.before().get(name);
    unless(
        before != null, "policy " + name + " was not reloaded, so there is nothing to go back to");
    return withVersion(old, before, null);
  }

  private Serving withVersion(Serving old, ServedPolicy version, ServedPolicy replaced) {
    Map<String, ServedPolicy> policies = new TreeMap<>(old.policies());
    policies.put(version.name(), version);
    Map<String, ServedPolicy> before = new HashMap<>(old.before());
    before.remove(version.name());
    if (replaced != null) {
      before.put(version.name(), replaced);
    }
    Serving setting = of(policies, before, old);
    version.tryOut(setting.documents());
    List<Arm> arms =
        setting.arms() == null ? List.of(setting.only()) : setting.arms().arms().arms();
    arms.stream()
        .filter(it -> version.name().equals(it.policy()) || version.name().equals(it.interleave()))
        .forEach(it -> check(policies, it, setting.documents()));
    return setting;
  }

  private static void known(Serving setting, String name) {
    unless(
        setting.policies().containsKey(name),
        "there is no policy %s; there are %s".formatted(name, setting.policies().keySet()));
  }

  /**
   * With other arms.
   *
   * @param arms null for one arm of the only policy that is not a shadow
   */
  Serving withArms(Serving old, Arms arms) {
    options.shadow().forEach(it -> known(old, it));
    Arm only = arms == null ? only(old) : null;
    List<Arm> all = arms == null ? List.of(only) : arms.arms();
    all.forEach(
        it -> {
          known(old, it.policy());
          if (it.interleave() != null) {
            known(old, it.interleave());
          }
          check(old.policies(), it, old.documents());
        });
    return new Serving(
        old.policies(),
        old.before(),
        old.schema(),
        old.user(),
        old.document(),
        old.catalogue(),
        arms == null ? null : new ArmClock(arms, options.clock()),
        only,
        old.most());
  }

  private Arm only(Serving setting) {
    List<String> names = new ArrayList<>(setting.policies().keySet());
    names.removeAll(options.shadow());
    unless(
        names.size() == 1,
        "there are policies %s; write arms that say which of them serves whom".formatted(names));
    return Arm.of("all", names.get(0), 1);
  }

  private static void check(Map<String, ServedPolicy> policies, Arm arm, List<Document> documents) {
    policies
        .get(arm.policy())
        .check(arm.explore(), policies.get(String.valueOf(arm.interleave())), documents);
  }
}
