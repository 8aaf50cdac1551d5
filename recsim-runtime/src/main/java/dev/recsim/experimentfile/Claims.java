package dev.recsim.experimentfile;

import dev.recsim.baseline.rule.Claim;
import dev.recsim.experimentfile.ExperimentSpec.ClaimSpec;
import dev.recsim.experimentfile.binding.NumberShape;
import dev.recsim.experimentfile.binding.Shape;
import dev.recsim.experimentfile.yaml.Names;
import dev.recsim.experimentfile.yaml.Nodes;
import dev.recsim.experimentfile.yaml.Problems;
import dev.recsim.experimentfile.yaml.Section;
import java.math.BigDecimal;
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

/** The section {@code claims}: a list of {@code <agent>: {<claim>: <value>}}. */
final class Claims {
  private static final String SHARE = Claim.SHARE_OF_OPTIMUM;
  private static final String REWARD = Claim.MEAN_REWARD;
  private static final String BEATS = "beats";
  private static final String NOT_WORSE = "not_worse_than";
  private static final List<String> KINDS = List.of(SHARE, REWARD, BEATS, NOT_WORSE);

  static final String THRESHOLD = "^>=\\s*([-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,3})?)$";
  private static final Pattern THRESHOLD_PATTERN = Pattern.compile(THRESHOLD);
  private static final int LONGEST_THRESHOLD = 40;
  private static final String EXAMPLE = "- <agent>: {share_of_optimum: \">= 0.99\"}";

  private final List<String> agents;
  private final Optional<List<String>> metrics;
  private final BooleanSupplier hasOptimum;
  private final Problems problems;

  /**
   * @param agents names of all agents of the file, including invalid ones
   * @param metrics names of all metrics; empty if they are unknown
   * @param hasOptimum whether the optimum of the environment is known
   */
  Claims(
      List<String> agents,
      Optional<List<String>> metrics,
      BooleanSupplier hasOptimum,
      Problems problems) {
    this.agents = agents;
    this.metrics = metrics;
    this.hasOptimum = hasOptimum;
    this.problems = problems;
  }

  List<ClaimSpec> read(Node node) {
    List<ClaimSpec> claims = new ArrayList<>();
    if (!(node instanceof SequenceNode list)) {
      problems.at(
          node, "claims must be a list, not " + Nodes.describe(node) + "; write " + EXAMPLE);
      return claims;
    }
    for (Node item : list.getValue()) {
      if (!(item instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
        problems.at(item, "a claim is one agent and what it must show; write " + EXAMPLE);
        continue;
      }
      NodeTuple entry = mapping.getValue().get(0);
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        continue; // This problem is reported already.
      }
      String agent = key.getValue();
      if (isAgent(entry.getKeyNode(), agent)) {
        Section.of(entry.getValueNode(), agent, problems)
            .ifPresent(section -> add(agent, section, claims));
      }
    }
    return claims;
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
      Optional<Claim> claim =
          switch (kind) {
            case SHARE -> share(entry.getKeyNode(), agent, value);
            case REWARD -> threshold(kind, value).map(it -> new Claim.AtLeast(agent, REWARD, it));
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
    return threshold(SHARE, value)
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
    if (metrics.filter(known -> !known.contains(metric)).isPresent()) {
      List<String> known = Stream.concat(KINDS.stream(), metrics.get().stream()).toList();
      problems.at(
          key,
          "\"%s\" is neither a claim nor a metric of this experiment%s"
              .formatted(metric, Names.hint(metric, known)));
      return Optional.empty();
    }
    return threshold(metric, value).map(it -> new Claim.AtLeast(agent, metric, it));
  }

  private Optional<Double> threshold(String kind, Node node) {
    Matcher threshold = THRESHOLD_PATTERN.matcher(text(node));
    if (threshold.matches() && Double.isFinite(Double.parseDouble(threshold.group(1)))) {
      return Optional.of(Double.parseDouble(threshold.group(1)));
    }
    return problems.none(
        node, kind + " must be a bound such as \">= 0.99\", not " + Nodes.describe(node));
  }

  /** Returns the text of a scalar that is short enough for a bound; otherwise an empty text. */
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

  /** Returns the claims as a tree. */
  static List<Object> tree(List<ClaimSpec> claims) {
    List<Object> tree = new ArrayList<>();
    for (ClaimSpec spec : claims) {
      Claim claim = spec.claim();
      Map<String, Object> shown;
      if (claim instanceof Claim.AtLeast atLeast) {
        shown = Shape.map(atLeast.quantity(), bound(atLeast.atLeast()));
      } else if (claim instanceof Claim.Beats beats) {
        shown = Shape.map(BEATS, beats.other());
      } else {
        shown = Shape.map(NOT_WORSE, ((Claim.NotWorseThan) claim).other());
      }
      tree.add(Shape.map(claim.agent(), shown));
    }
    return tree;
  }

  private static String bound(double atLeast) {
    BigDecimal decimal = NumberShape.of(double.class, null).tree(atLeast);
    return ">= " + decimal.toPlainString();
  }
}
