package dev.recsim.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;

/** JSON as text whose bytes do not depend on the JVM, laid out to be read and compared. */
public final class JsonText {
  public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonText() {}

  /** A number to this many significant digits; null for null, NaN and infinities. */
  public static JsonNode number(Double value, int digits) {
    if (value == null || value.isNaN() || value.isInfinite()) {
      return NullNode.getInstance();
    }
    BigDecimal rounded = significant(value, digits);
    return rounded.scale() == 0
        ? BigIntegerNode.valueOf(rounded.toBigInteger())
        : DecimalNode.valueOf(rounded);
  }

  /** The number to this many significant digits, for machines. */
  public static BigDecimal significant(double value, int digits) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    BigDecimal stripped = rounded.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** The shortest decimal that reads back as this number, to the bit; null if it is not finite. */
  public static JsonNode exact(double value) {
    for (int digits = 15; digits < 17 && Double.isFinite(value); digits++) {
      if (significant(value, digits).doubleValue() == value) {
        return number(value, digits);
      }
    }
    return number(value, 17);
  }

  /** Containers of containers and lists of texts are broken into lines, others stand on one. */
  public static String pretty(JsonNode root) {
    StringBuilder text = new StringBuilder();
    append(root, "\n", text);
    return text.append('\n').toString();
  }

  /**
   * On one line, and safe inside a {@code <script>} element: no character of it can end the element
   * or open a comment.
   */
  public static String embedded(JsonNode root) {
    StringBuilder text = new StringBuilder();
    append(root, "", text);
    return text.toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** Values are written here: {@code JsonNode.toString} would load all of Jackson's mapper. */
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
   * A container.
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
   * Whether a container holds an object, or an array of containers, or is or has a list of texts.
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
