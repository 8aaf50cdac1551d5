package dev.recsim.experimentfile.worlds;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Space;
import dev.recsim.experimentfile.worlds.WorldClaimReader.Base;
import dev.recsim.yaml.Descriptions;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.Components;
import dev.recsim.yaml.binding.NumberShape;
import dev.recsim.yaml.binding.Providers;
import dev.recsim.yaml.binding.RecordShape;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the section {@code in} of a claim.
 *
 * @param base the environment of the experiment
 */
record DesignReader(Components components, Problems problems, Base base) {
  private static final String FITTED = "fitted";
  private static final String FILE = "file";
  private static final String FOLDER = "environments/";
  private static final double DEFAULT_SIGMA = 4;

  /** The largest share of a range, nearly. */
  private static final double ALMOST = 1 - 1e-9;

  /** An environment that a section makes. */
  private record Made(Part<EnvironmentProvider<?>> part, Environment environment) {}

  /** A model before its ranges are known. */
  private record Candidate(String name, MappingNode node, Made made) {}

  /** Two numbers of the file. */
  private record Ends(Node lowNode, Node highNode, double low, double high) {}

  /** Returns the design; empty with the problems added. */
  Optional<WorldDesign> read(Section section) {
    int before = problems.count();
    Optional<WorldOptions> options =
        RecordShape.of(WorldOptions.DEFAULTS)
            .readOver(
                section,
                WorldOptions.DEFAULTS,
                List.of(WorldOptions.MODELS, WorldOptions.RANGES, WorldOptions.KINDS),
                "",
                problems);
    boolean retrain = options.map(WorldOptions::retrain).orElse(false);
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(
        new Candidate(
            baseName(), base.section().node(), new Made(base.part(), base.environment())));
    section
        .value(WorldOptions.MODELS)
        .ifPresent(node -> candidates.addAll(models(node, candidates.get(0).name(), retrain)));
    List<WorldRange> ranges =
        section.value(WorldOptions.RANGES).map(node -> ranges(node, retrain)).orElse(List.of());
    if (problems.count() > before) {
      return Optional.empty();
    }
    List<WorldModel> models = candidates.stream().map(it -> model(it, ranges)).toList();
    Optional<Node> kindsNode = section.value(WorldOptions.KINDS);
    boolean asked = kindsNode.filter(DesignReader::isNone).isEmpty();
    Optional<WorldRange> kinds = asked ? kinds(kindsNode, models) : Optional.empty();
    boolean draws = draws(section, options.orElseThrow(), models);
    WorldOptions it = options.get();
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(
            new WorldDesign(
                models, ranges, kinds, asked, draws, it.worlds(), it.share(), retrain, it.seed()));
  }

  private String baseName() {
    return base.section().value(FILE).orElse(null) instanceof ScalarNode file
            && base.provider().name().equals(FITTED)
        ? Path.of(file.getValue()).getFileName().toString().replaceFirst("\\.json$", "")
        : base.provider().name();
  }

