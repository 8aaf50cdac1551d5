package dev.recsim.experimentfile.rule;

import dev.recsim.rule.Claim;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads claims about two agents that the trials alone do not decide: {@code beats}, or {@code
 * not_worse_than} with its {@code margin}.
 *
 * @param agents names of all agents of the file, also of wrong ones
 */
public record Comparisons(List<String> agents, Problems problems) {
  /** The key of the agent that is beaten. */
  public static final String BEATS = "beats";

  /** The key of the agent that is reached, up to the margin. */
  public static final String NOT_WORSE = "not_worse_than";

  /** The key of the loss that is tolerated. */
  public static final String MARGIN = "margin";

  /**
   * Visits claims of a file about agents that exist.
   *
   * @param chosen the claims
   * @param visitor gets the agent and the keys of its claim
   */
  public void each(Section root, Predicate<Node> chosen, BiConsumer<ScalarNode, Section> visitor) {
    if (root.value("claims").orElse(null) instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (chosen.test(item)) {
          NodeTuple entry = ((MappingNode) item).getValue().get(0);
          ScalarNode of = (ScalarNode) entry.getKeyNode();
          if (isAgent(of, of.getValue())) {
            visitor.accept(of, new Section((MappingNode) entry.getValueNode()));
          }
        }
      }
    }
  }

  /** Whether an agent exists; adds the problem if not. */
  private boolean isAgent(Node node, String name) {
    if (!agents.contains(name)) {
      problems.at(node, Names.noAgent(name, agents));
    }
    return agents.contains(name);
  }

  /**
   * Returns the claim; empty with the problem added.
   *
   * @param of its agent
   * @param metric that it compares; null for the score
   */
  public Optional<Claim.OfTwo> read(String of, String metric, Section section) {
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
    if (!isAgent(value, other.getValue())) {
      return Optional.empty();
    }
    Optional<Margin> margin = margin(section, beats);
    if (beats != margin.isEmpty()) {
      return Optional.empty(); // Told already.
    }
    Quantity quantity = new Quantity(metric, false, margin.orElse(null));
    return Optional.of(
        beats
            ? new Claim.Beats(of, quantity, other.getValue())
            : new Claim.NotWorseThan(of, quantity, other.getValue()));
  }

  private Optional<Margin> margin(Section section, boolean beats) {
    Optional<Node> node = section.value(MARGIN);
    if (beats) {
      return node.isEmpty()
          ? Optional.empty()
          : problems.none(node.get(), MARGIN + " is that of " + NOT_WORSE + "; remove it");
    }
    return node.isEmpty()
        ? problems.none(section.node(), NOT_WORSE + " needs margin: {relative: 0.01}")
        : Claims.MARGIN_SHAPE.read(node.get(), MARGIN, problems).map(Margin.class::cast);
  }
}
