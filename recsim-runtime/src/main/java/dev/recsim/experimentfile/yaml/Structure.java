package dev.recsim.experimentfile.yaml;

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
 * Holds a file to the part of YAML that experiments use: mappings with plain keys, none twice,
 * lists and scalars. No anchors, aliases, merge keys or tags, so that what stands at a place is all
 * there is to it.
 */
final class Structure {
  private static final Set<Tag> TAGS = Set.of(Scalar.PLAIN, Tag.STR, Tag.SEQ, Tag.MAP);

  private final Problems problems;
  private final Set<Node> anchored = Collections.newSetFromMap(new IdentityHashMap<>());

  Structure(Problems problems) {
    this.problems = problems;
  }

  /** Whether the tree is one, and can be walked; other problems are added and can be lived with. */
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
      // Not any deeper: an alias may lead back here.
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
            "key \""
                + key.getValue()
                + "\" is given twice, first on line "
                + (first.getStartMark().getLine() + 1)
                + "; keep one");
      }
      check(key);
      check(entry.getValueNode());
    }
  }
}
