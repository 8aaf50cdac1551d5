package dev.recsim.experimentfile.variants;

import dev.recsim.random.RandomKey;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.NumberShape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The values that a search may give to a key: those of a list, or numbers in a range. */
sealed interface Values {

  /** Draws a value at this index of the key. */
  Node draw(RandomKey key, long index);

  /** Returns the values to check before any is drawn: all of a list, the ends of a range. */
  List<Node> checked();

  /** Returns the number of values; empty if there are too many to count. */
  Optional<BigDecimal> count();

  /** The distribution of numbers in a range. */
  enum Spread {
    LOG,
    LINEAR,
    INTEGER;

    private static final List<String> NAMES = Stream.of(values()).map(Spread::key).toList();

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The values of a list. */
  record Listed(List<Node> items) implements Values {
    @Override
    public Node draw(RandomKey key, long index) {
      return items.get(key.below(index, items.size()));
    }

    @Override
    public List<Node> checked() {
      return items;
    }

    @Override
    public Optional<BigDecimal> count() {
      return Optional.of(BigDecimal.valueOf(items.size()));
    }
  }

  /**
   * Numbers in a range, both ends included. Drawn numbers have six significant digits.
   *
   * @param low less than high
   */
  record Between(Node place, Spread spread, List<Node> ends, double low, double high)
      implements Values {
    private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    @Override
    public Node draw(RandomKey key, long index) {
      return Nodes.text(text(key.uniform(index)), place.getStartMark());
    }

    private String text(double share) {
      if (spread == Spread.INTEGER) {
        return Long.toString((long) low + (long) (share * (high - low + 1)));
      }
      boolean log = spread == Spread.LOG;
      double from = log ? StrictMath.log(low) : low;
      double to = log ? StrictMath.log(high) : high;
      double between = from * (1 - share) + to * share;
      BigDecimal rounded = new BigDecimal(log ? StrictMath.exp(between) : between).round(DIGITS);
      BigDecimal kept =
          rounded.doubleValue() < low
              ? new BigDecimal(low)
              : rounded.doubleValue() > high ? new BigDecimal(high) : rounded;
      return kept.stripTrailingZeros().toPlainString();
    }

    @Override
    public List<Node> checked() {
      return ends;
    }

    @Override
    public Optional<BigDecimal> count() {
      return spread == Spread.INTEGER
          ? Optional.of(BigDecimal.valueOf(high - low + 1))
          : Optional.empty();
    }
  }

  /** Returns the values of a node; or empty, with the problems added. */
  static Optional<Values> read(String label, Node node, Problems problems) {
    if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
      return listed(label, list.getValue(), problems);
    }
    if (node instanceof MappingNode mapping && mapping.getValue().size() == 1) {
      NodeTuple entry = mapping.getValue().get(0);
      boolean isWord = Nodes.key(entry) != null; // otherwise the problem is reported already
      return isWord && new Section(mapping).rejectUnknown(Spread.NAMES, problems)
          ? between(label, Nodes.key(entry), entry.getValueNode(), problems)
          : Optional.empty();
    }
    boolean empty = node instanceof SequenceNode;
    return problems.none(
        node,
        label
            + " must be a list of values or a range such as {log: [1e-4, 1e-2]}, not "
            + (empty ? "an empty list" : Nodes.describe(node)));
  }

  private static Optional<Values> listed(String label, List<Node> items, Problems problems) {
    Set<Object> seen = new HashSet<>();
    for (Node item : items) {
      if (!seen.add(Nodes.tree(item))) {
        return problems.none(
            item, label + " has the value " + VariantLabels.text(item) + " twice; keep one");
      }
    }
    return Optional.of(new Listed(items));
  }

  private static Optional<Values> between(String label, String key, Node node, Problems problems) {
    Spread spread = Spread.valueOf(key.toUpperCase(Locale.ROOT));
    String name = label + "." + key;
    if (!(node instanceof SequenceNode pair) || pair.getValue().size() != 2) {
      return problems.none(
          node,
          "%s must be two numbers, the lower first, such as [1, 10]; for values to choose from write a list without \"%s\""
              .formatted(name, key));
    }
    Class<?> type = spread == Spread.INTEGER ? int.class : double.class;
    List<Node> ends = pair.getValue();
    Optional<Number> low = NumberShape.of(type, null).read(ends.get(0), name + "[0]", problems);
    Optional<Number> high = NumberShape.of(type, null).read(ends.get(1), name + "[1]", problems);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    double from = low.get().doubleValue();
    double to = high.get().doubleValue();
    String text = VariantLabels.text(ends.get(0));
    if (from == to) {
      return problems.none(
          pair, "%s is empty: both ends are %s; write a list, [%s]".formatted(name, text, text));
    }
    if (from > to) {
      String turned = VariantLabels.text(ends.get(1)) + ", " + text;
      return problems.none(pair, name + " must begin at the lower end; write [" + turned + "]");
    }
    if (spread == Spread.LOG && from <= 0) {
      return problems.none(
          ends.get(0),
          "%s must begin above 0, not at %s, which has no logarithm; begin at a small number such as 1e-6, or write linear: [%s, %s]"
              .formatted(name, text, text, VariantLabels.text(ends.get(1))));
    }
    return Optional.of(new Between(node, spread, ends, from, to));
  }
}
