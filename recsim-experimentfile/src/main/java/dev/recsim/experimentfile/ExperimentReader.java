package dev.recsim.experimentfile;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.ExternalAgentProvider.Trials;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.experimentfile.ExperimentSpec.MetricSpec;
import dev.recsim.experimentfile.Resolved.ReadAgent;
import dev.recsim.experimentfile.Searches.ReadSearch;
import dev.recsim.experimentfile.ab.LiveTests;
import dev.recsim.experimentfile.evaluation.EvaluateSection;
import dev.recsim.experimentfile.evaluation.Evaluations;
import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.experimentfile.rule.Guards;
import dev.recsim.experimentfile.rule.MetricDirections;
import dev.recsim.experimentfile.rule.RealityClaimReader;
import dev.recsim.experimentfile.rule.Seeds;
import dev.recsim.experimentfile.variants.Setting;
import dev.recsim.experimentfile.variants.Sources;
import dev.recsim.experimentfile.variants.SweepGrid;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.experimentfile.variants.VariantLabels;
import dev.recsim.experimentfile.worlds.WorldClaim;
import dev.recsim.experimentfile.worlds.WorldClaimReader;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.TrainingMode;
import dev.recsim.yaml.Descriptions;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.Components;
import dev.recsim.yaml.binding.Header;
import dev.recsim.yaml.binding.Providers;
import dev.recsim.yaml.binding.RecordShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * Reads an experiment file into validated records, or reports all of its problems.
 *
 * <p>The keys of a section are the components of its record in snake_case. Options of the
 * environment and of agents, {@code training} and {@code evaluation} have a default for each key;
 * an agent's own {@code training} defaults to the experiment's. A mapping within options is a
 * single value: it replaces its default completely, missing keys are null, and keys of primitive
 * type are required.
 *
 * <p>Scalars follow the core schema of YAML 1.2: {@code on}, {@code 1:30} and {@code 1_000} are
 * text. Numbers are decimal and finite; an integer may be written as any number without a fraction.
 * Anchors, aliases, merge keys, tags, several documents, files over 1 MiB and over 50 levels fail.
 */
public final class ExperimentReader {
  static final List<String> SECTIONS =
      List.of(
          "environment",
          "metrics",
          "agents",
          "training",
          "evaluation",
          "trials",
          "baseline",
          "claims",
          Searches.SEARCH,
          Evaluations.LOGS,
          Evaluations.EVALUATE,
          LiveTests.AB);

  /** Keys whose contents are in the sections when these are read. */
  private static final List<String> MANY =
      List.of(Sources.EXTENDS, SweepGrid.ENVIRONMENTS, SweepGrid.SWEEP);

  private static final int MOST_TRIALS = 100_000;

  private final Path home;
  private final Path file;
  private final Problems problems;
  private final Components components;
  private final SweepGrid.Member member;
  private final String set;

  private ExperimentReader(
      Path home,
      Path file,
      Problems problems,
      Components components,
      SweepGrid.Member member,
      String set) {
    this.home = home;
    this.file = file;
    this.problems = problems;
    this.components = components;
    this.member = member;
    this.set = set;
  }

  /** Reads a file that defines one experiment; see {@link #read(Path, Path, List)}. */
  public static ExperimentSpec read(Path file) throws InvalidExperiment {
    return read(directory(file), file, List.of()).get(0);
  }

  /**
   * Reads a file. Creates each environment once, to check it and the agents in it.
   *
   * @param home the folder of all experiments: the folder of the file, or one above it; the folders
   *     between both are the first part of the experiment's name
   * @param file the experiment; files that it names are relative to its folder
   * @param settings values that replace values of the file; they define another experiment, named
   *     after them
   * @return the experiments of the file, at least one
   * @throws InvalidExperiment if the file or one that it names cannot be read or is invalid; has
   *     all problems, in the order of the file
   * @throws IllegalStateException if components on the class path conflict
   */
  public static List<ExperimentSpec> read(Path home, Path file, List<Setting> settings)
      throws InvalidExperiment {
    return readAll(home, file, settings).experiments();
  }

  /** Reads a file with its evaluations on logs; see {@link #read(Path, Path, List)}. */
  public static Contents readAll(Path home, Path file, List<Setting> settings)
      throws InvalidExperiment {
    Problems problems = new Problems(file);
    Contents contents = new Contents();
    Optional<MappingNode> root = new Sources(problems).read(file);
    for (Setting setting : settings) {
      root = root.map(tree -> setting.in(tree, problems));
    }
    boolean named = settings.stream().anyMatch(setting -> setting.path().equals("name"));
    String set = named ? "" : VariantLabels.of(settings);
    Components components = new Components(directory(file), problems);
    for (SweepGrid.Member member : root.map(new SweepGrid(problems)::members).orElse(List.of())) {
      new ExperimentReader(home, file, problems, components, member, set)
          .add(new Section(member.root()), contents);
    }
    return valid(contents, problems);
  }

