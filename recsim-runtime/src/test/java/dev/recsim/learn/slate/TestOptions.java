package dev.recsim.learn.slate;

import java.lang.reflect.RecordComponent;
import java.util.Map;

/** Options for tests. */
final class TestOptions {
  private TestOptions() {}

  /** The defaults with some changed, by component name. */
  static SlateQOptions with(Map<String, Object> changes) {
    RecordComponent[] components = SlateQOptions.class.getRecordComponents();
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        String name = components[i].getName();
        values[i] =
            changes.containsKey(name)
                ? changes.get(name)
                : components[i].getAccessor().invoke(SlateQOptions.DEFAULTS);
      }
      return (SlateQOptions) SlateQOptions.class.getDeclaredConstructors()[0].newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
