package dev.recsim.experimentfile.rule;

import dev.recsim.experimentfile.rule.MetricDirections.Direction;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.NumberShape;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The section {@code claims}: a list of {@code <agent>: {<claim>: <value>}}.
 *
 * @param agents names of all agents of the file, also of wrong ones
 * @param guards whose margins and directions apply to claims on the same metric
 * @param hasOptimum whether the optimum of the environment is known
 */
public record Claims(
    List<String> agents,
    MetricDirections metrics,
    List<GuardSpec> guards,
    BooleanSupplier hasOptimum,
    Problems problems) {
  private static final String SHARE = Claim.SHARE_OF_OPTIMUM;
  private static final String REWARD = Claim.MEAN_REWARD;
  private static final String BEATS = "beats";
  private static final String NOT_WORSE = "not_worse_than";

  /** The key of claims that the trials of the experiment alone do not decide. */
  public static final String BY = "by";

  /** The value of {@link #BY} of claims that are tested on a log. */
  public static final String OPE = "ope";

  /** The value of {@link #BY} of claims about the effect on real users. */
  public static final String REALITY = "reality";

  /** The key of the plausible worlds of a claim. */
  public static final String IN = "in";

  private static final List<String> KINDS = List.of(SHARE, REWARD, BEATS, NOT_WORSE);

  /** Pattern of a bound. */
  public static final String THRESHOLD =
      "^([<>])=\\s*([-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,3})?)$";

  private static final Pattern THRESHOLD_PATTERN = Pattern.compile(THRESHOLD);
  private static final int LONGEST_THRESHOLD = 40;
  private static final String EXAMPLE = "- <agent>: {share_of_optimum: \">= 0.99\"}";

  private static final String MARGIN = "margin";
  private static final String BETTER = "better";

  /** Direction of a metric that a claim compares. */
  public static final Shape BETTER_SHAPE = Shape.of(Direction.class, null);

  /** Margin of a claim. */
  public static final RecordShape MARGIN_SHAPE = RecordShape.of(Margin.class, null);

  /**
   * The claims of an experiment; those that are wrong are left out, with the problems added.
   *
   * @param root the experiment
   * @param guards whose margins and directions apply to claims on the same metric
   * @param hasOptimum whether the optimum of the environment is known
   */
  public static List<ClaimSpec> of(
      Section root,
      MetricDirections metrics,
      List<GuardSpec> guards,
      BooleanSupplier hasOptimum,
      Problems problems) {
    return root.value("claims")
        .map(
            node ->
                new Claims(Nodes.keys(root.node(), "agents"), metrics, guards, hasOptimum, problems)
                    .read(node))
        .orElse(List.of());
  }

  /** The claims at a node; those that are wrong are left out, with the problems added. */
  public List<ClaimSpec> read(Node node) {
    List<ClaimSpec> claims = new ArrayList<>();
    if (!(node instanceof SequenceNode list)) {
      problems.at(
          node, "claims must be a list, not " + Nodes.describe(node) + "; write " + EXAMPLE);
      return claims;
    }
    for (Node item : list.getValue()) {
      if (isReadElsewhere(item)) {
        continue;
      }
      if (!(item instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
        problems.at(item, "a claim is one agent and what it must show; write " + EXAMPLE);
        continue;
      }
      NodeTuple entry = mapping.getValue().get(0);
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        continue; // Told already.
      }
      String agent = key.getValue();
      if (isAgent(entry.getKeyNode(), agent)) {
        Section.of(entry.getValueNode(), agent, problems)
            .ifPresent(section -> add(agent, section, claims));
      }
    }
    return claims;
  }

  /** Whether the trials of the experiment alone do not decide a claim. */
  public static boolean isReadElsewhere(Node item) {
    return section(item).flatMap(it -> it.value(BY)).isPresent() || isInWorlds(item);
  }

  /** Whether a claim is about plausible worlds: {@code <agent>: {beats: a, in: {...}}}. */
  public static boolean isInWorlds(Node item) {
    return section(item).flatMap(it -> it.value(IN)).isPresent();
  }

  /** Adds a problem for each claim of a list that the trials alone do not decide. */
  public static void rejectElsewhere(Node node, Problems problems) {
    if (node instanceof SequenceNode list) {
      list.getValue().stream()
          .filter(Claims::isReadElsewhere)
          .forEach(it -> problems.at(it, "claims with by or in must stand in the experiment file"));
    }
  }

  /**
   * Whether a claim is about the effect on real users: {@code <agent>: {beats: a, by: reality}}.
   */
  public static boolean isOfReality(Node item) {
    return section(item)
        .flatMap(it -> it.value(BY))
        .filter(it -> it instanceof ScalarNode by && by.getValue().equals(REALITY))
        .isPresent();
  }

  /** Whether a claim is tested on a log: {@code <policy>: {beats: logged, by: ope}}. */
  public static boolean isOffPolicy(Node item) {
    return isReadElsewhere(item) && !isOfReality(item) && !isInWorlds(item);
  }

  /** The keys of a claim of one agent. */
  private static Optional<Section> section(Node item) {
    return item instanceof MappingNode mapping
            && mapping.getValue().size() == 1
            && mapping.getValue().get(0).getKeyNode() instanceof ScalarNode
            && mapping.getValue().get(0).getValueNode() instanceof MappingNode claim
        ? Optional.of(new Section(claim))
        : Optional.empty();
  }

  private boolean isAgent(Node node, String name) {
    if (agents.contains(name)) {
      return true;
    }
    problems.at(node, Names.noAgent(name, agents));
    return false;
  }

  private void add(String agent, Section section, List<ClaimSpec> claims) {
    if (section.entries().isEmpty()) {
      problems.at(section.node(), agent + " claims nothing; write " + EXAMPLE);
    }
    for (NodeTuple entry : section.entries()) {
      String kind = ((ScalarNode) entry.getKeyNode()).getValue();
      Node value = entry.getValueNode();
      if (value instanceof MappingNode mapping && !KINDS.contains(kind)) {
        if (isMetric(entry.getKeyNode(), kind)) {
          compared(entry.getKeyNode(), agent, kind, new Section(mapping), claims);
        }
        continue;
      }
      Optional<Claim> claim =
          switch (kind) {
            case SHARE -> share(entry.getKeyNode(), agent, value);
            case REWARD ->
                threshold(kind, '>', value).map(it -> new Claim.AtLeast(agent, REWARD, it));
            case BEATS -> other(kind, agent, value).map(it -> new Claim.Beats(agent, it));
            case NOT_WORSE ->
                other(kind, agent, value).map(it -> new Claim.NotWorseThan(agent, it));
            default -> metric(entry.getKeyNode(), agent, kind, value);
          };
      claim.ifPresent(it -> claims.add(new ClaimSpec(it, problems.line(entry.getKeyNode()))));
    }
  }

  private Optional<Claim> share(Node key, String agent, Node value) {
    if (!hasOptimum.getAsBoolean()) {
      return problems.none(
          key,
          SHARE + " needs an environment whose optimum is known; use " + REWARD + " or " + BEATS);
    }
    return threshold(SHARE, '>', value)
        .filter(
            share -> {
              if (share > 1) {
                problems.at(value, SHARE + " is at most 1, but is claimed to be " + text(value));
              }
              return share <= 1;
            })
        .map(share -> new Claim.AtLeast(agent, SHARE, share));
  }

  private Optional<Claim> metric(Node key, String agent, String metric, Node value) {
    if (!isMetric(key, metric)) {
      return Optional.empty();
    }
    return text(value).startsWith("<")
        ? threshold(metric, '<', value).map(it -> new Claim.AtMost(agent, metric, it))
        : threshold(metric, '>', value).map(it -> new Claim.AtLeast(agent, metric, it));
  }

  private boolean isMetric(Node key, String name) {
    if (metrics.names().filter(known -> !known.contains(name)).isEmpty()) {
      return true;
    }
    List<String> known = Stream.concat(KINDS.stream(), metrics.names().get().stream()).toList();
    problems.at(
        key,
        "\"%s\" is neither a claim nor a metric of this experiment%s"
            .formatted(name, Names.hint(name, known)));
    return false;
  }

  /** Claims that compare a metric of two agents. */
  private void compared(
      Node key, String agent, String metric, Section section, List<ClaimSpec> claims) {
    if (!section.rejectUnknown(List.of(BEATS, NOT_WORSE, MARGIN, BETTER), problems)) {
      return;
    }
    Optional<Node> beats = section.value(BEATS);
    Optional<Node> notWorse = section.value(NOT_WORSE);
    if (beats.isEmpty() && notWorse.isEmpty()) {
      problems.at(
          section.node(),
          "%s claims nothing of %s; write %s or %s with another agent"
              .formatted(agent, metric, BEATS, NOT_WORSE));
      return;
    }
    if (notWorse.isEmpty() && section.value(MARGIN).isPresent()) {
      problems.at(section.value(MARGIN).get(), MARGIN + " is that of " + NOT_WORSE + "; remove it");
      return;
    }
    Optional<Quantity> of = quantity(key, metric, section);
    if (of.isEmpty()) {
      return;
    }
    int line = problems.line(key);
    beats
        .flatMap(it -> other(BEATS, agent, it))
        .map(other -> new Claim.NotWorseThan(agent, of.get(), other).strictly())
        .ifPresent(it -> claims.add(new ClaimSpec(it, line)));
    notWorse
        .flatMap(it -> other(NOT_WORSE, agent, it))
        .flatMap(other -> notWorse(section, agent, of.get(), other))
        .ifPresent(it -> claims.add(new ClaimSpec(it, line)));
  }

  /** The metric with its direction, and the margin of the claim or else of its guard. */
  private Optional<Quantity> quantity(Node key, String metric, Section section) {
    Optional<Quantity> guard =
        guards.stream().map(GuardSpec::guard).filter(it -> it.metric().equals(metric)).findFirst();
    Optional<Node> better = section.value(BETTER);
    Optional<Direction> given =
        better.flatMap(it -> BETTER_SHAPE.read(it, BETTER, problems)).map(Direction.class::cast);
    Optional<Node> margin = section.value(MARGIN);
    Optional<Margin> own =
        margin.flatMap(it -> MARGIN_SHAPE.read(it, MARGIN, problems)).map(Margin.class::cast);
    if (better.isPresent() && given.isEmpty() || margin.isPresent() && own.isEmpty()) {
      return Optional.empty();
    }
    Direction direction =
        given.orElse(guard.map(it -> Guards.Options.of(it).better()).orElse(null));
    return metrics
        .lowerIsBetter(key, metric, direction, problems)
        .map(
            lower ->
                new Quantity(metric, lower, own.orElse(guard.map(Quantity::margin).orElse(null))));
  }

  private Optional<Claim> notWorse(Section section, String agent, Quantity of, String other) {
    return of.margin() == null
        ? problems.none(
            section.node(),
            "%s needs a margin, because %s has no guard; write margin: {absolute: <number>}"
                .formatted(NOT_WORSE, of.metric()))
        : Optional.of(new Claim.NotWorseThan(agent, of, other));
  }

  private Optional<Double> threshold(String kind, char relation, Node node) {
    Matcher threshold = THRESHOLD_PATTERN.matcher(text(node));
    if (threshold.matches()
        && threshold.group(1).charAt(0) == relation
        && Double.isFinite(Double.parseDouble(threshold.group(2)))) {
      return Optional.of(Double.parseDouble(threshold.group(2)));
    }
    return problems.none(
        node, kind + " must be a bound such as \">= 0.99\", not " + Nodes.describe(node));
  }

  /** Of a scalar that is short enough to be a bound; else empty text. */
  private static String text(Node node) {
    return node instanceof ScalarNode scalar && scalar.getValue().length() <= LONGEST_THRESHOLD
        ? scalar.getValue()
        : "";
  }

  private Optional<String> other(String kind, String agent, Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      return problems.none(node, kind + " must be an agent, not " + Nodes.describe(node));
    }
    String other = scalar.getValue();
    if (other.equals(agent)) {
      return problems.none(node, kind + " must be another agent than " + agent + " itself");
    }
    return isAgent(node, other) ? Optional.of(other) : Optional.empty();
  }

  /** Claims as a tree. */
  public static List<Object> tree(List<ClaimSpec> claims) {
    List<Object> tree = new ArrayList<>();
    for (ClaimSpec spec : claims) {
      Claim claim = spec.claim();
      Map<String, Object> shown;
      if (claim instanceof Claim.AtLeast atLeast) {
        shown = Shape.map(atLeast.quantity(), ">= " + number(atLeast.atLeast()));
      } else if (claim instanceof Claim.AtMost atMost) {
        shown = Shape.map(atMost.metric(), "<= " + number(atMost.atMost()));
      } else {
        Claim.OfTwo two = (Claim.OfTwo) claim;
        shown = tree(two instanceof Claim.Beats ? BEATS : NOT_WORSE, two.other(), two.of());
      }
      tree.add(Shape.map(claim.agent(), shown));
    }
    return tree;
  }

  private static Map<String, Object> tree(String kind, String other, Quantity of) {
    Map<String, Object> comparison = Shape.map(kind, other);
    if (of.isScore()) {
      return comparison;
    }
    if (of.margin() != null) {
      comparison.put(MARGIN, MARGIN_SHAPE.tree(of.margin()));
    }
    comparison.put(
        BETTER, BETTER_SHAPE.tree(of.lowerIsBetter() ? Direction.LOWER : Direction.HIGHER));
    return Shape.map(of.metric(), comparison);
  }

  private static String number(double bound) {
    return NumberShape.of(double.class, null).tree(bound).toPlainString();
  }
}
