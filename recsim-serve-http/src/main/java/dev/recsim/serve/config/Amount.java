package dev.recsim.serve.config;

import dev.recsim.api.InvalidOption;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes with their unit: {@code 50ms}, {@code 1MB}. */
final class Amount {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9}) ?([A-Za-z]+)");

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms",
          Duration.ofMillis(1),
          "s",
          Duration.ofSeconds(1),
          "m",
          Duration.ofMinutes(1),
          "h",
          Duration.ofHours(1),
          "d",
          Duration.ofDays(1));

  private static final Map<String, Long> SIZES =
      Map.of("B", 1L, "kB", 1L << 10, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

  private Amount() {}

  /**
   * Returns a time; null if there is none.
   *
   * @throws InvalidOption if it is not a positive time
   */
  static Duration time(String option, String text) {
    if (text == null) {
      return null;
    }
    Matcher parts = SHAPE.matcher(text);
    boolean known = parts.matches() && TIMES.containsKey(parts.group(2));
    Duration time =
        known
            ? TIMES.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)))
            : Duration.ZERO;
    InvalidOption.unless(
        !time.isZero(),
        option,
        "must be a positive time with its unit, such as 50ms, 10s, 30m, 1h or 7d, not " + text);
    return time;
  }

  /**
   * Returns a number of bytes.
   *
   * @throws InvalidOption if it is not a positive size below 2 GB
   */
  static int bytes(String option, String text) {
    Matcher parts = SHAPE.matcher(text);
    boolean known = parts.matches() && SIZES.containsKey(parts.group(2));
    long bytes = known ? SIZES.get(parts.group(2)) * Long.parseLong(parts.group(1)) : 0;
    InvalidOption.unless(
        bytes > 0 && bytes <= Integer.MAX_VALUE,
        option,
        "must be a size above 0 and below 2GB with its unit, such as 64kB or 1MB, not " + text);
    return (int) bytes;
  }
}
