package dev.recsim.app.replay;

import dev.recsim.json.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Shortens descriptions of users and documents, such as {@code document 7, topic 2, length 4.3}.
 */
final class Words {
  /** Numbers that are rounded: with at least three decimals, or an exponent. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile("(?<![\\w.])-?\\d+\\.(?:\\d{3,}(?:E-?\\d+)?|\\d+E-?\\d+)(?![\\w.])");

  private static final int DIGITS = 3;
  private static final int LONGEST = 80;

  private Words() {}

  /**
   * The parts of a description between commas, with rounded numbers.
   *
   * @param most largest number of parts; parts with the value 0 are left out if there are more
   */
  static List<String> of(String description, int most) {
    List<String> parts = new ArrayList<>(Arrays.asList(description.split(", ", -1)));
    if (parts.size() > most) {
      parts.removeIf(it -> it.endsWith(" 0.0") || it.endsWith(" 0"));
    }
    List<String> some = parts.subList(0, Math.min(most, parts.size()));
    return some.stream().map(Words::rounded).map(Words::shortened).toList();
  }

  private static String rounded(String part) {
    return LONG_NUMBER
        .matcher(part)
        .replaceAll(number -> rounded(Double.parseDouble(number.group())));
  }

  /** A number with few digits. */
  static String rounded(double number) {
    return Double.isFinite(number)
        ? JsonText.significant(number, DIGITS).toPlainString()
        : Double.toString(number);
  }

  private static String shortened(String part) {
    int[] symbols = part.codePoints().limit(LONGEST + 1).toArray();
    return symbols.length <= LONGEST ? part : new String(symbols, 0, LONGEST - 3) + "...";
  }
}
