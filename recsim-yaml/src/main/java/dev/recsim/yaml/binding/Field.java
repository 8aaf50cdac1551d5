package dev.recsim.yaml.binding;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.YamlFile;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A component of a record and its key.
 *
 * @param description for editors; null if there is none
 */
record Field(String key, RecordComponent component, Shape shape, Description description) {
  static Field of(RecordComponent component, Range ofRecord) {
    boolean inherits = ofRecord != null && component.getType() == double.class;
    Range range = inherits ? ofRecord : component.getAnnotation(Range.class);
    return new Field(
        Options.key(component.getName()),
        component,
        Shape.of(component.getGenericType(), range),
        component.getAnnotation(Description.class));
  }

  boolean required() {
    return component.getType().isPrimitive() && !component.isAnnotationPresent(Default.class);
  }

  Object withParts(Record record, UnaryOperator<Part<?>> change) {
    Object value = of(record);
    if (value instanceof Record nested && shape instanceof RecordShape inner) {
      return InvalidOption.inside(component.getName(), () -> inner.withParts(nested, change));
    }
    return value instanceof Part<?> part
        ? InvalidOption.inside(component.getName(), () -> change.apply(part))
        : value;
  }

  /** The default of the annotation; null if there is none. */
  Object otherwise() {
    Default otherwise = component.getAnnotation(Default.class);
    Problems problems = new Problems(Path.of(key));
    return otherwise == null
        ? null
        : YamlFile.value(otherwise.value(), key, problems)
            .flatMap(node -> shape.read(node, key, problems))
            .orElseThrow(() -> new IllegalStateException(component + " has no such default"));
  }

  /** Whether two values are written the same. */
  boolean areSame(Object value, Object other) {
    return other != null && shape.tree(value).equals(shape.tree(other));
  }

  Object of(Record record) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return invoke(() -> accessor.invoke(record));
  }

  @FunctionalInterface
  interface Making {
    Object get() throws ReflectiveOperationException;
  }

  static Object invoke(Making making) {
    try {
      return making.get();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
