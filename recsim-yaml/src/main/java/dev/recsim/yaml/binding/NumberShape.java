package dev.recsim.yaml.binding;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Range;
import dev.recsim.yaml.Nodes;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Scalar;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A number. An integer may be written as any number without a fraction ({@code 1e3}), as in JSON
 * Schema.
 *
 * @param type int, long or double
 * @param range or null
 */
public record NumberShape(Class<?> type, Range range) implements Shape {
  private static final int MAX_LONG_DIGITS = 19;
  private static final int MAX_DOUBLE_DIGITS = 17;

  public static boolean isNumber(Type type) {
    return type instanceof Class<?> c
        && List.of(int.class, long.class, double.class).contains(primitive(c));
  }

  public static NumberShape of(Class<?> type, Range range) {
    return new NumberShape(primitive(type), range);
  }

  private static Class<?> primitive(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType();
  }

  private BigDecimal least() {
    return BigDecimal.valueOf(type == int.class ? Integer.MIN_VALUE : Long.MIN_VALUE);
  }

  private BigDecimal most() {
    return BigDecimal.valueOf(type == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
  }

  @Override
  public Optional<Number> read(Node node, String label, Problems problems) {
    String expected = type == double.class ? "a number" : "an integer";
    if (!(node instanceof ScalarNode scalar) || Scalar.kind(scalar) != Scalar.Kind.NUMBER) {
      String quoted = isQuotedNumber(node) ? "; remove the quotes" : "";
      return problems.none(
          node, label + " must be " + expected + ", not " + Nodes.describe(node) + quoted);
    }
    Optional<BigDecimal> exact = Scalar.number(scalar);
    if (exact.isEmpty()) {
      // Infinite, NaN, octal or hexadecimal.
      String wanted =
          scalar.getValue().contains(".")
              ? "a finite number"
              : expected + " in decimal digits without leading zeros";
      return problems.none(node, label + " must be " + wanted + ", not " + scalar.getValue());
    }
    Optional<Number> value = type == double.class ? real(exact.get()) : integer(exact.get());
    Optional<String> wrong =
        value.isEmpty()
            ? Optional.of(
                "must be " + expected + bounds(exact.get()) + ", not " + scalar.getValue())
            : range == null
                ? Optional.<String>empty()
                : Options.violation(range, value.get().doubleValue());
    wrong.ifPresent(message -> problems.at(node, label + " " + message));
    return wrong.isPresent() ? Optional.empty() : value;
  }

  private static boolean isQuotedNumber(Node node) {
    return node instanceof ScalarNode scalar
        && !scalar.isPlain()
        && Scalar.kind(scalar.getValue()) == Scalar.Kind.NUMBER;
  }

  /** Returns the range of the type, as the end of a message. */
  private String bounds(BigDecimal value) {
    if (type == double.class) {
      return " that fits into 64 bits";
    }
    if (value.stripTrailingZeros().scale() > 0) {
      return "";
    }
    return " between " + least() + " and " + most();
  }

  /** Returns the nearest double; empty if the number is too large. */
  private static Optional<Number> real(BigDecimal exact) {
    double value = exact.doubleValue();
    return Double.isInfinite(value) ? Optional.empty() : Optional.of(value);
  }

  /** Returns the integer; empty if the number has a fraction or does not fit. */
  private Optional<Number> integer(BigDecimal exact) {
    BigDecimal value = exact.stripTrailingZeros();
    // The digits are counted first: 1e999999999 would fill the memory.
    if (value.scale() > 0 || value.precision() - value.scale() > MAX_LONG_DIGITS) {
      return Optional.empty();
    }
    if (value.compareTo(most()) > 0 || value.compareTo(least()) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        type == int.class ? (Number) value.intValueExact() : (Number) value.longValueExact());
  }

  @Override
  public BigDecimal tree(Object value) {
    return decimal((Number) value);
  }

  /**
   * Returns the shortest decimal that reads back as this number. Double.toString gives other digits
   * before JDK 19.
   */
  static BigDecimal decimal(Number value) {
    if (!(value instanceof Double)) {
      return BigDecimal.valueOf(value.longValue());
    }
    BigDecimal exact = new BigDecimal(value.doubleValue());
    for (int digits = 1; digits < MAX_DOUBLE_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value.doubleValue()) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MAX_DOUBLE_DIGITS, RoundingMode.HALF_EVEN));
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = Shape.map("type", type == double.class ? "number" : "integer");
    if (type != double.class) {
      schema.put("minimum", least());
      schema.put("maximum", most());
    }
    if (range != null) {
      putFinite(schema, "minimum", range.min());
      putFinite(schema, "maximum", range.max());
      putFinite(schema, "exclusiveMinimum", range.above());
      putFinite(schema, "exclusiveMaximum", range.below());
    }
    return schema;
  }

  private static void putFinite(Map<String, Object> schema, String key, double bound) {
    if (Double.isFinite(bound)) {
      schema.put(key, decimal(bound));
    }
  }
}
