package dev.recsim.experimentfile.yaml;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What a scalar of the file is: the core schema of YAML 1.2 (section 10.3.2), by which {@code on},
 * {@code 1_000} and {@code 1:30} are text. Numbers must be finite and decimal without leading
 * zeros: tools disagree on {@code 010}.
 */
public final class Scalar {
  /** Tag of scalars without quotes and without a tag of their own. */
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

  /** More than any double needs, and few enough to be read at once. */
  private static final int MOST_DIGITS = 1000;

  private Scalar() {}

  public static Kind kind(ScalarNode node) {
    return node.getTag().equals(PLAIN) ? kind(node.getValue()) : Kind.TEXT;
  }

  /** What the text is when written without quotes. */
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

  /** The exact value of a number; empty unless it is finite, decimal and of a decent length. */
  public static Optional<BigDecimal> number(ScalarNode node) {
    String text = node.getValue();
    return text.length() <= MOST_DIGITS && DECIMAL.matcher(text).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }
}
