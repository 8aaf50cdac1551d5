package dev.recsim.yaml.binding;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Scalar;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The YAML of a Java type: it reads nodes, writes trees and describes both as JSON Schema, so that
 * the three agree.
 *
 * <p>A tree consists of {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code
 * Boolean} and {@code BigDecimal}.
 */
public interface Shape {

  /**
   * Returns the value of a node; or empty if it is invalid, with the problems added.
   *
   * @param label name of the value in problems
   */
  Optional<?> read(Node node, String label, Problems problems);

  /**
   * Returns the value of a node whose missing parts are taken from the fallback; or empty if it is
   * invalid, with the problems added.
   *
   * @param fallback may be null
   */
  default Optional<?> readOver(Node node, Object fallback, String label, Problems problems) {
    return read(node, label, problems);
  }

  /** Returns the value as a tree that reads back equal. */
  default Object tree(Object value) {
    return value;
  }

  /**
   * Returns the value as a tree without the keys whose values are defaults, so that it is the same
   * in a version with more keys.
   */
  default Object declared(Object value) {
    return tree(value);
  }

  /** Returns the JSON Schema of what {@link #read} accepts, as a tree. */
  Map<String, Object> schema();

  /** Returns the JSON Schema of what {@link #readOver} accepts. */
  default Map<String, Object> schema(Object fallback) {
    return schema();
  }

  /**
   * Returns the shape of a component's type.
   *
   * @param range of its numbers, or null
   * @throws IllegalArgumentException if options cannot have this type
   */
  static Shape of(Type type, Range range) {
    if (type == String.class) {
      return range == null ? new Text() : new TextOrNumber(NumberShape.of(double.class, range));
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Flag();
    }
    if (NumberShape.isNumber(type)) {
      return NumberShape.of((Class<?>) type, range);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Part.class) {
      return PartShape.of(generic);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return Items.of(generic, range, range == null ? 0 : range.minLength());
    }
    if (type instanceof Class<?> c && c.isEnum()) {
      return new Choice(
          Arrays.stream(c.getEnumConstants()).<Enum<?>>map(Enum.class::cast).toList());
    }
    if (type instanceof Class<?> c && c.isRecord()) {
      return RecordShape.of(c.asSubclass(Record.class), range);
    }
    throw new IllegalArgumentException(
        "an option cannot be of type "
            + type.getTypeName()
            + "; use int, long, double, boolean, String, an enum, a record, a Part, or a List of"
            + " these");
  }

  /** Returns the node as a scalar of this kind, or empty with the problem added. */
  private static Optional<ScalarNode> scalar(
      Node node, Scalar.Kind kind, String label, String expected, Problems problems) {
    if (node instanceof ScalarNode scalar && Scalar.kind(scalar) == kind) {
      return Optional.of(scalar);
    }
    return problems.none(node, label + " must be " + expected + ", not " + Nodes.describe(node));
  }

  /** Returns a schema, or any other tree, from key, value, key, value... */
  static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  /** Text. A text that YAML reads as a number, a boolean or null must be quoted. */
  record Text() implements Shape {
    @Override
    public Optional<String> read(Node node, String label, Problems problems) {
      if (node instanceof ScalarNode scalar
          && (Scalar.kind(scalar) == Scalar.Kind.NUMBER
              || Scalar.kind(scalar) == Scalar.Kind.BOOLEAN)) {
        String text = scalar.getValue();
        return problems.none(
            node, label + " must be text, not " + text + "; write it as \"" + text + "\"");
      }
      return scalar(node, Scalar.Kind.TEXT, label, "text", problems).map(ScalarNode::getValue);
    }

    @Override
    public Map<String, Object> schema() {
      return map("type", "string");
    }
  }

  /** Text that may also be a number, which need not be quoted. */
  record TextOrNumber(NumberShape number) implements Shape {
    @Override
    public Optional<String> read(Node node, String label, Problems problems) {
      if (node instanceof ScalarNode scalar && Scalar.kind(scalar) == Scalar.Kind.NUMBER) {
        return number.read(node, label, problems).map(it -> scalar.getValue());
      }
      return new Text().read(node, label, problems);
    }

    @Override
    public Map<String, Object> schema() {
      return map("anyOf", List.of(number.schema(), new Text().schema()));
    }
  }

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {
    @Override
    public Optional<Boolean> read(Node node, String label, Problems problems) {
      return scalar(node, Scalar.Kind.BOOLEAN, label, "true or false", problems).map(Scalar::bool);
    }

    @Override
    public Map<String, Object> schema() {
      return map("type", "boolean");
    }
  }

  /** One of the constants of an enum, in lower case. */
  record Choice(List<Enum<?>> constants) implements Shape {
    @Override
    public Optional<Enum<?>> read(Node node, String label, Problems problems) {
      String expected = "one of " + String.join(", ", names());
      Optional<String> text =
          scalar(node, Scalar.Kind.TEXT, label, expected, problems).map(ScalarNode::getValue);
      Optional<Enum<?>> chosen =
          text.flatMap(it -> constants.stream().filter(each -> name(each).equals(it)).findFirst());
      if (text.isPresent() && chosen.isEmpty()) {
        String near = Names.didYouMean(text.get(), names());
        problems.at(node, label + " must be " + expected + ", not " + Nodes.describe(node) + near);
      }
      return chosen;
    }

    @Override
    public Object tree(Object value) {
      return name((Enum<?>) value);
    }

    @Override
    public Map<String, Object> schema() {
      return map("enum", names());
    }

    private List<String> names() {
      return constants.stream().map(Choice::name).toList();
    }

    private static String name(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
  }

  /** A list. */
  record Items(Shape element, int minLength) implements Shape {
    private static Items of(ParameterizedType list, Range range, int minLength) {
      Type element = list.getActualTypeArguments()[0];
      return element instanceof ParameterizedType inner && inner.getRawType() == List.class
          ? new Items(of(inner, range, 0), minLength)
          : new Items(Shape.of(element, range), minLength);
    }

    @Override
    public Optional<List<Object>> read(Node node, String label, Problems problems) {
      if (!(node instanceof SequenceNode sequence)) {
        return problems.none(node, label + " must be a list, not " + Nodes.describe(node));
      }
      List<Node> items = sequence.getValue();
      if (items.size() < minLength) {
        return problems.none(node, label + " " + Options.shorterThan(minLength, items.size()));
      }
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        element.read(items.get(i), label + "[" + i + "]", problems).ifPresent(values::add);
      }
      return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    @Override
    public Object tree(Object value) {
      return ((List<?>) value).stream().map(element::tree).toList();
    }

    @Override
    public Object declared(Object value) {
      return ((List<?>) value).stream().map(element::declared).toList();
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = map("type", "array", "items", element.schema());
      if (minLength > 0) {
        schema.put("minItems", BigDecimal.valueOf(minLength));
      }
      return schema;
    }
  }
}
