package dev.recsim.experimentfile.variants;

import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.YamlFile;
import dev.recsim.yaml.binding.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** An experiment file merged over the files that it {@code extends}; see {@link Nodes#merged}. */
public final class Sources {
  public static final String EXTENDS = "extends";

  /** Largest number of files that extend one another. */
  private static final int MOST = 10;

  private final Problems problems;
  private final List<Path> files = new ArrayList<>();

  public Sources(Problems problems) {
    this.problems = problems;
  }

  /** Returns the tree; empty if a file is invalid, with the problems added. */
  public Optional<MappingNode> read(Path file) {
    Optional<MappingNode> own = YamlFile.read(file, problems.in(file));
    Optional<Node> name = own.flatMap(root -> Nodes.value(root, EXTENDS));
    if (name.isEmpty()) {
      return own;
    }
    files.add(real(file));
    return new Shape.Text()
        .read(name.get(), EXTENDS, problems)
        .flatMap(text -> parent(file, text, name.get()))
        .flatMap(this::read)
        .map(parent -> (MappingNode) Nodes.merged(parent, Nodes.without(own.get(), EXTENDS)));
  }

  /** Returns the file that another one extends; empty with the problem added. */
  private Optional<Path> parent(Path file, String name, Node node) {
    Path parent;
    try {
      parent = file.resolveSibling(name).normalize();
    } catch (InvalidPathException e) {
      return problems.none(node, EXTENDS + " names \"" + name + "\", which cannot be a file");
    }
    if (!Files.isRegularFile(parent)) {
      return problems.none(
          node, EXTENDS + " names \"" + name + "\", but there is no such file beside this one");
    }
    if (files.contains(real(parent))) {
      String circle =
          files.subList(files.indexOf(real(parent)), files.size()).stream()
              .map(each -> each.getFileName() + " -> ")
              .collect(Collectors.joining());
      return problems.none(
          node, EXTENDS + " goes round in a circle: " + circle + parent.getFileName());
    }
    if (files.size() > MOST) {
      return problems.none(
          node, EXTENDS + " goes on over more than " + MOST + " files; make them fewer");
    }
    return Optional.of(parent);
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }
}
