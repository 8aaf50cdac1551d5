package dev.recsim.live.file;

/**
 * The time in a cell, without copying. It is a date ({@code 2026-01-31}, its first instant), a date
 * and a time ({@code 2026-01-31T12:00:00.25}, seconds and their fraction optional, a blank instead
 * of {@code T}) with {@code Z}, an offset ({@code +01:00}, {@code +0100}, {@code +01}), or nothing
 * for UTC, or a number of 10 digits, the seconds since 1970, with or without a fraction, or of 13,
 * the milliseconds. Years are 1970 to 2199, numbers from 2001 on.
 */
final class EventTime {
  /** What {@link #parse} returns for other texts. */
  static final long NONE = Long.MIN_VALUE;

  /** What is allowed, for messages. */
  static final String FORM =
      "a time such as 2026-01-31T12:00:00Z, 2026-01-31 12:00:00 (UTC) or 2026-01-31, or seconds"
          + " (10 digits) or milliseconds (13 digits) since 1970";

  static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400;
  private static final int SECONDS = 10;
  private static final int MILLIS = 13;
  private static final int[] BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

  private EventTime() {}

  /** Nanoseconds since 1970, or {@link #NONE}. */
  static long parse(byte[] bytes, int from, int to) {
    if (to - from < 10 || bytes[from + 4] != '-') {
      return number(bytes, from, to);
    }
    int year = digits(bytes, from, 4, to);
    int month = digits(bytes, from + 5, 2, to);
    int day = digits(bytes, from + 8, 2, to);
    if (bytes[from + 7] != '-' || year < 1970 || year > 2199 || month < 1 || month > 12) {
      return NONE;
    }
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0;
    int length = BEFORE[month] - BEFORE[month - 1] + (month == 2 ? leap : 0);
    if (day < 1 || day > length) {
      return NONE;
    }
    int past = year - 1;
    long days = past * 365L + past / 4 - past / 100 + past / 400 - 719_162;
    days += BEFORE[month - 1] + (month > 2 ? leap : 0) + day - 1;
    return to - from == 10 ? days * DAY * SECOND : clock(bytes, from + 10, to, days * DAY);
  }

  private static long clock(byte[] bytes, int i, int to, long date) {
    byte mark = bytes[i];
    int hour = digits(bytes, i + 1, 2, to);
    int minute = digits(bytes, i + 4, 2, to);
    boolean sound = mark == 'T' || mark == ' ' || mark == 't';
    if (!sound || hour < 0 || hour > 23 || minute < 0 || minute > 59 || bytes[i + 3] != ':') {
      return NONE;
    }
    i += 6;
    int second = 0;
    long nanos = 0;
    if (i < to && bytes[i] == ':') {
      second = digits(bytes, i + 1, 2, to);
      if (second < 0 || second > 59) {
        return NONE;
      }
      i += 3;
      if (i < to && bytes[i] == '.') {
        int end = ++i;
        while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
          end++;
        }
        nanos = fraction(bytes, i, end);
        i = end;
      }
    }
    long offset = offset(bytes, i, to);
    if (nanos < 0 || offset == NONE) {
      return NONE;
    }
    return (date + hour * 3600L + minute * 60L + second - offset) * SECOND + nanos;
  }

  /** Seconds east of Greenwich. */
  private static long offset(byte[] bytes, int i, int to) {
    if (i == to || i == to - 1 && (bytes[i] == 'Z' || bytes[i] == 'z')) {
      return 0;
    }
    int hours = digits(bytes, i + 1, 2, to);
    int colon = to - i == 6 && bytes[i + 3] == ':' ? 1 : 0;
    int minutes = to - i == 3 ? 0 : digits(bytes, i + 3 + colon, 2, to);
    boolean length = to - i == 3 || to - i == 5 + colon;
    if (!length || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    long seconds = hours * 3600L + minutes * 60L;
    return bytes[i] == '+' ? seconds : bytes[i] == '-' ? -seconds : NONE;
  }

  private static long number(byte[] bytes, int from, int to) {
    int i = from;
    long value = 0;
    while (i < to && i - from <= MILLIS && bytes[i] >= '0' && bytes[i] <= '9') {
      value = 10 * value + bytes[i++] - '0';
    }
    if (bytes[Math.min(from, bytes.length - 1)] == '0') {
      return NONE;
    }
    if (i - from == MILLIS && i == to) {
      return value * 1_000_000 >= 7_258_118_400L * SECOND ? NONE : value * 1_000_000;
    }
    if (i - from != SECONDS || value >= 7_258_118_400L) {
      return NONE;
    }
    if (i == to) {
      return value * SECOND;
    }
    long nanos = bytes[i] == '.' ? fraction(bytes, i + 1, to) : NONE;
    return nanos < 0 ? NONE : value * SECOND + nanos;
  }

  /** Nanoseconds of the digits after a point; below 0 if there is none, or another character. */
  private static long fraction(byte[] bytes, int from, int to) {
    long nanos = from < to ? 0 : NONE;
    long unit = SECOND;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      unit /= 10;
      nanos += unit * digit;
    }
    return nanos;
  }

  /** Below 0 unless all are digits. */
  private static int digits(byte[] bytes, int from, int count, int to) {
    if (from + count > to) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }
}
