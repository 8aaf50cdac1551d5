package dev.recsim.experimentfile.variants;

import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.yaml.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Expands claims about agents of a sweep: each variant must satisfy the claims of the agent, and a
 * claim against the agent becomes a claim against each variant.
 *
 * @param names the variants of each agent
 */
record SweptClaims(Map<String, List<String>> names) {
  private static final String CLAIMS = "claims";

  /**
   * Returns the experiment with expanded claims. Nodes that are not claims stay; they are reported
   * later.
   */
  MappingNode in(MappingNode root) {
    Optional<Node> claims = Nodes.value(root, CLAIMS);
    if (claims.isEmpty() || !(claims.get() instanceof SequenceNode list)) {
      return root;
    }
    List<Node> items = new ArrayList<>();
    for (Node item : list.getValue()) {
      if (item instanceof MappingNode claim && claim.getValue().size() == 1) {
        items.addAll(each(claim));
      } else {
        items.add(item);
      }
    }
    ScalarNode key = Nodes.text(CLAIMS, list.getStartMark());
    return Nodes.with(root, key, Nodes.list(items, list));
  }

  private List<Node> each(MappingNode claim) {
    NodeTuple entry = claim.getValue().get(0);
    List<Node> items = new ArrayList<>();
    for (Node agent : each(entry.getKeyNode())) {
      if (!(entry.getValueNode() instanceof MappingNode kinds)) {
        items.add(claim);
        continue;
      }
      if (Claims.isReadElsewhere(claim)) {
        comparisons(kinds)
            .forEach(it -> items.add(Nodes.mapping(List.of(new NodeTuple(agent, it)), claim)));
        continue;
      }
      List<NodeTuple> plain = new ArrayList<>();
      for (NodeTuple kind : kinds.getValue()) {
        List<Node> others = each(kind.getValueNode());
        plain.add(new NodeTuple(kind.getKeyNode(), others.get(0)));
        others.subList(1, others.size()).stream()
            .map(other -> List.of(new NodeTuple(kind.getKeyNode(), other)))
            .map(more -> List.of(new NodeTuple(agent, Nodes.mapping(more, kinds))))
            .forEach(more -> items.add(Nodes.mapping(more, claim)));
      }
      items.add(Nodes.mapping(List.of(new NodeTuple(agent, Nodes.mapping(plain, kinds))), claim));
    }
    return items;
  }

  /**
   * Returns the variants of an agent, or a comparison of a metric with each of them; any other node
   * is returned unchanged.
   */
  private List<Node> each(Node node) {
    if (node instanceof ScalarNode name && names.containsKey(name.getValue())) {
      return names.get(name.getValue()).stream()
          .map(it -> (Node) Nodes.text(it, node.getStartMark()))
          .toList();
    }
    return node instanceof MappingNode comparison ? comparisons(comparison) : List.of(node);
  }

  private List<Node> comparisons(MappingNode comparison) {
    List<List<NodeTuple>> all = List.of(List.of());
    for (NodeTuple entry : comparison.getValue()) {
      List<List<NodeTuple>> longer = new ArrayList<>();
      for (List<NodeTuple> some : all) {
        for (Node value : each(entry.getValueNode())) {
          List<NodeTuple> more = new ArrayList<>(some);
          more.add(new NodeTuple(entry.getKeyNode(), value));
          longer.add(more);
        }
      }
      all = longer;
    }
    return all.stream().map(it -> (Node) Nodes.mapping(it, comparison)).toList();
  }
}
