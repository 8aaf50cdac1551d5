package dev.recsim.app.promote;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.app.FinishedTrial;
import dev.recsim.app.origin.GraphOrigin;
import dev.recsim.app.project.UserError;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.policy.Manifest;
import dev.recsim.policy.Manifest.Documents;
import dev.recsim.policy.Manifest.Feature;
import dev.recsim.policy.Manifest.Kind;
import dev.recsim.policy.Manifest.MeanScore;
import dev.recsim.policy.Manifest.Member;
import dev.recsim.policy.Manifest.Provenance;
import dev.recsim.policy.Manifest.SeedScore;
import dev.recsim.policy.Manifest.Verdict;
import dev.recsim.policy.Manifest.Vocabulary;
import dev.recsim.policy.MovedFiles;
import dev.recsim.policy.Promotion;
import dev.recsim.policy.Safetensors;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.trial.Keys;
import dev.recsim.trial.Trial;
import dev.recsim.trial.observed.FeatureRanges;
import dev.recsim.trial.observed.FeatureRanges.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The files of a promoted agent. The same trials give the same bytes. */
final class Artifact {
  /** Name of the resolved experiment. */
  static final String EXPERIMENT = "experiment.yaml";

  /** Number of training sessions whose features are measured, see {@link FeatureRanges#play}. */
  private static final int MEASURED = 100;

  private static final double LEVEL = 0.95;

  private final ExperimentSpec spec;
  private final AgentSpec<?> agent;
  private final List<FinishedTrial> trials;
  private final SeedRule.Selected selected;

  /** The environment of all trials. */
  private final Environment environment;

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Manifest manifest;

  /**
   * Collects the files.
   *
   * @param trials of all seeds
   * @param check its verdict
   * @throws UserError if a trial cannot be played again
   */
  Artifact(
      ExperimentSpec spec,
      AgentSpec<?> agent,
      List<FinishedTrial> trials,
      SeedRule.Selected selected,
      CheckResult check,
      Provenance provenance)
      throws IOException, UserError {
    this.spec = spec;
    this.agent = agent;
    this.trials = trials;
    this.selected = selected;
    this.environment = trials.get(0).planned().trial().environment();
    files.put(EXPERIMENT, spec.resolved().getBytes(StandardCharsets.UTF_8));
    this.manifest = manifest(check, provenance);
  }

  private Manifest manifest(CheckResult check, Provenance provenance)
      throws IOException, UserError {
    Space space = environment.space();
    List<Member> members = new ArrayList<>();
    FeatureRanges ranges = new FeatureRanges(space);
    for (FinishedTrial trial : selected.trials()) {
      members.add(member(trial));
      measure(trial, ranges);
    }
    Promotion.Needs needs = needs(selected.trials().get(0));
    List<SeedScore> scores = trials.stream().map(it -> origin(it).score()).toList();
    Part<AgentProvider<?>> moved = moved(new Part<>(agent.provider(), agent.options()), "agent");
    Map<String, Object> needed = needs.environment() ? needed() : null;
    Vocabulary labels =
        Environments.logNames(spec)
            .map(it -> new Vocabulary(it.documents(), it.states()))
            .orElse(null);
    return new Manifest(
        Manifest.FORMAT,
        spec.name(),
        agent.name(),
        agent.provider().name(),
        Promotion.json(moved.options()),
        space,
        needed,
        features(ranges.users()),
        features(ranges.documents()),
        needs.documents(),
        needs.remembers(),
        labels,
        environment.rewardUnit(),
        selected.selection(),
        members,
        scores,
        mean(scores),
        verdicts(check),
        needs.documents() == Documents.CANDIDATES ? List.of() : fallback(labels),
        provenance,
        spec.files(),
        Promotion.digests(files));
  }

  Manifest manifest() {
    return manifest;
  }

  /** All files but the manifest, by name. */
  Map<String, byte[]> files() {
    return files;
  }

  private static GraphOrigin origin(FinishedTrial trial) {
    return new GraphOrigin(trial.planned(), trial.result());
  }

