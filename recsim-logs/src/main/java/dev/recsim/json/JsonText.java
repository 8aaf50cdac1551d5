package dev.recsim.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.recsim.stats.Decimals;
import java.math.BigDecimal;
import java.util.Iterator;

/** Writes JSON with the same bytes on every JVM, in a layout that people can read and compare. */
public final class JsonText {
  public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonText() {}

  /** Returns a number with this many significant digits; JSON null for null, NaN and infinities. */
  public static JsonNode number(Double value, int digits) {
    return value == null || value.isNaN() || value.isInfinite()
        ? NullNode.getInstance()
        : node(Decimals.significant(value, digits));
  }

  private static JsonNode node(BigDecimal number) {
    return number.scale() == 0
        ? BigIntegerNode.valueOf(number.toBigInteger())
        : DecimalNode.valueOf(number);
  }

  /**
   * Returns the shortest decimal that reads back as the same double; JSON null if it is not finite.
   */
  public static JsonNode exact(double value) {
    return Double.isFinite(value)
        ? node(Decimals.plain(new BigDecimal(NumberOutput.toString(value, true))))
        : NullNode.getInstance();
  }

  /**
   * Returns the text with line breaks. Containers of containers and lists of strings are broken
   * into lines, others are on one line.
   */
  public static String pretty(JsonNode root) {
    StringBuilder text = new StringBuilder();
    append(root, "\n", text);
    return text.append('\n').toString();
  }

  /** Returns the text on one line, without spaces. */
  static String line(JsonNode root) {
    StringBuilder text = new StringBuilder();
    append(root, "", text);
    return text.toString();
  }

  /**
   * Returns the text on one line, safe inside a {@code <script>} element: it contains no character
   * sequence that ends the element or opens a comment.
   */
  public static String embedded(JsonNode root) {
    return line(root)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** Writes a value. {@code JsonNode.toString} would load Jackson's mapper. */
  private static void append(JsonNode node, String newline, StringBuilder text) {
    if (node.isTextual()) {
      quote(node.textValue(), text);
    } else if (node instanceof ContainerNode<?> container) {
      append(container, newline, text);
    } else {
      text.append(node.asText());
    }
  }

  /**
   * Writes a container.
   *
   * @param newline the line end and indent before its closing bracket; empty to stay on one line
   */
  private static void append(ContainerNode<?> node, String newline, StringBuilder text) {
    boolean broken = !newline.isEmpty() && isBroken(node);
    String inner = newline.isEmpty() ? "" : newline + " ";
    String separator = newline.isEmpty() ? "," : ", ";
    Iterator<String> names = node.fieldNames();
    text.append(node.isObject() ? '{' : '[');
    boolean first = true;
    for (JsonNode child : node) {
      text.append(first ? "" : broken ? "," : separator).append(broken ? inner : "");
      if (names.hasNext()) {
        quote(names.next(), text);
        text.append(newline.isEmpty() ? ":" : ": ");
      }
      append(child, inner, text);
      first = false;
    }
    text.append(broken ? newline : "").append(node.isObject() ? '}' : ']');
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"').append(JsonStringEncoder.getInstance().quoteAsString(value)).append('"');
  }

  /**
   * Whether a container is broken into lines: if it contains an object, an array of containers, or
   * is or contains a list of strings.
   */
  private static boolean isBroken(ContainerNode<?> node) {
    if (node.isArray() && !node.isEmpty() && node.get(0).isTextual()) {
      return true;
    }
    for (JsonNode child : node) {
      if (child.isObject()
          || child.isArray()
              && !child.isEmpty()
              && (child.get(0).isContainerNode() || child.get(0).isTextual())) {
        return true;
      }
    }
    return false;
  }
}
