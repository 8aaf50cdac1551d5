package dev.recsim.serve.config;

import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Reads arms: a salt, and an arm for each other key.
 *
 * @param policies names of the policies that may serve
 */
record ArmReader(Set<String> policies, Problems problems) {
  private static final String SALT = "salt";

  Optional<Arms> read(Node node) {
    return Section.of(node, "arms", problems).flatMap(this::read);
  }

  private Optional<Arms> read(Section section) {
    int before = problems.count();
    Optional<String> salt =
        section
            .required(SALT, "salt: shop-2026-12", problems)
            .flatMap(it -> new Shape.Text().read(it, SALT, problems));
    List<Arm> arms = new ArrayList<>();
    for (NodeTuple entry : section.entries()) {
      String name = Nodes.key(entry);
      if (!SALT.equals(name)) {
        arm(name, entry).ifPresent(arms::add);
      }
    }
    if (problems.count() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Arms(salt.orElseThrow(), arms));
    } catch (IllegalArgumentException e) {
      return problems.none(section.node(), e.getMessage());
    }
  }

  private Optional<Arm> arm(String name, NodeTuple entry) {
    Names.problem(name).ifPresent(wrong -> problems.at(entry.getKeyNode(), wrong));
    return Section.of(entry.getValueNode(), "arms." + name, problems)
        .flatMap(section -> arm(name, section));
  }

  private Optional<Arm> arm(String name, Section section) {
    Optional<ServedArmOptions> read =
        RecordShape.of(ServedArmOptions.NONE)
            .readOver(section, ServedArmOptions.NONE, List.of(), "arms." + name + ".", problems);
    boolean complete = section.required("policy", "policy: " + example(), problems).isPresent();
    complete &= section.required("share", "share: 0.5", problems).isPresent();
    complete &= knows(section, "policy") & knows(section, "interleave");
    return complete ? read.flatMap(it -> arm(name, it, section)) : Optional.empty();
  }

  private Optional<Arm> arm(String name, ServedArmOptions read, Section section) {
    try {
      return Optional.of(read.arm(name));
    } catch (IllegalArgumentException e) {
      return problems.none(section.node(), e.getMessage());
    }
  }

  private String example() {
    return policies.stream().sorted().findFirst().orElse("new");
  }

  private boolean knows(Section section, String key) {
    Optional<Node> node = section.value(key);
    Optional<String> name = node.flatMap(it -> new Shape.Text().read(it, key, problems.scratch()));
    if (name.isEmpty() || policies.contains(name.get())) {
      return true;
    }
    problems.at(
        node.get(),
        "there is no policy \"" + name.get() + "\"" + Names.orThereAre(name.get(), policies));
    return false;
  }
}