  /** The other models: names of fitted environments, or sections by name. */
  private List<Candidate> models(Node node, String first, boolean retrain) {
    List<Candidate> models = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(first));
    if (node instanceof SequenceNode list && list.getValue().stream().allMatch(this::isName)) {
      for (Node item : list.getValue()) {
        String name = ((ScalarNode) item).getValue();
        add(name, item, fitted(name, item), names, retrain, models);
      }
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        Section.of(entry.getValueNode(), Nodes.key(entry), problems)
            .ifPresent(
                it -> add(Nodes.key(entry), entry.getKeyNode(), it.node(), names, retrain, models));
      }
    } else {
      problems.at(
          node,
          "models must be a list of names of fitted environments, such as [shop-cascade], or"
              + " \"<name>: {type: ...}\" for each, not "
              + Nodes.describe(node));
    }
    return models;
  }

  private boolean isName(Node item) {
    return item instanceof ScalarNode;
  }

  private void add(
      String name,
      Node place,
      MappingNode section,
      Set<String> names,
      boolean retrain,
      List<Candidate> models) {
    if (!names.add(name)) {
      problems.at(place, "model \"%s\" is there already; name another one".formatted(name));
      return;
    }
    made(section, "model " + name, components, problems)
        .filter(it -> fits(it, place, "model " + name, retrain))
        .ifPresent(it -> models.add(new Candidate(name, section, it)));
  }

  /** The section of a fitted environment beside the file, with the options of a fitted base. */
  private MappingNode fitted(String name, Node place) {
    Mark mark = place.getStartMark();
    MappingNode like =
        base.provider().name().equals(FITTED)
            ? base.section().node()
            : Nodes.mapping(List.of(), place);
    MappingNode typed = Nodes.with(like, Nodes.text("type", mark), Nodes.text(FITTED, mark));
    return Nodes.mapping(
        Nodes.with(typed, Nodes.text(FILE, mark), Nodes.text(FOLDER + name + ".json", mark))
            .getValue(),
        place);
  }

  /** Whether fixed policies can act in an environment; adds the problem if not. */
  private boolean fits(Made made, Node place, String what, boolean retrain) {
    Space space = made.environment().space();
    Space own = base.environment().space();
    if (retrain || space.equals(own)) {
      return true;
    }
    problems.at(
        place,
        "%s shows agents %s, but the policies of this experiment act on %s; use an environment that shows the same, or write retrain: true"
            .formatted(what, describe(space), describe(own)));
    return false;
  }

  private static String describe(Space space) {
    return "slates of %s of %s documents, %s states and %s features"
        .formatted(
            space.slateSize(),
            space.documents(),
            space.states(),
            space.userFeatures().size() + space.documentFeatures().size());
  }

  private Optional<Made> made(MappingNode node, String label, Components own, Problems collected) {
    Section section = new Section(node);
    return Providers.environment(section, own.environments(), collected)
        .flatMap(provider -> made(section, provider, label, own));
  }

  private static <C extends Record> Optional<Made> made(
      Section section, EnvironmentProvider<C> provider, String label, Components own) {
    return own.options(section, provider, label, List.of("type", Descriptions.KEY))
        .flatMap(
            options ->
                own.call(
                        section,
                        provider,
                        label,
                        "create()",
                        () -> provider.create(options, own.directory()))
                    .map(it -> new Made(new Part<>(provider, options), it)));
  }

  private List<WorldRange> ranges(Node node, boolean retrain) {
    List<WorldRange> ranges = new ArrayList<>();
    Section.of(node, WorldOptions.RANGES, "a mapping of options to [low, high]", problems)
        .ifPresent(
            section -> {
              for (NodeTuple entry : section.entries()) {
                ends(Nodes.key(entry), entry.getValueNode())
                    .flatMap(it -> range(entry.getKeyNode(), Nodes.key(entry), it, retrain))
                    .ifPresent(ranges::add);
              }
            });
    return ranges;
  }

  /** A range that the environment of the experiment accepts at both ends. */
  private Optional<WorldRange> range(Node place, String key, Ends ends, boolean retrain) {
    List<String> path = Nodes.path(base.section().node(), key);
    MappingNode own = base.section().node();
    Mark mark = place.getStartMark();
    Optional<Made> low = atEnd(own, path, mark, ends.lowNode(), components, problems);
    Optional<Made> high = atEnd(own, path, mark, ends.highNode(), components, problems);
    return low.isPresent()
            && high.isPresent()
            && fits(low.get(), ends.lowNode(), key, retrain)
            && fits(high.get(), ends.highNode(), key, retrain)
        ? Optional.of(
            new WorldRange(
                key, path, ends.low(), ends.high(), isInteger(low.get().part().options(), path)))
        : Optional.empty();
  }

  /**
   * An environment at an end of a range.
   *
   * @param place of the key of the range
   */
  private Optional<Made> atEnd(
      MappingNode environment,
      List<String> path,
      Mark place,
      Node end,
      Components own,
      Problems collected) {
    try {
      return made(Nodes.with(environment, path, place, end), "environment", own, collected);
    } catch (Nodes.NotAMapping e) {
      return collected.none(end, e.getMessage() + " is not a mapping, so no range can be in it");
    }
  }

  /** Whether an option is an integer. */
  private static boolean isInteger(Record options, List<String> path) {
    RecordComponent[] components = options.getClass().getRecordComponents();
    List<Object> values = RecordShape.of(options).values(options);
    for (int i = 0; i < components.length; i++) {
      if (Options.key(components[i].getName()).equals(path.get(0))) {
        Object value = values.get(i) instanceof Part<?> part ? part.options() : values.get(i);
        return path.size() > 1
            ? value instanceof Record inner && isInteger(inner, path.subList(1, path.size()))
            : value instanceof Integer || value instanceof Long;
      }
    }
    return false;
  }

  private Optional<Ends> ends(String key, Node node) {
    NumberShape number = NumberShape.of(double.class, null);
    if (!(node instanceof SequenceNode list) || list.getValue().size() != 2) {
      return problems.none(
          node, key + " must be a range, [low, high], not " + Nodes.describe(node));
    }
    Optional<Number> low = number.read(list.getValue().get(0), key, problems);
    Optional<Number> high = number.read(list.getValue().get(1), key, problems);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    if (!(low.get().doubleValue() < high.get().doubleValue())) {
      return problems.none(node, key + " must be [low, high] with low below high");
    }
    return Optional.of(
        new Ends(
            list.getValue().get(0),
            list.getValue().get(1),
            low.get().doubleValue(),
            high.get().doubleValue()));
  }

  private static boolean isNone(Node node) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(WorldOptions.NONE);
  }

  /** Hidden kinds, which are there by default; empty where they are not applicable. */
  private Optional<WorldRange> kinds(Optional<Node> node, List<WorldModel> models) {
    boolean applicable = models.stream().anyMatch(WorldModel::kinds);
    if (node.isEmpty()) {
      return applicable
          ? Optional.of(new WorldRange(WorldDesign.KINDS, List.of(), 0, DEFAULT_SIGMA, false))
          : Optional.empty();
    }
    if (!applicable) {
      return problems.none(
          node.get(),
          "kinds need an environment whose users accept documents by a stored table:"
              + " transition_matrix, or one fitted as responses, position_based, cascade or"
              + " dependent_click; write kinds: none");
    }
    if (!(node.get() instanceof SequenceNode)) {
      return problems.none(
          node.get(),
          "kinds must be a range, such as [0, 4], or none, not " + Nodes.describe(node.get()));
    }
    return ends(WorldOptions.KINDS, node.get())
        .filter(
            it -> {
              boolean inside = it.low() >= 0 && it.high() <= WorldOptions.MOST_SIGMA;
              if (!inside) {
                problems.at(node.get(), "kinds must be between 0 and 10");
              }
              return inside;
            })
        .map(it -> new WorldRange(WorldDesign.KINDS, List.of(), it.low(), it.high(), false));
  }

  private boolean draws(Section section, WorldOptions options, List<WorldModel> models) {
    boolean possible = models.stream().anyMatch(it -> it.draws() > 0);
    if (Boolean.TRUE.equals(options.draws()) && !possible) {
      problems.at(
          section.value("draws").orElse(section.node()),
          "draws need an environment that was fitted as responses or markov_chain, with slates of"
              + " one document; leave draws out");
    }
    return possible && !Boolean.FALSE.equals(options.draws());
  }

  /** A model with the ranges that its environment accepts. */
  private WorldModel model(Candidate it, List<WorldRange> ranges) {
    Set<String> accepted = new HashSet<>();
    for (WorldRange range : ranges) {
      Problems scratch = problems.scratch();
      Components own = components.with(scratch);
      Mark mark = it.node().getStartMark();
      for (double share : new double[] {0, ALMOST}) {
        Node value = Nodes.text(range.at(share).toPlainString(), mark);
        atEnd(it.node(), range.path(), mark, value, own, scratch);
      }
      if (scratch.count() == 0) {
        accepted.add(range.name());
      }
    }
    return WorldModel.of(it.name(), it.made().part(), it.made().environment(), accepted);
  }
}
