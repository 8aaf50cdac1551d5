package dev.recsim.contract;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import dev.recsim.api.Weights;
import dev.recsim.policy.Manifest;
import dev.recsim.policy.Manifest.Feature;
import dev.recsim.policy.Manifest.MeanScore;
import dev.recsim.policy.Manifest.Member;
import dev.recsim.policy.Manifest.Provenance;
import dev.recsim.policy.Manifest.Rule;
import dev.recsim.policy.Manifest.SeedScore;
import dev.recsim.policy.Manifest.Selection;
import dev.recsim.policy.MovedFiles;
import dev.recsim.policy.Promotion;
import dev.recsim.policy.Safetensors;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Keys;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.observed.FeatureRanges;
import dev.recsim.trial.observed.FeatureRanges.Range;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Trains agents briefly and writes them as {@code mvn recsim:promote} does, for tests of programs
 * that serve them. All keys are fixed.
 *
 * @param agent type and options
 * @param environment type and options of the environment of training and evaluation
 * @param members number of seeds, which are all promoted
 * @param sessions number of sessions of the evaluation
 */
public record PromotedAgents(
    Part<AgentProvider<?>> agent,
    Part<EnvironmentProvider<?>> environment,
    int members,
    int sessions) {
  private static final RandomKey ROOT = RandomKey.root(42);
  private static final Training SHORT = new Training(20, 1, 20, 16, 0.2, 0, Keep.LAST, 0);
  private static final String FOLDER = "";

  /**
   * {@return agents with their default options in an environment with its default options}
   *
   * @param agent type of the agent
   * @param environment type of the environment
   * @param members number of seeds
   */
  public static PromotedAgents of(String agent, String environment, int members) {
    return new PromotedAgents(
        part(AgentProvider.class, agent),
        part(EnvironmentProvider.class, environment),
        members,
        20);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // kinds of providers are generic
  private static <P extends Provider<?>> Part<P> part(Class kind, String type) {
    ServiceLoader<Provider<?>> all = ServiceLoader.load(kind);
    for (Provider<?> each : all) {
      if (each.name().equals(type)) {
        return new Part<>((P) each, each.defaults());
      }
    }
    throw new IllegalArgumentException("no " + type + " is on the class path");
  }

  /** {@return the environment} */
  public Environment world() {
    return environment.make(
        (EnvironmentProvider<Record> it, Record options) -> it.create(options, Path.of(FOLDER)));
  }

  /**
   * {@return the trial of a seed}
   *
   * @param seed 0 .. members - 1
   */
  public Trial trial(int seed) {
    return new Trial(
        new TrialId("agent", seed),
        ROOT,
        environment.provider().name(),
        world(),
        this::create,
        SHORT,
        new Evaluation(sessions));
  }

  private Agent create(Environment world, RandomKey key) {
    return agent.make((AgentProvider<Record> it, Record options) -> it.create(options, world, key));
  }

  /**
   * Trains, evaluates and writes the agents.
   *
   * @param folder where to write
   * @return the results of the trials, by seed
   * @throws IOException if the folder cannot be written
   * @throws IllegalStateException if a trial fails
   */
  public List<Completed> write(Path folder) throws IOException {
    List<Completed> results = new ArrayList<>();
    Map<String, byte[]> files = new TreeMap<>();
    for (int seed = 0; seed < members; seed++) {
      TrialResult result = trial(seed).run();
      if (!(result instanceof Completed completed)) {
        throw new IllegalStateException(result.toString());
      }
      results.add(completed);
      completed.weights().ifPresent(it -> files.put(name(completed), encoded(it)));
    }
    MovedFiles<AgentProvider<?>> moved = MovedFiles.of(agent, Path.of(FOLDER), "agent");
    files.putAll(moved.files());
    Promotion.write(folder, manifest(results, moved.part().options(), files), files);
    return results;
  }

  private static String name(Completed result) {
    return "policy-seed-" + result.id().seed() + ".safetensors";
  }

  private byte[] encoded(Weights weights) {
    return new Safetensors(
            SavedPolicy.metadata(agent.provider(), agent.options(), world().space()), weights)
        .encode();
  }

  private Manifest manifest(List<Completed> results, Record options, Map<String, byte[]> files) {
    Environment world = world();
    Completed first = results.get(0);
    RandomKey key = init(first);
    Promotion promotion = new Promotion(agent, world, Path.of(FOLDER));
    Promotion.Needs needs =
        promotion.needs(first.weights().orElse(null), key, world.open(key).start());
    FeatureRanges ranges = ranges(world, first);
    double mean = results.stream().mapToDouble(Completed::score).average().orElseThrow();
    return new Manifest(
        Manifest.FORMAT,
        "experiment",
        "agent",
        agent.provider().name(),
        Promotion.json(options),
        world.space(),
        needs.environment() ? Promotion.json(environment) : null,
        features(ranges.users()),
        features(ranges.documents()),
        needs.documents(),
        needs.remembers(),
        null,
        world.rewardUnit(),
        new Selection(Rule.ALL, "all seeds of a test"),
        results.stream().map(it -> member(it, files)).toList(),
        results.stream().map(PromotedAgents::score).toList(),
        new MeanScore(mean, null, null),
        List.of(),
        IntStream.range(0, world.space().slateSize()).mapToObj(Integer::toString).toList(),
        new Provenance(null, false, "test"),
        Map.of(),
        Promotion.digests(files));
  }

  private FeatureRanges ranges(Environment world, Completed result) {
    FeatureRanges ranges = new FeatureRanges(world.space());
    try (Agent trained = create(world, init(result))) {
      trained.learner().ifPresent(it -> it.load(result.weights().orElseThrow()));
      String name = environment.provider().name();
      RandomKey training = new Keys(ROOT, name, "agent", result.id().seed()).training();
      ranges.play(world, trained, training, sessions);
    }
    return ranges;
  }

  private static List<Feature> features(List<Range> ranges) {
    return ranges.stream()
        .map(it -> new Feature(it.name(), it.min(), it.max(), it.mean(), null))
        .toList();
  }

  private static RandomKey init(Completed result) {
    return new Keys(ROOT, "", "agent", result.id().seed()).agentKey().child("init");
  }

  private static Member member(Completed result, Map<String, byte[]> files) {
    String name = name(result);
    return new Member(
        result.id().seed(), init(result).bits(), files.containsKey(name) ? name : null, null);
  }

  private static SeedScore score(Completed result) {
    return new SeedScore(result.id().seed(), result.score(), null, null, result.digest());
  }
}