  /**
   * Reads an experiment from text.
   *
   * @param yaml a single experiment with the files of another one
   * @param like the other one
   * @throws InvalidExperiment if it is invalid
   */
  public static ExperimentSpec read(String yaml, ExperimentSpec like) throws InvalidExperiment {
    Problems problems = new Problems(like.file());
    Contents contents = new Contents();
    SweepGrid.Member member = new SweepGrid.Member(ResolvedKeys.root(yaml), "", Map.of(), Map.of());
    Components components = new Components(directory(like.file()), problems);
    new ExperimentReader(like.home(), like.file(), problems, components, member, "")
        .add(new Section(member.root()), contents);
    return valid(contents, problems).experiments().get(0);
  }

  private static Contents valid(Contents contents, Problems problems) throws InvalidExperiment {
    if (problems.count() == 0) {
      return contents;
    }
    throw new InvalidExperiment(problems.inOrder());
  }

  private void add(Section root, Contents contents) {
    if (LiveTests.in(root)) {
      Optional<Header> header = header(root);
      new LiveTests(problems)
          .read(root)
          .flatMap(
              section ->
                  header.map(
                      it ->
                          new LiveTestSpec(home, file, folder() + it.name(), it.title(), section)))
          .ifPresent(contents.liveTests()::add);
      return;
    }
    boolean alone = Evaluations.alone(root);
    Optional<ExperimentSpec> spec = alone ? Optional.empty() : experiment(root);
    spec.ifPresent(contents.experiments()::add);
    Optional<Header> header = alone ? header(root) : Optional.empty();
    Optional<EvaluateSection> section = new Evaluations(problems).read(root);
    section
        .flatMap(it -> spec.map(experiment -> EvaluationSpec.of(experiment, it)))
        .or(() -> section.flatMap(it -> header.map(h -> EvaluationSpec.of(file, folder(), h, it))))
        .ifPresent(contents.evaluations()::add);
  }

  private Optional<ExperimentSpec> experiment(Section root) {
    Optional<Header> header = header(root);
    Optional<TrainingMode> training = Trainings.read(root, AutoTraining.DEFAULTS, problems);
    Optional<Evaluation> evaluation =
        RecordShape.optional(root, "evaluation", Evaluation.DEFAULTS, List.of(), problems);
    List<Integer> seeds = Seeds.of(root, problems);
    Optional<BaselineOptions> baseline = baseline(root, seeds);
    Descriptions descriptions = Descriptions.read(root, problems);
    Optional<Made> made = environment(root);
    Optional<Environment> environment = made.map(Made::environment);
    List<MetricSpec<?>> metrics = MetricsReader.of(root, environment, components, problems);
    Trials trials = Resolved.trials(seeds, baseline.orElse(BaselineOptions.DEFAULTS));
    AgentsReader reader = new AgentsReader(environment, training, trials, components, problems);
    List<ReadAgent<?>> agents =
        root.required("agents", "\"agents:\" and below it \"<name>: {type: ...}\"", problems)
            .flatMap(node -> Section.of(node, "agents", problems))
            .map(reader::read)
            .orElse(List.of());
    reader.checkProduction(root, agents);
    long seed = header.orElse(Header.DEFAULTS).seed();
    Optional<ReadSearch> search =
        root.value(Searches.SEARCH)
            .flatMap(node -> new Searches(reader, problems).read(node, root.node(), agents, seed));
    MetricDirections directions = MetricsReader.directions(environment, metrics);
    List<GuardSpec> guards = new Guards(directions, problems).read(root);
    List<ClaimSpec> claims = claims(root, directions, guards, environment);
    List<ClaimSpec> beyond = new RealityClaimReader(problems).read(root);
    List<WorldClaim> worlds = worlds(root, made, reader);
    checkTrials(root, agents.size(), seeds.size());
    return problems.count() > 0
        ? Optional.empty()
        : Optional.of(
            spec(
                new Resolved(
                    header.orElseThrow(),
                    made.orElseThrow().spec(),
                    metrics,
                    agents,
                    training.orElseThrow(),
                    evaluation.orElseThrow(),
                    seeds,
                    baseline.orElseThrow(),
                    guards,
                    claims,
                    search),
                descriptions,
                beyond,
                worlds));
  }

  private List<WorldClaim> worlds(Section root, Optional<Made> made, AgentsReader reader) {
    Optional<Section> agents = Nodes.mapping(root.node(), "agents").map(Section::new);
    return new WorldClaimReader(
            components,
            problems,
            (name, world) -> agents.flatMap(it -> reader.refusal(it, name, world)))
        .read(root, made.map(Made::base));
  }

