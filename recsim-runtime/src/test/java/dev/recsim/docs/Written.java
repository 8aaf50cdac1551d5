package dev.recsim.docs;

import dev.recsim.api.Part;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Values of options as experiment files write them. */
final class Written {
  private Written() {}

  /** Null where nothing stands for the value. */
  static String of(Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value == null ? null : value.toString();
    }
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Written::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Part<?> part) {
      StringJoiner mapping = new StringJoiner(", ", "{", "}");
      mapping.add("type: " + part.provider().name());
      addComponents(part.options(), part.provider().defaults(), mapping);
      return mapping.toString();
    }
    Record record = (Record) value;
    if (isConstant(record)) {
      return of(component(record, record.getClass().getRecordComponents()[0]));
    }
    StringJoiner mapping = new StringJoiner(", ", "{", "}");
    addComponents(record, null, mapping);
    return mapping.toString();
  }

  /** Those that are given, and differ from the defaults if there are any. */
  private static void addComponents(Record record, Record defaults, StringJoiner mapping) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String text = of(component(record, component));
      String usual = defaults == null ? null : of(component(defaults, component));
      if (text != null && !text.equals(usual)) {
        mapping.add(dev.recsim.api.Options.key(component.getName()) + ": " + text);
      }
    }
  }

  /** Whether a number is enough to write it. */
  private static boolean isConstant(Record record) {
    try {
      Object first = component(record, record.getClass().getRecordComponents()[0]);
      return record.getClass().getMethod("of", double.class).invoke(null, first).equals(record);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  static Object component(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
