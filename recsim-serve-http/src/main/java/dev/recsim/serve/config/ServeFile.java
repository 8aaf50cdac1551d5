package dev.recsim.serve.config;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Range;
import dev.recsim.serve.RankerOptions;
import dev.recsim.serve.RankerOptions.Source;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.feature.FeatureRule;
import dev.recsim.serve.log.FileSinkOptions;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Nodes.NotAMapping;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.YamlFile;
import dev.recsim.yaml.binding.RecordShape;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads {@code serve.yaml}, or settings in its place, and reports all problems at once. Paths are
 * relative to the folder of the file.
 */
public final class ServeFile {
  private static final YamlFile.Kind KIND = new YamlFile.Kind("a", "server", "the key policies");
  private static final List<String> SECTIONS =
      List.of("policies", "catalogue", "arms", "features", "log", "server");

  private final Path folder;
  private final Problems problems;

  private ServeFile(Path folder, Path file) {
    this.folder = folder;
    this.problems = new Problems(file);
  }

  /** A policy to serve. */
  private record PolicyOptions(
      String path, Type type, @Range(min = 1, max = 1_000) Integer slateSize) {
    static final PolicyOptions NONE = new PolicyOptions(null, null, null);

    enum Type {
      PROMOTED,
      RANDOM
    }

    PolicyOptions {
      InvalidOption.unless(
          path == null || type != Type.RANDOM, "path", "has no meaning for type random; remove it");
      InvalidOption.unless(
          slateSize == null || type == Type.RANDOM,
          "slateSize",
          "is that of the promoted policy; remove it");
    }
  }

  /** The file of the documents. */
  private record CatalogueOptions(String file) {
    static final CatalogueOptions NONE = new CatalogueOptions(null);
  }

  /** The keys that are no sections. */
  private record Keys(
      @Range String timeLimit,
      @Range(min = 1, max = 1_000_000) @Default("10000") int maxCandidates,
      @Range List<String> fallback,
      @Default("[]") List<String> shadow) {
    Keys {
      Amount.time("timeLimit", timeLimit);
    }
  }

  /**
   * Reads a file.
   *
   * @throws InvalidServeFile if it has problems
   */
  public static ServeConfig read(Path file) throws InvalidServeFile {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    ServeFile reader = new ServeFile(folder, file);
    return reader.valid(YamlFile.read(file, KIND, reader.problems));
  }

  /**
   * Reads a file whose values settings replace.
   *
   * @param file of the other values; null for none
   * @param settings values as YAML, by the keys that lead to them, the outermost first
   * @param folder to which paths are relative
   * @throws InvalidServeFile if there are problems
   */
  public static ServeConfig read(Path file, Map<List<String>, String> settings, Path folder)
      throws InvalidServeFile {
    ServeFile reader = new ServeFile(folder, file != null ? file : Path.of("settings"));
    Optional<MappingNode> root =
        file != null
            ? YamlFile.read(file, KIND, reader.problems)
            : Optional.of(Nodes.mapping(List.of(), Nodes.text("", Problems.setting(""))));
    return reader.valid(root.map(it -> reader.with(it, settings)));
  }

  /**
   * Reads the value of {@code arms} alone.
   *
   * @param yaml the arms; JSON is YAML too
   * @param policies names of the policies that may serve
   * @throws InvalidServeFile if it has problems
   */
  public static Arms arms(String yaml, Set<String> policies) throws InvalidServeFile {
    ServeFile reader = new ServeFile(Path.of(""), Path.of("arms"));
    Optional<Arms> arms =
        YamlFile.value(yaml, "arms", reader.problems)
            .flatMap(new ArmReader(policies, reader.problems)::read);
    reader.refuseProblems();
    return arms.orElseThrow();
  }

