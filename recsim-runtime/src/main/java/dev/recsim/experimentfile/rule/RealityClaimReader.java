package dev.recsim.experimentfile.rule;

import dev.recsim.baseline.rule.Claim;
import dev.recsim.baseline.rule.Margin;
import dev.recsim.baseline.rule.Quantity;
import dev.recsim.experimentfile.yaml.Names;
import dev.recsim.experimentfile.yaml.Nodes;
import dev.recsim.experimentfile.yaml.Problems;
import dev.recsim.experimentfile.yaml.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads claims {@code by: reality}. */
public record RealityClaimReader(Problems problems) {
  private static final String BEATS = "beats";
  private static final String NOT_WORSE = "not_worse_than";
  private static final String MARGIN = "margin";
  private static final String METRIC = "metric";
  private static final String REWARD = "reward";

  /** The claims of a file; those that are wrong are left out, with the problems added. */
  public List<ClaimSpec> read(Section root) {
    List<String> agents = Nodes.keys(root.node(), "agents");
    List<ClaimSpec> claims = new ArrayList<>();
    if (root.value("claims").orElse(null) instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (Claims.isOfReality(item)) {
          NodeTuple entry = ((MappingNode) item).getValue().get(0);
          ScalarNode of = (ScalarNode) entry.getKeyNode();
          Section section = new Section((MappingNode) entry.getValueNode());
          if (isAgent(of, of.getValue(), agents)) {
            claim(of.getValue(), section, agents)
                .ifPresent(it -> claims.add(new ClaimSpec(it, problems.line(of))));
          }
        }
      }
    }
    return claims;
  }

  private boolean isAgent(Node node, String name, List<String> agents) {
    if (!agents.contains(name)) {
      problems.at(node, Names.noAgent(name, agents));
    }
    return agents.contains(name);
  }

  private Optional<Claim> claim(String of, Section section, List<String> agents) {
    if (!section.rejectUnknown(List.of(BEATS, NOT_WORSE, METRIC, MARGIN, Claims.BY), problems)) {
      return Optional.empty();
    }
    boolean beats = section.value(BEATS).isPresent();
    if (beats == section.value(NOT_WORSE).isPresent()) {
      return problems.none(
          section.node(), of + " must claim one of beats and not_worse_than of another agent");
    }
    Node value = section.value(beats ? BEATS : NOT_WORSE).orElseThrow();
    if (!(value instanceof ScalarNode other) || other.getValue().equals(of)) {
      return problems.none(
          value, "must be another agent than " + of + ", not " + Nodes.describe(value));
    }
    if (!isAgent(value, other.getValue(), agents)) {
      return Optional.empty();
    }
    Optional<Margin> margin = margin(section, beats);
    String metric =
        section.value(METRIC).orElse(null) instanceof ScalarNode it && !it.getValue().equals(REWARD)
            ? it.getValue()
            : null;
    if (beats != margin.isEmpty()) {
      return Optional.empty(); // Told already.
    }
    Quantity quantity = new Quantity(metric, false, margin.orElse(null));
    Claim.OfTwo claim =
        beats
            ? new Claim.Beats(of, quantity, other.getValue())
            : new Claim.NotWorseThan(of, quantity, other.getValue());
    return Optional.of(new Claim.InReality(claim));
  }

  private Optional<Margin> margin(Section section, boolean beats) {
    Optional<Node> node = section.value(MARGIN);
    if (beats) {
      return node.isEmpty()
          ? Optional.empty()
          : problems.none(node.get(), MARGIN + " is that of " + NOT_WORSE + "; remove it");
    }
    Optional<Margin> margin =
        node.flatMap(it -> Claims.MARGIN_SHAPE.read(it, MARGIN, problems)).map(Margin.class::cast);
    if (node.isEmpty() || margin.filter(it -> it.relative() == null).isPresent()) {
      return problems.none(
          node.orElse(section.node()),
          NOT_WORSE + " by reality needs margin: {relative: 0.01}, because effects are relative");
    }
    return margin;
  }
}
