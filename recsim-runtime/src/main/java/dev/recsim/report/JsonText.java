package dev.recsim.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.stream.StreamSupport;

/** JSON as text whose bytes do not depend on the JVM, laid out to be read and compared. */
final class JsonText {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonText() {}

  /** A number to this many significant digits; null for null, NaN and infinities. */
  static JsonNode number(Double value, int digits) {
    if (value == null || value.isNaN() || value.isInfinite()) {
      return NullNode.getInstance();
    }
    BigDecimal rounded = Figures.significant(value, digits);
    return rounded.scale() == 0
        ? BigIntegerNode.valueOf(rounded.toBigInteger())
        : DecimalNode.valueOf(rounded);
  }

  /** Containers of containers are broken into lines, others stand on one. */
  static String pretty(JsonNode root) {
    StringBuilder text = new StringBuilder();
    append(root, "\n", text);
    return text.append('\n').toString();
  }

  /**
   * On one line, and safe inside a {@code <script>} element: no character of it can end the element
   * or open a comment.
   */
  static String embedded(JsonNode root) {
    return root.toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static void append(JsonNode node, String newline, StringBuilder text) {
    if (!(node instanceof ContainerNode<?> container)) {
      text.append(node);
      return;
    }
    boolean nested =
        StreamSupport.stream(container.spliterator(), false)
            .anyMatch(child -> child.isObject() || child.isArray() && holdsContainers(child));
    String inner = nested ? newline + " " : "";
    Iterator<String> names = node.fieldNames();
    String separator = "";
    text.append(node.isObject() ? '{' : '[');
    for (JsonNode child : node) {
      text.append(separator).append(inner);
      if (names.hasNext()) {
        text.append(NODES.textNode(names.next())).append(": ");
      }
      append(child, newline + " ", text);
      separator = nested ? "," : ", ";
    }
    text.append(nested && !node.isEmpty() ? newline : "").append(node.isObject() ? '}' : ']');
  }

  private static boolean holdsContainers(JsonNode array) {
    return !array.isEmpty() && array.get(0).isContainerNode();
  }
}