  private List<ClaimSpec> claims(
      Section root,
      MetricDirections directions,
      List<GuardSpec> guards,
      Optional<Environment> environment) {
    return Claims.of(
        root,
        directions,
        guards,
        () -> environment.map(it -> it.model().isPresent()).orElse(true),
        problems);
  }

  private void checkTrials(Section root, int agents, int seeds) {
    if ((long) agents * seeds > MOST_TRIALS) {
      problems.at(
          root.node(),
          "%s agents and %s seeds are more than %s trials; make them fewer"
              .formatted(agents, seeds, MOST_TRIALS));
    }
  }

  private ExperimentSpec spec(
      Resolved resolved,
      Descriptions descriptions,
      List<ClaimSpec> beyond,
      List<WorldClaim> worlds) {
    Header header = resolved.header();
    String base = folder() + header.name() + (set.isEmpty() ? "" : "/" + set);
    SortedMap<String, String> files = resolved.files();
    List<AgentSpec<?>> agents = resolved.agentSpecs(member.agents(), files);
    return new ExperimentSpec(
        home,
        file,
        member.name().isEmpty() ? base : base + "/" + member.name(),
        header.title() + (set.isEmpty() ? "" : ": " + set),
        header.seed(),
        resolved.environment(),
        resolved.metrics(),
        agents,
        resolved.evaluation(),
        resolved.seeds(),
        resolved.baseline(),
        resolved.guards(),
        resolved.claims(),
        beyond,
        worlds,
        resolved.searchSpec(agents, files),
        files,
        new Variant(base, member.name(), member.keys()),
        descriptions,
        resolved.text(),
        resolved.fingerprint(files));
  }

  /**
   * The environment that was created to check the experiment.
   *
   * @param section its section
   */
  private record Made(Section section, EnvironmentSpec<?> spec, Environment environment) {
    WorldClaimReader.Base base() {
      return new WorldClaimReader.Base(section, spec.provider(), spec.options(), environment);
    }
  }

  private Optional<Made> environment(Section root) {
    SortedMap<String, EnvironmentProvider<?>> types = components.environments();
    return root.required("environment", "\"environment: {type: ...}\"", problems)
        .flatMap(node -> Providers.section(node, "environment", types.keySet(), problems))
        .flatMap(
            section ->
                Providers.environment(section, types, problems)
                    .flatMap(provider -> environment(section, provider)));
  }

  private <C extends Record> Optional<Made> environment(
      Section section, EnvironmentProvider<C> provider) {
    return components
        .options(section, provider, "environment", List.of("type", Descriptions.KEY))
        .flatMap(options -> components.withFiles(section, provider, options))
        .map(options -> new EnvironmentSpec<>(provider, options, directory(file)))
        .flatMap(
            spec ->
                components
                    .call(section, provider, "environment", "create()", () -> Environments.of(spec))
                    .map(environment -> new Made(section, spec, environment)))
        .filter(made -> asked(made, "space()", Environment::space).isPresent())
        .filter(made -> asked(made, "metrics()", ExperimentReader::metrics).isPresent())
        .filter(made -> asked(made, "model()", Environment::model).isPresent());
  }

  /** Returns the metrics; fails unless all of their counters exist. */
  private static List<Metric> metrics(Environment environment) {
    double[] counts = new double[environment.counters().size() + environment.sparseCounters()];
    environment.metrics().forEach(metric -> metric.value(counts, 1));
    return environment.metrics();
  }

  private <T> Optional<T> asked(Made made, String method, Function<Environment, T> question) {
    return components.call(
        made.section(),
        made.spec().provider(),
        "environment",
        made.environment().getClass().getName() + "." + method,
        () -> question.apply(made.environment()));
  }

  private Optional<Header> header(Section root) {
    List<String> others =
        Stream.of(SECTIONS, MANY, Descriptions.KEYS).flatMap(List::stream).toList();
    return Header.read(root, others, home, file, problems);
  }

  /** Returns the folders from home to the file, each followed by a slash. */
  private String folder() {
    return Header.folder(home, file);
  }

  /** Reads {@code baseline} without its guards; returns empty if it is invalid. */
  static Optional<BaselineOptions> baselineOptions(Section root, Problems problems) {
    return RecordShape.optional(
        root, "baseline", BaselineOptions.DEFAULTS, List.of(Guards.GUARD), problems);
  }

  private Optional<BaselineOptions> baseline(Section root, List<Integer> seeds) {
    Optional<BaselineOptions> baseline = baselineOptions(root, problems);
    if (baseline.map(BaselineOptions::maxSeeds).filter(it -> it <= seeds.size()).isPresent()) {
      Section.add(
          root.value("baseline").orElseThrow(),
          "",
          new InvalidOption(
              "maxSeeds", "must be above the " + seeds.size() + " seeds of trials, or be left out"),
          problems);
    }
    return baseline;
  }

  private static Path directory(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
  }
}
