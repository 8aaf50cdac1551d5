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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes what is served, and its changes. Each is checked before anybody is served with it. */
final class Servings {
  /**
   * What is served at a time. A change makes another one. Immutable.
   *
   * @param policies by name
   * @param before the policies that reloads have replaced
   * @param arms who is served by which policy
   * @param requests reads requests
   */
  record Serving(
      Map<String, ServedPolicy> policies,
      Map<String, ServedPolicy> before,
      ArmClock arms,
      RequestReader requests) {}

  private final RankerOptions options;
  private final PolicyLoader loader;
  private final FeatureCounts counts;
  private final FeatureRule others;

  Servings(RankerOptions options, PolicyLoader loader, FeatureCounts counts) {
    this.options = options;
    this.loader = loader;
    this.counts = counts;
    this.others =
        options.requests().features().getOrDefault(RankerOptions.DEFAULT, FeatureRule.DEFAULT);
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
    Optional<String> one = loaded.keySet().stream().findFirst();
    Schema first = one.map(it -> loaded.get(it).schema()).orElseGet(this::untrained);
    Map<String, ServedPolicy> policies = new TreeMap<>();
    options
        .policies()
        .keySet()
        .forEach(
            name -> {
              LoadedPolicy it = loaded.computeIfAbsent(name, random -> LoadedPolicy.random(first));
              Optional<String> misfit = first.misfit(it.schema());
              unless(
                  misfit.isEmpty(),
                  "policies %s and %s do not fit: the second has %s; serve them by two rankers"
                      .formatted(one.orElse(""), name, misfit.orElse("")));
              int size = options.policies().get(name).slateSize();
              unless(
                  size == 0 || size == first.space().slateSize(),
                  "policy %s draws slates of %s documents, the others have %s; write the same number"
                      .formatted(name, size, first.space().slateSize()));
              policies.put(name, ServedPolicy.of(name, it));
            });
    if (one.isPresent()) {
      checkRules(first);
    }
    RequestReader requests = reader(schema(policies));
    policies.values().forEach(it -> it.tryOut(requests.documents()));
    return new Serving(
        policies,
        Map.of(),
        arms(policies, requests, Optional.ofNullable(options.arms())),
        requests);
  }

  /** A rule of a feature that no policy has says at most what happens if requests have it. */
  private void checkRules(Schema schema) {
    List<String> names =
        Stream.concat(schema.user().stream(), schema.document().stream())
            .map(KnownFeature::name)
            .toList();
    options
        .requests()
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

  private static Schema schema(Map<String, ServedPolicy> policies) {
    return Schema.of(policies.values().stream().map(it -> it.loaded().schema()).toList());
  }

  private RequestReader reader(Schema schema) {
    FeatureReader document = reader("document", schema.document());
    return RequestReader.of(
        schema,
        reader("user", schema.user()),
        document,
        catalogue(schema, document),
        options.requests().maxCandidates());
  }

  private FeatureReader reader(String whose, List<KnownFeature> known) {
    return new FeatureReader(whose, known, options.requests().features(), others, counts);
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
    RequestReader before = old.requests();
    RequestReader requests = before.with(catalogue(before.schema(), before.document()));
    if (before.schema().kind() == Schema.Kind.CATALOGUE) {
      old.policies().values().forEach(it -> it.tryOut(requests.documents()));
    }
    return new Serving(old.policies(), old.before(), old.arms(), requests);
  }

  /** With another version of a policy. */
  Serving withPolicy(Serving old, String name, Path folder) {
    known(old.policies(), name);
    LoadedPolicy loaded = loader.load(folder);
    Optional<String> misfit = old.requests().schema().misfit(loaded.schema());
    unless(
        misfit.isEmpty(),
        "%s does not fit: it has %s; promote a policy that was trained with the same features and"
                .formatted(folder, misfit.orElse(""))
            + " slates, or open another ranker");
    return withVersion(old, ServedPolicy.of(name, loaded), old.policies().get(name));
  }

  /** With the version before the last reload. */
  Serving withoutReload(Serving old, String name) {
    known(old.policies(), name);
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
    // The catalogue is read again if features changed.
    Schema schema = schema(policies);
    boolean same = old.requests().schema().equals(schema);
    RequestReader requests = same ? old.requests() : reader(schema);
    version.tryOut(requests.documents());
    old.arms().all().stream()
        .filter(it -> version.name().equals(it.policy()) || version.name().equals(it.interleave()))
        .forEach(it -> check(policies, it, requests.documents()));
    return new Serving(policies, before, old.arms(), requests);
  }

  private static void known(Map<String, ServedPolicy> policies, String name) {
    unless(
        policies.containsKey(name),
        "there is no policy %s; there are %s".formatted(name, policies.keySet()));
  }

  /** With other arms. */
  Serving withArms(Serving old, Optional<Arms> arms) {
    return new Serving(
        old.policies(), old.before(), arms(old.policies(), old.requests(), arms), old.requests());
  }

  /**
   * Checks arms.
   *
   * @param arms empty for one arm of the only policy that is not a shadow
   */
  private ArmClock arms(
      Map<String, ServedPolicy> policies, RequestReader requests, Optional<Arms> arms) {
    options.shadow().forEach(it -> known(policies, it));
    ArmClock clock =
        arms.map(it -> new ArmClock(it, options.clock()))
            .orElseGet(() -> new ArmClock(only(policies.keySet())));
    for (Arm arm : clock.all()) {
      known(policies, arm.policy());
      if (arm.interleave() != null) {
        known(policies, arm.interleave());
      }
      check(policies, arm, requests.documents());
    }
    return clock;
  }

  private Arm only(Set<String> policies) {
    List<String> names = new ArrayList<>(policies);
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
