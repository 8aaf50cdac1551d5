package dev.recsim.yaml.binding;

import dev.recsim.api.Part;
import java.util.ArrayList;
import java.util.List;

/** The parts in options. */
public final class Parts {
  private Parts() {}

  /** Returns all parts in the options, and the parts in parts. */
  public static List<Part<?>> of(Record options) {
    List<Part<?>> parts = new ArrayList<>();
    RecordShape.of(options).values(options).forEach(value -> add(value, parts));
    return parts;
  }

  private static void add(Object value, List<Part<?>> parts) {
    if (value instanceof Part<?> part) {
      parts.add(part);
      parts.addAll(of(part.options()));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> add(item, parts));
    } else if (value instanceof Record nested) {
      parts.addAll(of(nested));
    }
  }
}
