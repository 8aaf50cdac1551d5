package dev.recsim.yaml;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Types of scalars: the core schema of YAML 1.2 (section 10.3.2), in which {@code on}, {@code
 * 1_000} and {@code 1:30} are text. Numbers must be finite and decimal, without leading zeros,
 * because tools read {@code 010} differently.
 */
public final class Scalar {
  /** Tag of unquoted scalars without an explicit tag. */
  static final Tag PLAIN = new Tag("tag:recsim.dev,2026:plain");

  public enum Kind {
    NOTHING,
    BOOLEAN,
    NUMBER,
    TEXT
  }

  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> BOOLEAN =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?"
              + "|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?((0|[1-9]\\d*)(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,9})?");

  /** Largest number of digits: more than a double needs, and few enough to parse quickly. */
  private static final int MOST_DIGITS = 1000;

  private Scalar() {}

  public static Kind kind(ScalarNode node) {
    return node.getTag().equals(PLAIN) ? kind(node.getValue()) : Kind.TEXT;
  }

  /** Returns the type of an unquoted text. */
  public static Kind kind(String text) {
    if (NOTHING.contains(text)) {
      return Kind.NOTHING;
    }
    if (BOOLEAN.contains(text)) {
      return Kind.BOOLEAN;
    }
    return NUMBER.matcher(text).matches() ? Kind.NUMBER : Kind.TEXT;
  }

  public static boolean bool(ScalarNode node) {
    return Boolean.parseBoolean(node.getValue().toLowerCase(Locale.ROOT));
  }

  /** Returns the exact value of a number; empty unless it is finite, decimal and not too long. */
  public static Optional<BigDecimal> number(ScalarNode node) {
    String text = node.getValue();
    return text.length() <= MOST_DIGITS && DECIMAL.matcher(text).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }
}
