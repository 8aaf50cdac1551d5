package dev.recsim.experimentfile.rule;

import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Scalar;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.NumberShape;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The seeds of an experiment's trials: one, a list, or a range such as {@code 0..9}. */
public final class Seeds {
  public static final List<Integer> DEFAULTS = IntStream.rangeClosed(0, 9).boxed().toList();

  private static final int MOST = 10_000;
  public static final String RANGE = "^(0|[1-9][0-9]{0,9})\\.\\.(0|[1-9][0-9]{0,9})$";
  private static final Pattern RANGE_PATTERN = Pattern.compile(RANGE);
  private static final NumberShape SEED = new NumberShape(int.class, null);

  private Seeds() {}

  /** Returns the seeds in ascending order, or empty with the problems added. */
  public static Optional<List<Integer>> read(Node node, Problems problems) {
    if (node instanceof SequenceNode list) {
      return ofList(list, problems);
    }
    if (node instanceof ScalarNode scalar && Scalar.kind(scalar) == Scalar.Kind.TEXT) {
      return ofRange(scalar, problems);
    }
    return seed(node, "seeds", problems).map(List::of);
  }

  private static Optional<List<Integer>> ofList(SequenceNode list, Problems problems) {
    List<Node> nodes = list.getValue();
    if (nodes.isEmpty() || nodes.size() > MOST) {
      return problems.none(list, "seeds must be 1 to " + MOST + ", but are " + nodes.size());
    }
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      String label = "seeds[" + i + "]";
      Optional<Integer> seed = seed(nodes.get(i), label, problems);
      if (seed.isPresent() && places.containsKey(seed.get())) {
        String first = "seeds[" + places.get(seed.get()) + "]";
        problems.at(nodes.get(i), label + " is the same as " + first + "; keep one");
      } else if (seed.isPresent()) {
        places.put(seed.get(), i);
      }
    }
    return places.size() == nodes.size()
        ? Optional.of(places.keySet().stream().sorted().toList())
        : Optional.empty();
  }

  private static Optional<Integer> seed(Node node, String label, Problems problems) {
    Optional<Integer> seed = SEED.read(node, label, problems).map(Number::intValue);
    if (seed.isPresent() && seed.get() < 0) {
      return problems.none(node, label + " must be 0 or more, but is " + seed.get());
    }
    return seed;
  }

  private static Optional<List<Integer>> ofRange(ScalarNode node, Problems problems) {
    Matcher range = RANGE_PATTERN.matcher(node.getValue());
    if (!range.matches()) {
      return problems.none(
          node,
          "seeds must be an integer, a list of integers or a range such as 0..9, not "
              + Nodes.describe(node));
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (last > Integer.MAX_VALUE) {
      problems.at(node, "seeds must be at most " + Integer.MAX_VALUE + ", but end at " + last);
    } else if (first > last) {
      problems.at(node, "seeds must begin at the lower end; write " + last + ".." + first);
    } else if (last - first >= MOST) {
      problems.at(node, "seeds must be 1 to " + MOST + ", but are " + (last - first + 1));
    } else {
      return Optional.of(IntStream.rangeClosed((int) first, (int) last).boxed().toList());
    }
    return Optional.empty();
  }

  /** Returns seeds, given in ascending order, as a tree. */
  public static Object tree(List<Integer> seeds) {
    int first = seeds.get(0);
    int last = seeds.get(seeds.size() - 1);
    boolean gapless = last - first == seeds.size() - 1;
    return gapless && seeds.size() > 1
        ? first + ".." + last
        : seeds.stream().map(BigDecimal::valueOf).toList();
  }

  /** Returns the JSON Schema of one seed. */
  public static Map<String, Object> schema() {
    Map<String, Object> seed = SEED.schema();
    seed.put("minimum", BigDecimal.ZERO);
    return seed;
  }

  /** Reads the section {@code trials} of an experiment. */
  public static List<Integer> of(Section root, Problems problems) {
    Optional<Section> trials =
        root.value("trials").flatMap(node -> Section.of(node, "trials", problems));
    trials.ifPresent(section -> section.rejectUnknown(List.of("seeds"), problems));
    return trials
        .flatMap(section -> section.value("seeds"))
        .flatMap(node -> read(node, problems))
        .orElse(DEFAULTS);
  }
}
