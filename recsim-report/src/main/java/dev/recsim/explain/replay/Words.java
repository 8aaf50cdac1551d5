package dev.recsim.explain.replay;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shortens descriptions of users and documents, such as {@code document 7, topic 2, length 4.3}.
 * Called for every document of every step, so it uses no regular expressions.
 */
final class Words {
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
  private static final String SEPARATOR = ", ";
  private static final int LONGEST = 80;

  /** Numbers with fewer decimals are not rounded. */
  private static final int MANY_DECIMALS = 3;

  /** Words by what they shorten: most features of a user stay the same for many steps. */
  private final Map<String, String> known = new HashMap<>();

  /**
   * The parts of a description between commas, with rounded numbers.
   *
   * @param most largest number of parts; parts with the value 0 are left out if there are more
   */
  List<String> of(String description, int most) {
    List<String> parts = parts(description);
    if (parts.size() > most) {
      parts.removeIf(it -> it.endsWith(" 0.0") || it.endsWith(" 0"));
    }
    List<String> words = new ArrayList<>();
    for (String part : parts.subList(0, Math.min(most, parts.size()))) {
      words.add(known.computeIfAbsent(part, it -> shortened(rounded(it))));
    }
    return words;
  }

  private static List<String> parts(String description) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int end = description.indexOf(SEPARATOR);
    for (; end >= 0; end = description.indexOf(SEPARATOR, start)) {
      parts.add(description.substring(start, end));
      start = end + SEPARATOR.length();
    }
    parts.add(description.substring(start));
    return parts;
  }

  /** Rounds the numbers with many decimals or an exponent. */
  private static String rounded(String part) {
    if (part.indexOf('.') < 0) {
      return part;
    }
    StringBuilder text = new StringBuilder();
    int start = 0;
    for (int end = 0; end <= part.length(); end++) {
      if (end == part.length() || !isOfWord(part.charAt(end))) {
        String word = part.substring(start, end);
        text.append(isLong(word) ? rounded(Double.parseDouble(word)) : word);
        text.append(part, end, Math.min(end + 1, part.length()));
        start = end + 1;
      }
    }
    return text.toString();
  }

  private static boolean isOfWord(char symbol) {
    return Character.isLetterOrDigit(symbol) || symbol == '_' || symbol == '.' || symbol == '-';
  }

  /** Whether a word is a decimal number with an exponent or many decimals. */
  private static boolean isLong(String word) {
    int point = word.indexOf('.');
    int exponent = word.indexOf('E');
    int end = exponent < 0 ? word.length() : exponent;
    int first = word.startsWith("-") ? 1 : 0;
    return point > first
        && areDigits(word, first, point)
        && areDigits(word, point + 1, end)
        && (exponent < 0
            ? end - point > MANY_DECIMALS
            : areDigits(word, word.startsWith("-", end + 1) ? end + 2 : end + 1, word.length()));
  }

  private static boolean areDigits(String word, int start, int end) {
    for (int i = start; i < end; i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return start < end;
  }

  /** A number with few digits. */
  static String rounded(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal rounded = new BigDecimal(number).round(DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String shortened(String part) {
    if (part.length() <= LONGEST) {
      return part;
    }
    int[] symbols = part.codePoints().limit(LONGEST + 1).toArray();
    return symbols.length <= LONGEST ? part : new String(symbols, 0, LONGEST - 3) + "...";
  }
}