  private Member member(FinishedTrial trial) throws IOException {
    String name = "policy-seed-" + trial.result().id().seed();
    String weights = null;
    String graph = null;
    if (trial.networks().isPresent()) {
      Path networks = trial.networks().get();
      weights = name + ".safetensors";
      files.put(weights, Files.readAllBytes(networks));
      try {
        byte[] onnx = SavedPolicy.graph(networks, environment, origin(trial).properties());
        graph = name + ".onnx";
        files.put(graph, onnx);
      } catch (UnsupportedOperationException e) {
        // The agent has no graph.
      }
    }
    return new Member(trial.result().id().seed(), init(trial).bits(), weights, graph);
  }

  private Keys keys(FinishedTrial trial) {
    String environment = spec.environment().provider().name();
    return new Keys(
        RandomKey.root(spec.seed()), environment, agent.name(), trial.result().id().seed());
  }

  private RandomKey init(FinishedTrial trial) {
    return keys(trial).agentKey().child("init");
  }

  private Path folder() {
    return spec.environment().directory().toAbsolutePath().normalize();
  }

  private static Optional<Weights> weights(FinishedTrial trial) {
    return trial.networks().map(it -> Safetensors.read(it).weights());
  }

  private Promotion.Needs needs(FinishedTrial trial) {
    Part<AgentProvider<?>> part = new Part<>(agent.provider(), agent.options());
    return new Promotion(part, environment, folder())
        .needs(
            weights(trial).orElse(null),
            init(trial),
            environment.open(keys(trial).training().child(0)).start());
  }

  private void measure(FinishedTrial trial, FeatureRanges ranges) {
    Trial its = trial.planned().trial();
    try (Agent trained = its.agent().create(environment, init(trial))) {
      weights(trial).ifPresent(it -> trained.learner().orElseThrow().load(it));
      ranges.play(environment, trained, keys(trial).training(), MEASURED);
    }
  }

  private static List<Feature> features(List<Range> ranges) {
    return ranges.stream()
        .map(it -> new Feature(it.name(), it.min(), it.max(), it.mean(), null))
        .toList();
  }

  /** The environment that a policy needs where it is served. */
  private Map<String, Object> needed() throws IOException {
    EnvironmentSpec<?> its = spec.environment();
    Part<EnvironmentProvider<?>> part = new Part<>(its.provider(), its.options());
    return Promotion.json(moved(part, "environment"));
  }

  private <P extends Provider<?>> Part<P> moved(Part<P> part, String to) throws IOException {
    MovedFiles<P> moved = MovedFiles.of(part, folder(), to);
    files.putAll(moved.files());
    return moved.part();
  }

  private static MeanScore mean(List<SeedScore> scores) {
    double[] values = scores.stream().mapToDouble(SeedScore::score).toArray();
    Optional<Interval> interval = Estimate.of(values).interval(LEVEL);
    return new MeanScore(
        Estimate.mean(values),
        interval.map(Interval::low).orElse(null),
        interval.map(Interval::high).orElse(null));
  }

  private static List<Verdict> verdicts(CheckResult check) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Comparison it : check.comparisons()) {
      Kind kind = it.ofGuard() ? Kind.GUARD : Kind.CHECK;
      verdicts.add(new Verdict(kind, it.name(), it.outcome().name()));
    }
    check
        .claims()
        .forEach(
            it -> verdicts.add(new Verdict(Kind.CLAIM, it.claim().text(), it.outcome().name())));
    return verdicts;
  }

  /** The documents that were shown most often in the evaluation. */
  private List<String> fallback(Vocabulary vocabulary) throws UserError {
    ShownDocuments shown = new ShownDocuments();
    for (FinishedTrial trial : selected.trials()) {
      double[] rewards = trial.result().rewards();
      int[] sessions = IntStream.range(0, rewards.length).toArray();
      Optional<String> problem =
          trial.planned().trial().replay(weights(trial), sessions, rewards, shown);
      if (problem.isPresent()) {
        throw new UserError(
            "trial %s cannot be played again: %s; run it again with -Drecsim.force"
                .formatted(trial.result().id(), problem.get()));
      }
    }
    boolean labels = vocabulary != null && !vocabulary.documents().isEmpty();
    return shown.most(environment.space().slateSize()).stream()
        .map(it -> labels ? vocabulary.documents().get(it.intValue()) : it.toString())
        .toList();
  }
}
