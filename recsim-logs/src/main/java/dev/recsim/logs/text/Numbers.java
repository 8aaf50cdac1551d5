package dev.recsim.logs.text;

import java.nio.charset.StandardCharsets;

/** Numbers and times in the bytes of a field. */
public final class Numbers {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Digits of which every number is exact as a double. */
  private static final int EXACT_DIGITS = 15;

  private static final long DAY = 86_400;

  private Numbers() {}

  /**
   * The number that {@link Double#parseDouble} reads; NaN if the bytes are not a finite decimal
   * number. Blanks around it are ignored.
   */
  public static double parse(byte[] bytes, int from, int to) {
    while (from < to && bytes[from] == ' ') {
      from++;
    }
    while (from < to && bytes[to - 1] == ' ') {
      to--;
    }
    int i = from;
    boolean negative = i < to && bytes[i] == '-';
    if (negative || i < to && bytes[i] == '+') {
      i++;
    }
    long digits = 0;
    int count = 0;
    int point = -1;
    int start = i;
    for (; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
        count += digits > 0 ? 1 : 0;
      } else if (bytes[i] == '.' && point < 0) {
        point = i;
      } else {
        return general(bytes, from, to);
      }
      if (count > EXACT_DIGITS) {
        return general(bytes, from, to);
      }
    }
    int fraction = point < 0 ? 0 : to - point - 1;
    if (i - start - (point < 0 ? 0 : 1) < 1 || fraction >= POWERS.length) {
      return general(bytes, from, to);
    }
    double value = fraction == 0 ? digits : digits / POWERS[fraction];
    return negative ? -value : value;
  }

  /** Reads any form, slowly. */
  private static double general(byte[] bytes, int from, int to) {
    boolean digit = false;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      boolean one = b >= '0' && b <= '9';
      digit |= one;
      if (!one && b != '.' && b != '-' && b != '+' && b != 'e' && b != 'E') {
        return Double.NaN;
      }
    }
    if (!digit) {
      return Double.NaN;
    }
    try {
      double value =
          Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * A time: a number as it is, or seconds since 1970 of a time such as {@code 2026-01-31}, {@code
   * 2026-01-31 12:00:00.25} or {@code 2026-01-31T12:00:00+01:00}; NaN if it is neither.
   */
  public static double time(byte[] bytes, int from, int to) {
    if (!isDate(bytes, from, to)) {
      return parse(bytes, from, to);
    }
    double date =
        DAY * days(digits(bytes, from, 4), digits(bytes, from + 5, 2), digits(bytes, from + 8, 2));
    int i = from + 10;
    if (i == to) {
      return date;
    }
    if (to - i < 9 || bytes[i + 3] != ':' || bytes[i + 6] != ':') {
      return Double.NaN;
    }
    double seconds =
        3600 * digits(bytes, i + 1, 2) + 60 * digits(bytes, i + 4, 2) + digits(bytes, i + 7, 2);
    i += 9;
    if (i < to && bytes[i] == '.') {
      int end = i + 1;
      while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
        end++;
      }
      seconds += parse(bytes, i, end);
      i = end;
    }
    return date + seconds - offset(bytes, i, to);
  }

  /** Whether a field has the form of a date, with or without a time. */
  public static boolean isDate(byte[] bytes, int from, int to) {
    return to - from >= 10 && bytes[from + 4] == '-' && bytes[from + 7] == '-';
  }

  /** Seconds east of Greenwich; 0 without a zone. */
  private static double offset(byte[] bytes, int i, int to) {
    if (i == to || i == to - 1 && bytes[i] == 'Z') {
      return 0;
    }
    boolean valid = (to - i == 6 && bytes[i + 3] == ':') && (bytes[i] == '+' || bytes[i] == '-');
    if (!valid) {
      return Double.NaN;
    }
    double seconds = 3600 * digits(bytes, i + 1, 2) + 60 * digits(bytes, i + 4, 2);
    return bytes[i] == '-' ? -seconds : seconds;
  }

  /** NaN unless all are digits. */
  private static double digits(byte[] bytes, int from, int count) {
    double value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = bytes[i] - '0';
      value = digit >= 0 && digit <= 9 ? 10 * value + digit : Double.NaN;
    }
    return value;
  }

  private static int length(double year, double month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Days since 1970-01-01 in the Gregorian calendar; NaN if there is no such day. */
  private static double days(double year, double month, double day) {
    if (!(month >= 1 && month <= 12 && day >= 1 && day <= length(year, month))
        || Double.isNaN(year)) {
      return Double.NaN;
    }
    // Years from March, so that the leap day is the last: Hinnant, "chrono-compatible low-level
    // date algorithms", days_from_civil.
    long y = (long) year - (month <= 2 ? 1 : 0);
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153 * ((long) month + (month > 2 ? -3 : 9)) + 2) / 5 + (long) day - 1;
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
  }
}
