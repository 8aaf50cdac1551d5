package dev.recsim.experimentfile;

import dev.recsim.experimentfile.Resolved.ReadAgent;
import dev.recsim.experimentfile.variants.SearchSpace;
import dev.recsim.experimentfile.variants.SweepGrid;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.random.RandomKey;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The section {@code search}: candidates for the options of one agent.
 *
 * @param agents reads the candidates
 */
record Searches(AgentsReader agents, Problems problems) {
  static final String SEARCH = SweepGrid.SEARCH;

  private static final int MOST_TRIALS = 100_000;
  private static final String AGENT = "agent";
  private static final String AGENTS = "agents";
  private static final String OVER = "over";
  private static final String LABEL = SEARCH + ".";

  /**
   * The section as read.
   *
   * @param over the section {@code over} as a tree
   * @param paths the searched keys
   * @param candidates without the declared agent
   */
  record ReadSearch(
      String agent,
      SearchOptions options,
      Object over,
      List<List<String>> paths,
      List<ReadCandidate> candidates) {}

  /**
   * A candidate.
   *
   * @param values its values of the searched keys, as a tree
   */
  record ReadCandidate(ReadAgent<?> agent, Variant variant, Map<String, Object> values) {}

  /**
   * Reads the search of an experiment; returns empty if it is invalid, with the problems added.
   *
   * @param root the experiment
   * @param declared its agents
   * @param seed root of its random keys
   */
  Optional<ReadSearch> read(Node node, MappingNode root, List<ReadAgent<?>> declared, long seed) {
    return Section.of(node, SEARCH, problems)
        .flatMap(section -> read(section, root, declared, seed));
  }

  private Optional<ReadSearch> read(
      Section section, MappingNode root, List<ReadAgent<?>> declared, long seed) {
    Optional<SearchOptions> options =
        RecordShape.of(SearchOptions.DEFAULTS)
            .readOver(section, SearchOptions.DEFAULTS, List.of(AGENT, OVER), LABEL, problems);
    Optional<String> name = agent(section, Nodes.keys(root, AGENTS));
    Optional<Section> over =
        section
            .required(OVER, "\"over: {<key>: [...]}\"", problems)
            .flatMap(it -> Section.of(it, LABEL + OVER, problems));
    MappingNode tree =
        name.flatMap(it -> Nodes.mapping(root, AGENTS).flatMap(all -> Nodes.mapping(all, it)))
            .orElse(Nodes.mapping(List.of(), section.node()));
    Optional<SearchSpace> space =
        over.flatMap(it -> SearchSpace.of(tree, it, LABEL + OVER, problems));
    Optional<ReadAgent<?>> agent =
        declared.stream().filter(it -> name.equals(Optional.of(it.name()))).findFirst();
    if (options.isEmpty()
        || space.isEmpty()
        || agent.isEmpty()
        || !isSound(agent.get(), space.get())
        || !fits(section.node(), options.get(), space.get())) {
      return Optional.empty();
    }
    RandomKey key = RandomKey.root(seed).child(SEARCH).child(agent.get().name());
    List<SearchSpace.Point> points = space.get().draw(options.get().candidates() - 1, key);
    return candidates(agent.get(), points, declared, section.node())
        .map(
            it ->
                new ReadSearch(
                    agent.get().name(),
                    options.get(),
                    Nodes.tree(over.get().node()),
                    space.get().paths(),
                    it));
  }

  private Optional<String> agent(Section section, List<String> names) {
    Optional<Node> node = section.required(AGENT, "\"agent: <name>\"", problems);
    Optional<String> name = node.flatMap(it -> new Shape.Text().read(it, LABEL + AGENT, problems));
    if (name.isPresent() && !names.contains(name.get())) {
      return problems.none(node.get(), Names.noAgent(name.get(), names));
    }
    return name;
  }

  private boolean fits(Node node, SearchOptions options, SearchSpace space) {
    Optional<BigDecimal> size = space.size();
    BigDecimal drawn = BigDecimal.valueOf(options.candidates() - 1L);
    if (size.isPresent() && drawn.compareTo(size.get()) > 0) {
      problems.at(
          node,
          "search.candidates is %s, but there are only %s combinations to draw from and the declared agent; write at most %s, or a sweep, which runs all"
              .formatted(
                  options.candidates(),
                  size.get().toPlainString(),
                  size.get().add(BigDecimal.ONE).toPlainString()));
      return false;
    }
    long trials = SearchSpec.trials(SearchSpec.rungs(options));
    if (trials > MOST_TRIALS) {
      problems.at(
          node,
          "%s candidates from %s seeds on are %s trials, but at most %s are run; lower one"
              .formatted(options.candidates(), options.seeds(), trials, MOST_TRIALS));
    }
    return trials <= MOST_TRIALS;
  }

  /** Whether the agent is valid with each of the values alone; adds the problems. */
  private boolean isSound(ReadAgent<?> agent, SearchSpace space) {
    int before = problems.count();
    space.checked().forEach(tree -> agents.read(agent.name(), tree, agent.line()));
    return problems.count() == before;
  }

  private Optional<List<ReadCandidate>> candidates(
      ReadAgent<?> agent, List<SearchSpace.Point> points, List<ReadAgent<?>> declared, Node node) {
    int before = problems.count();
    List<ReadCandidate> candidates = new ArrayList<>();
    for (SearchSpace.Point point : points) {
      String number = Integer.toString(candidates.size() + 1);
      String name = agent.name() + "-" + number;
      if (declared.stream().anyMatch(it -> it.name().equalsIgnoreCase(name))) {
        problems.at(node, "search makes another agent \"" + name + "\"; rename the one in agents");
      }
      Names.problem(name)
          .ifPresent(it -> problems.at(node, "candidates are named after the agent, but " + it));
      Optional<ReadAgent<?>> read = agents.read(agent.name(), point.node(), agent.line());
      if (read.isEmpty() || problems.count() > before) {
        return Optional.empty();
      }
      Variant variant = new Variant(agent.name(), number, point.keys());
      candidates.add(new ReadCandidate(read.get().named(name), variant, point.values()));
    }
    return Optional.of(candidates);
  }
}
