package dev.recsim.experimentfile;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.ExternalAgentProvider.Trials;
import dev.recsim.api.Options;
import dev.recsim.api.Provider;
import dev.recsim.baseline.Rule;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.experimentfile.ExperimentSpec.MetricSpec;
import dev.recsim.experimentfile.SearchSpec.Candidate;
import dev.recsim.experimentfile.SearchSpec.Rung;
import dev.recsim.experimentfile.Searches.ReadCandidate;
import dev.recsim.experimentfile.Searches.ReadSearch;
import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.experimentfile.rule.Guards;
import dev.recsim.experimentfile.rule.Seeds;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.io.Digest;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.schedule.TrainingMode;
import dev.recsim.yaml.YamlTree;
import dev.recsim.yaml.binding.ExternalOptions;
import dev.recsim.yaml.binding.Header;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An experiment with all defaults: its text and its fingerprints.
 *
 * @param training the experiment's schedule
 */
record Resolved(
    Header header,
    EnvironmentSpec<?> environment,
    List<MetricSpec<?>> metrics,
    List<ReadAgent<?>> agents,
    TrainingMode training,
    Evaluation evaluation,
    List<Integer> seeds,
    BaselineOptions baseline,
    List<GuardSpec> guards,
    List<ClaimSpec> claims,
    Optional<ReadSearch> search) {
  /**
   * An agent of the file.
   *
   * @param training the experiment's schedule, with the agent's own {@code training:} merged over
   *     it
   * @param line of its name in the file, 1-based
   */
  record ReadAgent<C extends Record>(
      String name, AgentProvider<C> provider, C options, TrainingMode training, int line) {
    /** Whether it knows the environment. */
    boolean oracle() {
      return provider.oracle(options);
    }

    /** The same agent with the options of one trial. */
    ReadAgent<C> with(C own) {
      return new ReadAgent<>(name, provider, own, training, line);
    }

    ReadAgent<C> named(String other) {
      return new ReadAgent<>(other, provider, options, training, line);
    }
  }

  /**
   * Part of every fingerprint. Raise it when the same YAML gets another meaning, so that stored
   * trials are not used for it.
   */
  private static final BigDecimal MEANING = BigDecimal.ONE;

  /** Returns the trials of each agent: also those that only an undecided check needs. */
  static Trials trials(List<Integer> seeds, BaselineOptions baseline) {
    Set<Integer> all = new LinkedHashSet<>(seeds);
    all.addAll(new Rule(baseline, List.of(), seeds).allSeeds());
    return new Trials(List.copyOf(all));
  }

  /** Returns the experiment with every default written out, as YAML. */
  String text() {
    Map<String, Object> tree = tree();
    Map<String, Object> rule = record(baseline);
    if (!guards.isEmpty()) {
      rule.put(Guards.GUARD, Guards.tree(guards));
    }
    tree.put("baseline", rule);
    if (!claims.isEmpty()) {
      tree.put("claims", Claims.tree(claims));
    }
    return YamlTree.write(tree);
  }

  /**
   * Returns the keys that determine results. An agent's schedule is written only if it differs from
   * the experiment's.
   */
  private Map<String, Object> tree() {
    Map<String, Object> entries = new LinkedHashMap<>();
    agents.forEach(agent -> entries.put(agent.name(), entry(agent)));
    Map<String, Object> tree = record(header);
    tree.put("environment", component(environment.provider(), environment.options()));
    putMetrics(tree);
    tree.put("agents", entries);
    tree.put("training", Trainings.tree(training));
    tree.put("evaluation", record(evaluation));
    tree.put("trials", Shape.map("seeds", Seeds.tree(seeds)));
    search.ifPresent(it -> tree.put(Searches.SEARCH, tree(it)));
    return tree;
  }

  private Map<String, Object> entry(ReadAgent<?> agent) {
    Map<String, Object> entry = component(agent.provider(), agent.options());
    if (!Objects.equals(agent.training(), training)) {
      entry.put("training", Trainings.tree(agent.training()));
    }
    return entry;
  }

  private static Map<String, Object> tree(ReadSearch search) {
    Map<String, Object> tree = Shape.map("agent", search.agent(), "over", search.over());
    tree.putAll(record(search.options()));
    return tree;
  }

  /** Returns the search with its candidates. */
  Optional<SearchSpec> searchSpec(List<AgentSpec<?>> specs, SortedMap<String, String> files) {
    return search.map(
        it -> {
          List<Candidate> candidates = new ArrayList<>();
          for (AgentSpec<?> spec : specs) {
            if (spec.name().equals(it.agent())) {
              candidates.add(new Candidate(spec, found(it, declared(spec, it.paths()))));
            }
          }
          for (ReadCandidate candidate : it.candidates()) {
            AgentSpec<?> spec = spec(candidate.agent(), candidate.variant(), files);
            candidates.add(new Candidate(spec, found(it, candidate.values())));
          }
          List<Rung> rungs = SearchSpec.rungs(it.options());
          List<Claim> claimed = claims.stream().map(ClaimSpec::claim).toList();
          Set<Integer> taken = Set.copyOf(new Rule(baseline, claimed, seeds).allSeeds());
          return new SearchSpec(
              it.agent(), it.options().method(), candidates, rungs, SearchSpec.seeds(rungs, taken));
        });
  }

  private static String found(ReadSearch search, Map<String, Object> values) {
    return YamlTree.write(Shape.map("agents", Shape.map(search.agent(), values)));
  }

  /** Returns the agent's values at these paths. */
  private static Map<String, Object> declared(AgentSpec<?> agent, List<List<String>> paths) {
    Map<String, Object> all = component(agent.provider(), agent.options());
    all.put("training", Trainings.tree(agent.training()));
    Map<String, Object> values = new LinkedHashMap<>();
    paths.forEach(path -> copy(path, all, values));
    return values;
  }

  @SuppressWarnings("unchecked") // the keys of trees are strings
  private static void copy(List<String> path, Map<String, Object> from, Map<String, Object> to) {
    String key = path.get(0);
    if (path.size() > 1 && from.get(key) instanceof Map<?, ?> inner) {
      Object below = to.computeIfAbsent(key, it -> new LinkedHashMap<String, Object>());
      copy(path.subList(1, path.size()), (Map<String, Object>) inner, (Map<String, Object>) below);
    } else if (from.containsKey(key)) {
      to.put(key, from.get(key));
    }
  }

  /**
   * Adds the metrics, if there are any: the text of an experiment without metrics does not change.
   */
  private void putMetrics(Map<String, Object> tree) {
    Map<String, Object> entries = new LinkedHashMap<>();
    metrics.forEach(it -> entries.put(it.name(), component(it.provider(), it.options())));
    if (!entries.isEmpty()) {
      tree.put("metrics", entries);
    }
  }

  private static Map<String, Object> component(Provider<?> provider, Record options) {
    Map<String, Object> tree = Shape.map("type", provider.name());
    tree.putAll(record(options));
    return tree;
  }

  private static Map<String, Object> record(Record record) {
    return RecordShape.of(record).tree(record);
  }

  /** Returns the SHA-256 of each file that the options name, hex, by its path in the experiment. */
  SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (Record options : options()) {
      Options.files(options, (option, file) -> files.computeIfAbsent(file, this::digest));
    }
    return files;
  }

  private String digest(String file) {
    try {
      return Digest.of(environment.directory().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Record> options() {
    List<Record> options = new ArrayList<>(List.of(environment.options()));
    agents.forEach(agent -> options.add(agent.options()));
    search.ifPresent(it -> it.candidates().forEach(each -> options.add(each.agent().options())));
    metrics.forEach(metric -> options.add(metric.options()));
    return options;
  }

  /**
   * Returns the SHA-256 of the experiment without baseline and claims, and of the files that it
   * names.
   *
   * @param files as {@link #files()} returns them
   */
  String fingerprint(SortedMap<String, String> files) {
    String meaning = YamlTree.write(Shape.map("meaning", MEANING));
    return sha256(meaning + YamlTree.write(tree()), options(), files);
  }

  /**
   * Returns the agents with their fingerprints.
   *
   * @param variants agents of a sweep, by name
   * @param files as {@link #files()} returns them
   */
  List<AgentSpec<?>> agentSpecs(Map<String, Variant> variants, SortedMap<String, String> files) {
    List<AgentSpec<?>> specs = new ArrayList<>();
    for (ReadAgent<?> agent : agents) {
      Variant variant = variants.getOrDefault(agent.name(), Variant.none(agent.name()));
      specs.add(spec(agent, variant, files));
    }
    return specs;
  }

  private <C extends Record> AgentSpec<C> spec(
      ReadAgent<C> agent, Variant variant, SortedMap<String, String> files) {
    Trials trials = trials(seeds, baseline);
    ExternalOptions external =
        new ExternalOptions(environment.directory().toAbsolutePath(), trials);
    SortedMap<Integer, AgentSpec<C>> ofSeeds = new TreeMap<>();
    List<C> options = external.ofTrials(agent.provider(), agent.options());
    for (int trial = 0; trial < options.size(); trial++) {
      if (Objects.equals(options.get(trial), agent.options())) {
        break;
      }
      AgentSpec<C> alone = spec(agent.with(options.get(trial)), variant, files, new TreeMap<>());
      ofSeeds.put(trials.seeds().get(trial), alone);
    }
    return spec(agent, variant, files, ofSeeds);
  }

  private <C extends Record> AgentSpec<C> spec(
      ReadAgent<C> agent,
      Variant variant,
      SortedMap<String, String> files,
      SortedMap<Integer, AgentSpec<C>> ofSeeds) {
    Map<String, Object> tree =
        Shape.map(
            "meaning",
            MEANING,
            "seed",
            BigDecimal.valueOf(header.seed()),
            "environment",
            component(environment.provider(), environment.options()),
            "evaluation",
            record(evaluation),
            "name",
            agent.name(),
            "agent",
            component(agent.provider(), agent.options()),
            "training",
            Trainings.tree(agent.training()));
    putMetrics(tree);
    List<Record> options = new ArrayList<>(List.of(environment.options(), agent.options()));
    metrics.forEach(metric -> options.add(metric.options()));
    return new AgentSpec<>(
        agent.name(),
        variant,
        agent.provider(),
        agent.options(),
        agent.training(),
        agent.line(),
        sha256(YamlTree.write(tree), options, files),
        ofSeeds);
  }

  /**
   * Returns the SHA-256 of the text, followed by the digests of the files that the options name.
   */
  private static String sha256(String text, List<Record> options, SortedMap<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    for (Record record : options) {
      Options.files(
          record, (option, file) -> bytes.writeBytes(HexFormat.of().parseHex(files.get(file))));
    }
    return Digest.of(bytes.toByteArray());
  }
}
