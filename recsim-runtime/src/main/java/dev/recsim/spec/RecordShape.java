package dev.recsim.spec;

import dev.recsim.api.Description;
import dev.recsim.api.InputFile;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Range;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A mapping with the components of a record as keys, in snake_case.
 *
 * <p>Options of a component ({@link #readOver}) have defaults, key by key. A record nested in them
 * is a value of its own and is never mixed with its default: a key left out is null there, or an
 * error where the component is primitive. A nested record with a static factory {@code of(double)}
 * may be written as a number, in the range of its first component.
 */
final class RecordShape implements Shape {
  private final Class<? extends Record> type;
  private final List<Field> fields;
  private final Constructor<? extends Record> constructor;

  /** {@code of(double)}, or null. */
  private final Method ofNumber;

  private record Field(
      String key, RecordComponent component, Shape shape, Description description) {
    static Field of(RecordComponent component) {
      return new Field(
          Names.snake(component.getName()),
          component,
          Shape.of(component.getGenericType(), component.getAnnotation(Range.class)),
          component.getAnnotation(Description.class));
    }

    boolean required() {
      return component.getType().isPrimitive();
    }

    Object of(Record record) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return invoke(() -> accessor.invoke(record));
    }
  }

  private RecordShape(Class<? extends Record> type) {
    this.type = type;
    this.fields = Arrays.stream(type.getRecordComponents()).map(Field::of).toList();
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      this.constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
    this.ofNumber =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals("of") && method.getReturnType() == type)
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(
                method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {double.class}))
            .findFirst()
            .orElse(null);
  }

  static RecordShape of(Class<? extends Record> type) {
    return new RecordShape(type);
  }

  static RecordShape of(Record record) {
    return of(record.getClass());
  }

  /** The keys, in the order of the record. */
  List<String> keys() {
    return fields.stream().map(Field::key).toList();
  }

  /**
   * Options: the defaults, with what the section gives in their place.
   *
   * @param others keys of the section that are not the record's
   * @param label what the record's keys are prefixed with in problems
   * @return null if something is wrong, with the problems added
   */
  <R extends Record> R readOver(
      Section section, R defaults, List<String> others, String label, Problems problems) {
    List<String> known = new ArrayList<>(others);
    known.addAll(keys());
    section.rejectUnknown(known, problems);
    Object[] fallback = fields.stream().map(field -> field.of(defaults)).toArray();
    @SuppressWarnings("unchecked")
    R record = (R) read(section, fallback, label, problems);
    return record;
  }

  @Override
  public Record read(Node node, String label, Problems problems) {
    if (ofNumber != null && node instanceof ScalarNode) {
      Object number = firstNumber().read(node, label, problems);
      return number == null
          ? null
          : make(() -> ofNumber.invoke(null, number), node, label + ".", problems, option -> false);
    }
    Optional<Section> section = Section.of(node, label, problems);
    if (section.isEmpty()) {
      return null;
    }
    section.get().rejectUnknown(keys(), problems);
    int before = problems.count();
    fields.stream()
        .filter(field -> field.required() && section.get().value(field.key).isEmpty())
        .forEach(
            field ->
                problems.at(node, label + " lacks the key \"" + field.key + "\"; write it too"));
    Record record = read(section.get(), null, label + ".", problems);
    return problems.count() > before ? null : record;
  }

  /** Without a fallback, what is left out is null. */
  private Record read(Section section, Object[] fallback, String label, Problems problems) {
    Object[] values = fallback == null ? new Object[fields.size()] : fallback.clone();
    Set<Integer> given = new LinkedHashSet<>();
    boolean complete = true;
    for (int i = 0; i < values.length; i++) {
      Field field = fields.get(i);
      Optional<Node> node = section.value(field.key);
      if (node.isPresent()) {
        Object value = field.shape.read(node.get(), label + field.key, problems);
        if (value == null) {
          complete = false;
        } else {
          values[i] = value;
          given.add(i);
        }
      } else if (fallback == null && field.required()) {
        complete = false;
      }
    }
    if (fallback == null) {
      return complete
          ? make(() -> constructor.newInstance(values), section.node(), label, problems, o -> false)
          : null;
    }
    // An option that the record refuses gives way to its default, to hear what else is wrong.
    Record record =
        make(
            () -> constructor.newInstance(values),
            section.node(),
            label,
            problems,
            option -> {
              int index = index(option);
              boolean again = given.remove(index);
              if (again) {
                values[index] = fallback[index];
              }
              return again;
            });
    return complete ? record : null;
  }

  private int index(String option) {
    String key = Names.snake(option).split("[.\\[]", 2)[0];
    return keys().indexOf(key);
  }

  /**
   * Runs the record's own checks.
   *
   * @param again whether to try again without that option
   * @return null if something is wrong, with the problems added
   */
  private Record make(
      Making making, Node node, String label, Problems problems, Predicate<String> again) {
    boolean wrong = false;
    while (true) {
      try {
        Record record = (Record) making.get();
        return wrong ? null : record;
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof InvalidOption invalid) {
          Section.add(node, label, invalid, problems);
          wrong = true;
          if (!again.test(invalid.option())) {
            return null;
          }
        } else if (e.getCause() instanceof IllegalArgumentException invalid) {
          problems.at(node, subject(label) + invalid.getMessage());
          return null;
        } else if (e.getCause() instanceof NullPointerException missing) {
          problems.at(node, subject(label) + "lacks a key: " + missing.getMessage());
          return null;
        } else {
          throw new IllegalStateException("cannot make " + type.getName(), e.getCause());
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot make " + type.getName(), e);
      }
    }
  }

  private static String subject(String label) {
    return label.isEmpty() ? "" : label.substring(0, label.length() - 1) + " ";
  }

  @FunctionalInterface
  private interface Making {
    Object get() throws ReflectiveOperationException;
  }

  private static Object invoke(Making making) {
    try {
      return making.get();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private NumberShape firstNumber() {
    return fields.get(0).shape instanceof NumberShape number && number.type() == double.class
        ? number
        : NumberShape.of(double.class, null);
  }

  /** Calls back with label and text of every file the record names. */
  void files(Record record, BiConsumer<String, String> found) {
    for (Field field : fields) {
      Object value = field.of(record);
      if (value instanceof Record nested && field.shape instanceof RecordShape shape) {
        shape.files(nested, (path, file) -> found.accept(field.key + "." + path, file));
      } else if (value instanceof String file
          && field.component.isAnnotationPresent(InputFile.class)) {
        found.accept(field.key, file);
      }
    }
  }

  @Override
  public Map<String, Object> tree(Object value) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Field field : fields) {
      Object component = field.of((Record) value);
      if (component != null) {
        tree.put(field.key, field.shape.tree(component));
      }
    }
    return tree;
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema =
        Shape.map("type", "object", "properties", properties(null), "additionalProperties", false);
    List<String> required = fields.stream().filter(Field::required).map(Field::key).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return ofNumber == null ? schema : Shape.map("anyOf", List.of(firstNumber().schema(), schema));
  }

  /**
   * JSON Schema of each key.
   *
   * @param defaults stated too, unless null
   */
  Map<String, Object> properties(Record defaults) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field field : fields) {
      Map<String, Object> property = new LinkedHashMap<>();
      if (field.description != null) {
        property.put("description", field.description.value());
      }
      property.putAll(field.shape.schema());
      Object value = defaults == null ? null : field.of(defaults);
      if (value != null) {
        property.put("default", field.shape.tree(value));
      }
      properties.put(field.key, property);
    }
    return properties;
  }
}
