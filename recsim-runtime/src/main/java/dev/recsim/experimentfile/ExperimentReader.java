package dev.recsim.experimentfile;

import dev.recsim.api.Description;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidFile;
import dev.recsim.api.InvalidOption;
import dev.recsim.baseline.BaselineOptions;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.ClaimSpec;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads an experiment file: YAML to validated records, or all that is wrong with it.
 *
 * <p>The keys of a section are the components of its record in snake_case. Options of the world and
 * of agents, {@code training} and {@code evaluation} have defaults key by key; an agent's own
 * {@code training} defaults to the experiment's. A mapping nested in options is a value of its own:
 * it takes the place of its default as a whole, a key left out is null, and keys of primitive type
 * must be there.
 *
 * <p>Scalars follow the core schema of YAML 1.2: {@code on}, {@code 1:30} and {@code 1_000} are
 * text. Numbers are decimal and finite; an integer may be any number without a fraction. Anchors,
 * aliases, merge keys, tags, several documents, files over 1 MiB and nesting over 50 levels are
 * refused.
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
          "claims");

  /** Keys that are gone when the sections are read: what they say is in the sections then. */
  private static final List<String> MANY = List.of(Sources.EXTENDS, Grid.ENVIRONMENTS, Grid.SWEEP);

  static final Header HEADER = new Header(null, null, 42);

  private static final int MOST_TRIALS = 100_000;

  private final Path home;
  private final Path file;
  private final Path directory;
  private final Problems problems;
  private final InputFiles files;
  private final Grid.Member member;
  private final String set;
  private final SortedMap<String, EnvironmentProvider<?>> environments = Providers.environments();

  /** The keys of an experiment that stand beside its sections. */
  record Header(
      @Description(
              "Letters, digits and . _ -; names the report's folder. Default: the file's name.")
          String name,
      @Description("Heading of the report. Default: the name.") String title,
      @Description("Root of every random key.") long seed) {}

  private ExperimentReader(
      Path home, Path file, Problems problems, Grid.Member member, String set) {
    this.home = home;
    this.file = file;
    this.directory = file.toAbsolutePath().getParent();
    this.problems = problems;
    this.files = new InputFiles(directory, problems);
    this.member = member;
    this.set = set;
  }

  /** Reads a file of its folder that makes one experiment; see {@link #read(Path, Path, List)}. */
  public static ExperimentSpec read(Path file) throws InvalidExperiment {
    return read(directory(file), file, List.of()).get(0);
  }

  /**
   * Reads the file, and builds its worlds once to see that they can be built.
   *
   * @param home the folder of all experiments: that of the file, or one above it; what is between
   *     the two is the first part of the experiment's name
   * @param file the experiment; files it names are relative to its folder
   * @param settings values that take the place of the file's; they make another experiment, named
   *     after them
   * @return the experiments that the file makes, at least one
   * @throws InvalidExperiment if the file or one that it names cannot be read, or anything in them
   *     is wrong; with all problems, in the order of the file
   * @throws IllegalStateException if the components on the class path are in conflict
   */
  public static List<ExperimentSpec> read(Path home, Path file, List<Setting> settings)
      throws InvalidExperiment {
    Problems problems = new Problems(file);
    List<ExperimentSpec> specs = new ArrayList<>();
    Optional<MappingNode> root = new Sources(problems).read(file);
    for (Setting setting : settings) {
      root = root.map(tree -> setting.in(tree, problems));
    }
    boolean named = settings.stream().anyMatch(setting -> setting.path().equals("name"));
    String set = named ? "" : Labels.of(settings);
    for (Grid.Member member : root.map(new Grid(problems)::members).orElse(List.of())) {
      new ExperimentReader(home, file, problems, member, set)
          .experiment(new Section(member.root()))
          .ifPresent(specs::add);
    }
    if (problems.count() > 0) {
      throw new InvalidExperiment(problems.inOrder());
    }
    return specs;
  }

  private Optional<ExperimentSpec> experiment(Section root) {
    Header header = header(root);
    Training training = options(root, "training", Training.DEFAULTS, problems);
    Evaluation evaluation = options(root, "evaluation", Evaluation.DEFAULTS, problems);
    List<Integer> seeds = seeds(root);
    BaselineOptions baseline = baseline(root, seeds);
    EnvironmentSpec<?> world =
        root.required("environment", "\"environment: {type: ...}\"", problems)
            .flatMap(node -> Section.of(node, "environment", problems))
            .flatMap(this::environment)
            .orElse(null);
    EnvironmentSpec<?> environment =
        root.value("metrics")
            .flatMap(node -> Section.of(node, "metrics", problems))
            .<EnvironmentSpec<?>>map(section -> new Metrics(world, problems).read(section))
            .orElse(world);
    List<AgentSpec<?>> agents =
        root.required("agents", "\"agents:\" and below it \"<name>: {type: ...}\"", problems)
            .flatMap(node -> Section.of(node, "agents", problems))
            .map(section -> new Agents(environment, training, files, problems).read(section))
            .orElse(List.of());
    List<ClaimSpec> claims =
        root.value("claims")
            .map(node -> new Claims(names(root), environment, problems).read(node))
            .orElse(List.of());
    if ((long) agents.size() * seeds.size() > MOST_TRIALS) {
      problems.at(
          root.node(),
          "%d agents and %d seeds are more than %d trials; make them fewer"
              .formatted(agents.size(), seeds.size(), MOST_TRIALS));
    }
    return problems.count() > 0
        ? Optional.empty()
        : Optional.of(
            spec(header, environment, agents, training, evaluation, seeds, baseline, claims));
  }

  private ExperimentSpec spec(
      Header header,
      EnvironmentSpec<?> environment,
      List<AgentSpec<?>> agents,
      Training training,
      Evaluation evaluation,
      List<Integer> seeds,
      BaselineOptions baseline,
      List<ClaimSpec> claims) {
    Map<String, Object> tree =
        Resolved.tree(header, environment, agents, training, evaluation, seeds);
    String results = YamlTree.write(tree);
    String resolved = YamlTree.write(Resolved.withChecks(tree, baseline, claims));
    Resolved fingerprints = new Resolved(directory);
    List<AgentSpec<?>> fingerprinted = new ArrayList<>();
    for (AgentSpec<?> agent : agents) {
      fingerprinted.add(
          with(
              agent, fingerprints.agentFingerprint(header.seed(), environment, evaluation, agent)));
    }
    String base = folder() + header.name() + (set.isEmpty() ? "" : "/" + set);
    Variant variant = new Variant(base, member.name(), member.keys());
    return new ExperimentSpec(
        home,
        file,
        member.name().isEmpty() ? base : base + "/" + member.name(),
        header.title() + (set.isEmpty() ? "" : ": " + set),
        header.seed(),
        environment,
        fingerprinted,
        evaluation,
        seeds,
        baseline,
        claims,
        fingerprints.files(environment, agents),
        variant,
        resolved,
        fingerprints.fingerprint(results, environment, agents));
  }

  private <C extends Record> AgentSpec<C> with(AgentSpec<C> agent, String fingerprint) {
    return new AgentSpec<>(
        agent.name(),
        member.agents().getOrDefault(agent.name(), agent.variant()),
        agent.provider(),
        agent.options(),
        agent.training(),
        agent.line(),
        fingerprint);
  }

  private Header header(Section root) {
    List<String> known = new ArrayList<>(SECTIONS);
    known.addAll(MANY);
    Header header = RecordShape.of(HEADER).readOver(root, HEADER, known, "", problems);
    if (header == null) {
      return null;
    }
    String name = header.name() == null ? nameOf(file) : header.name();
    for (String part : folder().isEmpty() ? new String[0] : folder().split("/")) {
      Names.ofExperiment(part, folder().startsWith(part + "/"))
          .ifPresent(message -> problems.at(root.node(), "its folder's " + message));
    }
    Names.ofExperiment(name, folder().isEmpty())
        .ifPresent(
            message ->
                root.value("name")
                    .ifPresentOrElse(
                        node -> problems.at(node, message),
                        () ->
                            problems.at(
                                root.node(), message + "; give the experiment a \"name:\"")));
    return new Header(name, header.title() == null ? name : header.title(), header.seed());
  }

  /** The folders from home to the file, each with a slash behind it. */
  private String folder() {
    StringBuilder folder = new StringBuilder();
    for (Path part : home.toAbsolutePath().relativize(directory)) {
      if (!part.toString().isEmpty()) {
        folder.append(part).append('/');
      }
    }
    return folder.toString();
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }

  /** A section of the experiment that may be left out, or null if it is wrong. */
  static <R extends Record> R options(Section root, String key, R defaults, Problems problems) {
    Optional<Node> node = root.value(key);
    if (node.isEmpty()) {
      return defaults;
    }
    return Section.of(node.get(), key, problems)
        .map(
            section ->
                RecordShape.of(defaults).readOver(section, defaults, List.of(), "", problems))
        .orElse(null);
  }

  private BaselineOptions baseline(Section root, List<Integer> seeds) {
    BaselineOptions baseline = options(root, "baseline", BaselineOptions.DEFAULTS, problems);
    if (baseline != null && baseline.maxSeeds() != null && baseline.maxSeeds() <= seeds.size()) {
      Section.add(
          root.value("baseline").orElseThrow(),
          "",
          new InvalidOption(
              "maxSeeds", "must be above the " + seeds.size() + " seeds of trials, or be left out"),
          problems);
    }
    return baseline;
  }

  private List<Integer> seeds(Section root) {
    Optional<Section> trials =
        root.value("trials").flatMap(node -> Section.of(node, "trials", problems));
    trials.ifPresent(section -> section.rejectUnknown(List.of("seeds"), problems));
    return trials
        .flatMap(section -> section.value("seeds"))
        .map(node -> Seeds.read(node, problems).orElse(null))
        .orElse(Seeds.DEFAULTS);
  }

  private Optional<EnvironmentSpec<?>> environment(Section section) {
    return Providers.world(section, environments, problems)
        .map(provider -> environment(section, provider));
  }

  private <C extends Record> EnvironmentSpec<C> environment(
      Section section, EnvironmentProvider<C> provider) {
    C options =
        RecordShape.of(provider.defaults())
            .readOver(section, provider.defaults(), List.of("type"), "", problems);
    if (options == null || !files.exist(section, options)) {
      return null;
    }
    try {
      return new EnvironmentSpec<>(
          provider, options, List.of(), provider.create(options, directory(file)));
    } catch (InvalidOption e) {
      Section.add(section.node(), "", e, problems);
    } catch (InvalidFile e) {
      problems.add(e);
    } catch (IllegalArgumentException e) {
      problems.at(section.node(), "environment " + e.getMessage());
    } catch (OutOfMemoryError e) {
      problems.at(section.node(), "environment needs more memory than there is; make it smaller");
    }
    return null;
  }

  private static List<String> names(Section root) {
    return root.value("agents").stream()
        .filter(MappingNode.class::isInstance)
        .flatMap(node -> new Section((MappingNode) node).entries().stream())
        .map(entry -> ((ScalarNode) entry.getKeyNode()).getValue())
        .toList();
  }

  /** As the user wrote it, so that problems in files it names are told alike. */
  private static Path directory(Path file) {
    return file.getParent() == null ? Path.of("") : file.getParent();
  }
}
