package dev.recsim.api;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Holds values against {@link Range}. */
public final class Ranges {
  private Ranges() {}

  /**
   * For compact constructors: holds every component against the {@link Range} it is annotated with.
   * A null has no range.
   *
   * @param values the components, all of them, in the order of the record
   * @throws InvalidOption naming the first component out of range
   * @throws IllegalArgumentException unless there is a value for each component
   */
  public static void check(Class<? extends Record> type, Object... values) {
    RecordComponent[] components = type.getRecordComponents();
    if (components.length != values.length) {
      throw new IllegalArgumentException(
          "%s has %d components, but %d values are given"
              .formatted(type.getName(), components.length, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      Range range = components[i].getAnnotation(Range.class);
      if (range != null) {
        check(range, components[i].getName(), values[i]);
      }
    }
  }

  private static void check(Range range, String option, Object value) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        check(range, option + "[" + i + "]", list.get(i));
      }
    } else if (value instanceof Number number) {
      violation(range, number.doubleValue())
          .ifPresent(
              message -> {
                throw new InvalidOption(option, message);
              });
    }
  }

  /** What is wrong with the value and what would be right, or empty if it is in range. */
  public static Optional<String> violation(Range range, double value) {
    boolean inside =
        value >= range.min()
            && value <= range.max()
            && value > range.above()
            && value < range.below();
    return inside
        ? Optional.empty()
        : Optional.of("must be " + describe(range) + ", but is " + plain(value));
  }

  private static String describe(Range range) {
    if (Double.isFinite(range.min()) && Double.isFinite(range.max())) {
      return "between " + plain(range.min()) + " and " + plain(range.max());
    }
    String lower =
        Double.isFinite(range.min())
            ? plain(range.min()) + " or more"
            : Double.isFinite(range.above()) ? "above " + plain(range.above()) : "";
    String upper =
        Double.isFinite(range.max())
            ? plain(range.max()) + " or less"
            : Double.isFinite(range.below()) ? "below " + plain(range.below()) : "";
    String both = lower.isEmpty() || upper.isEmpty() ? "" : " and ";
    String text = lower + both + upper;
    return text.isEmpty() ? "a finite number" : text;
  }

  private static String plain(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
