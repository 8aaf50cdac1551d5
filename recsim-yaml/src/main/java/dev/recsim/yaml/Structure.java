package dev.recsim.yaml;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Checks that a file uses only the part of YAML that experiments need: mappings with plain unique
 * keys, lists and scalars. Anchors, aliases, merge keys and tags are refused, so a value is
 * completely visible at its place.
 */
final class Structure {
  private static final Set<Tag> TAGS = Set.of(Scalar.PLAIN, Tag.STR, Tag.SEQ, Tag.MAP);

  private final Problems problems;
  private final Set<Node> anchored = Collections.newSetFromMap(new IdentityHashMap<>());

  Structure(Problems problems) {
    this.problems = problems;
  }

  /** Whether the tree can be read further. Adds problems; some do not prevent that. */
  boolean allows(Node root) {
    check(root);
    return anchored.isEmpty();
  }

  private void check(Node node) {
    if (node.getAnchor() != null) {
      if (anchored.add(node)) {
        problems.at(
            node, "anchors and aliases (&name, *name) are not supported; write the value out");
      }
      // Stop here: an alias may lead to a cycle.
      return;
    }
    if (!TAGS.contains(node.getTag())) {
      problems.at(node, "tags (" + node.getTag() + ") are not supported; remove it");
    }
    if (node instanceof MappingNode mapping) {
      checkKeys(mapping);
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(this::check);
    }
  }

  private void checkKeys(MappingNode mapping) {
    Map<String, ScalarNode> seen = new HashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.at(entry.getKeyNode(), "a key must be a plain word");
        continue;
      }
      ScalarNode first = seen.putIfAbsent(key.getValue(), key);
      if (first != null) {
        problems.at(
            key,
            "key \"%s\" is given twice, first on line %s; keep one"
                .formatted(key.getValue(), first.getStartMark().getLine() + 1));
      }
      check(key);
      check(entry.getValueNode());
    }
  }
}
