package dev.recsim.experimentfile.binding;

import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import java.util.ArrayList;
import java.util.List;

/** The parts that options are made of. */
public final class Parts {
  private Parts() {}

  /** The providers of all parts in the options, and of parts in parts. */
  public static List<Provider<?>> providers(Record options) {
    List<Provider<?>> providers = new ArrayList<>();
    RecordShape.of(options).values(options).forEach(value -> add(value, providers));
    return providers;
  }

  private static void add(Object value, List<Provider<?>> providers) {
    if (value instanceof Part<?> part) {
      providers.add(part.provider());
      providers.addAll(providers(part.options()));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> add(item, providers));
    } else if (value instanceof Record nested) {
      providers.addAll(providers(nested));
    }
  }
}