  private MappingNode with(MappingNode root, Map<List<String>, String> settings) {
    MappingNode tree = root;
    for (Map.Entry<List<String>, String> setting : settings.entrySet()) {
      String path = String.join(".", setting.getKey());
      Optional<Node> value = YamlFile.value(setting.getValue(), path, problems);
      try {
        tree =
            value.isEmpty()
                ? tree
                : Nodes.with(tree, setting.getKey(), Problems.setting(path), value.get());
      } catch (NotAMapping e) {
        problems.at(
            Problems.setting(path), "\"" + e.getMessage() + "\" has a value and no keys below it");
      }
    }
    return tree;
  }

  private ServeConfig valid(Optional<MappingNode> root) throws InvalidServeFile {
    Optional<ServeConfig> config = root.map(Section::new).flatMap(this::read);
    refuseProblems();
    return config.orElseThrow();
  }

  private void refuseProblems() throws InvalidServeFile {
    if (problems.count() > 0) {
      throw new InvalidServeFile(problems.inOrder());
    }
  }

  private Optional<ServeConfig> read(Section root) {
    Keys defaults = Options.defaults(Keys.class);
    Optional<Keys> keys = RecordShape.of(defaults).readOver(root, defaults, SECTIONS, "", problems);
    Map<String, Source> policies = policies(root);
    Optional<Path> catalogue = catalogue(root);
    Optional<Arms> arms =
        root.value("arms").flatMap(new ArmReader(policies.keySet(), problems)::read);
    Map<String, FeatureRule> features = features(root);
    Optional<FileSinkOptions> log = log(root);
    Optional<ServerOptions> server =
        RecordShape.optional(root, "server", ServerOptions.DEFAULTS, List.of(), problems)
            .map(it -> tls(root, it));
    check(root, policies.keySet());
    if (problems.count() > 0) {
      return Optional.empty();
    }
    Keys own = keys.orElseThrow();
    RankerOptions ranker =
        RankerOptions.of(policies)
            .withCatalogue(catalogue.orElse(null))
            .withArms(arms.orElse(null))
            .withFeatures(features)
            .withLimits(
                own.maxCandidates(), Amount.time("timeLimit", own.timeLimit()), own.fallback())
            .withShadow(own.shadow());
    return server.map(it -> new ServeConfig(ranker, log, it));
  }

  private void check(Section root, Set<String> policies) {
    List<Node> shadow =
        root.value("shadow").orElse(null) instanceof SequenceNode list
            ? list.getValue()
            : List.of();
    for (Node node : shadow) {
      if (node instanceof ScalarNode name && !policies.contains(name.getValue())) {
        problems.at(
            node,
            "there is no policy \"%s\"%s"
                .formatted(name.getValue(), Names.orThereAre(name.getValue(), policies)));
      }
    }
    if (root.value("arms").isEmpty() && policies.size() - shadow.size() > 1) {
      problems.at(
          root.node(),
          "there are %s policies and no arms; add arms, which say which policy serves whom"
              .formatted(policies.size()));
    }
  }

  private Map<String, Source> policies(Section root) {
    Map<String, Source> policies = new LinkedHashMap<>();
    Optional<Section> section =
        root.required("policies", "policies: {new: {path: promoted/shop/slate_q}}", problems)
            .flatMap(it -> Section.of(it, "policies", problems));
    for (NodeTuple entry : section.map(Section::entries).orElse(List.of())) {
      String name = Nodes.key(entry);
      Names.problem(name).ifPresent(wrong -> problems.at(entry.getKeyNode(), wrong));
      // Also one with a problem is a policy that others may name.
      policies.put(name, source("policies." + name, entry.getValueNode()).orElse(Source.RANDOM));
    }
    if (section.isPresent() && policies.isEmpty()) {
      problems.at(section.get().node(), "policies is empty; name at least one");
    }
    return policies;
  }

  private Optional<Source> source(String name, Node node) {
    return Section.of(node, name, problems).flatMap(section -> source(name, section));
  }

