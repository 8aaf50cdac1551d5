package dev.recsim.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a tree of maps, lists, strings, booleans and decimals as YAML, always with the same bytes.
 */
public final class YamlTree {
  /** Text that needs no quotes in any version of YAML, or a range of seeds. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*|\\d+\\.\\.\\d+");

  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final StringBuilder out = new StringBuilder();

  private YamlTree() {}

  public static String write(Map<String, ?> tree) {
    YamlTree yaml = new YamlTree();
    yaml.mapping(tree, "");
    return yaml.out.toString();
  }

  /**
   * Writes a tree with its keys in alphabetical order, so that the text does not depend on the
   * order of components.
   */
  public static String canonical(Map<String, ?> tree) {
    return write(sorted(tree));
  }

  private static Map<String, Object> sorted(Map<?, ?> tree) {
    Map<String, Object> sorted = new TreeMap<>();
    tree.forEach((key, value) -> sorted.put((String) key, sortedValue(value)));
    return sorted;
  }

  private static Object sortedValue(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(YamlTree::sortedValue).toList();
    }
    return value instanceof Map<?, ?> map ? sorted(map) : value;
  }

  private void mapping(Map<?, ?> tree, String indent) {
    tree.forEach(
        (key, value) -> {
          out.append(indent).append(text((String) key)).append(':');
          value(value, indent);
        });
  }

  private void value(Object value, String indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      mapping(map, indent + "  ");
    } else if (value instanceof List<?> list && !isFlow(list)) {
      out.append('\n');
      for (Object item : list) {
        out.append(indent).append("  -");
        value(item, indent + "  ");
      }
    } else {
      out.append(' ').append(flow(value)).append('\n');
    }
  }

  private static boolean isFlow(List<?> list) {
    return list.stream().noneMatch(item -> item instanceof List || item instanceof Map);
  }

  private static String flow(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(YamlTree::flow).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?>) {
      return "{}";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof String text ? text(text) : value.toString();
  }

  private static String text(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (isPrintable(c)) {
                    quoted.appendCodePoint(c);
                  } else {
                    quoted.append(String.format(Locale.ROOT, "\\u%04X", c));
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  /**
   * Whether a character is printable: not a control character, a line break of YAML, or forbidden
   * there.
   */
  private static boolean isPrintable(int c) {
    boolean control = c < ' ' || (c >= 0x7F && c < 0xA0);
    boolean lineBreak = c == 0x2028 || c == 0x2029;
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    boolean noCharacter = c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
    return !(control || lineBreak || surrogate || noCharacter);
  }
}