  private Optional<Source> source(String name, Section section) {
    Optional<PolicyOptions> read =
        RecordShape.of(PolicyOptions.NONE)
            .readOver(section, PolicyOptions.NONE, List.of(), name + ".", problems);
    if (read.isEmpty() || read.get().type() == PolicyOptions.Type.RANDOM) {
      return read.map(it -> Source.random(it.slateSize() == null ? 0 : it.slateSize()));
    }
    String path = read.get().path();
    if (path == null) {
      return problems.none(
          section.node(),
          name + " lacks the key \"path\"; write path: promoted/shop/slate_q, or type: random");
    }
    Optional<Path> folder = place(path).filter(Files::isDirectory);
    return folder.isPresent()
        ? folder.map(Source::of)
        : problems.none(
            section.value("path").orElseThrow(),
            "%s.path names \"%s\", but there is no such folder; mvn recsim:promote writes it"
                .formatted(name, path));
  }

  private Optional<Path> catalogue(Section root) {
    Optional<CatalogueOptions> read =
        RecordShape.optional(root, "catalogue", CatalogueOptions.NONE, List.of(), problems);
    if (root.value("catalogue").isEmpty() || read.isEmpty()) {
      return Optional.empty();
    }
    return file(root, "catalogue", "file", read.get().file());
  }

  private Optional<Path> file(Section root, String key, String option, String path) {
    Node node = root.value(key).orElseThrow();
    if (path == null) {
      return problems.none(node, key + " lacks the key \"" + option + "\"; name a file");
    }
    Optional<Path> found = place(path).filter(Files::isRegularFile);
    return found.isPresent()
        ? found
        : problems.none(
            node, "%s.%s names \"%s\", but there is no such file".formatted(key, option, path));
  }

  private Map<String, FeatureRule> features(Section root) {
    Map<String, FeatureRule> rules = new LinkedHashMap<>();
    Map<String, RuleOptions> read = new LinkedHashMap<>();
    Optional<Section> section =
        root.value("features").flatMap(it -> Section.of(it, "features", problems));
    for (NodeTuple entry : section.map(Section::entries).orElse(List.of())) {
      String name = Nodes.key(entry);
      Section.of(entry.getValueNode(), name, problems)
          .flatMap(
              it ->
                  RecordShape.of(RuleOptions.NONE)
                      .readOver(
                          it, RuleOptions.NONE, List.of(), "features." + name + ".", problems))
          .ifPresent(it -> read.put(name, it));
    }
    FeatureRule otherwise =
        read.getOrDefault(RankerOptions.DEFAULT, RuleOptions.NONE).over(FeatureRule.DEFAULT);
    read.forEach((name, rule) -> rules.put(name, rule.over(otherwise)));
    return rules;
  }

  private Optional<FileSinkOptions> log(Section root) {
    Optional<ServedLogOptions> read =
        RecordShape.optional(root, "log", ServedLogOptions.DEFAULTS, List.of(), problems);
    Optional<Node> section = root.value("log");
    if (section.isEmpty() || read.isEmpty()) {
      return Optional.empty();
    }
    String folder = read.get().folder();
    return folder == null
        ? problems.none(section.get(), "log lacks the key \"folder\"; write folder: served")
        : place(folder).map(read.get()::at);
  }

  private ServerOptions tls(Section root, ServerOptions server) {
    if (server.tls() == null) {
      return server;
    }
    List<Optional<Path>> files = new ArrayList<>();
    files.add(file(root, "server", "tls.certificate", server.tls().certificate()));
    files.add(file(root, "server", "tls.key", server.tls().key()));
    return files.stream().allMatch(Optional::isPresent)
        ? Options.with(
            server,
            "tls",
            new TlsOptions(files.get(0).get().toString(), files.get(1).get().toString()))
        : server;
  }

  /** Returns the place of a path that the file names; empty if no file can have it. */
  private Optional<Path> place(String path) {
    try {
      return Optional.of(folder.resolve(path).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
