package dev.recsim.yaml.binding;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.ExactlyOne;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A mapping whose keys are the components of a record in snake_case.
 *
 * <p>Options of a component ({@link #readOver}) have a default for each key. A record within
 * options is a single value and is never merged with its default: a missing key has the default of
 * its annotation; without one it is null, or an error if the component is primitive. A record
 * within options that has a static factory {@code of(double)} may be written as a number, in the
 * range of its first component.
 */
public final class RecordShape implements Shape {
  private static final ClassValue<RecordShape> OF_OPTIONS =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return of(type.asSubclass(Record.class), null);
        }
      };

  private final Class<? extends Record> type;
  private final List<Field> fields;
  private final Constructor<? extends Record> constructor;

  /** The factory {@code of(double)}, or null. */
  private final Method ofNumber;

  private RecordShape(Class<? extends Record> type, Range range) {
    this.type = type;
    this.fields =
        Arrays.stream(type.getRecordComponents())
            .map(component -> Field.of(component, range))
            .toList();
    try {
      this.constructor =
          type.getDeclaredConstructor(
              fields.stream().map(it -> it.component().getType()).toArray(Class<?>[]::new));
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

  /**
   * Returns the shape of a record.
   *
   * @param range of the components of type double; null if they have their own
   */
  public static RecordShape of(Class<? extends Record> type, Range range) {
    return new RecordShape(type, range);
  }

  public static RecordShape of(Record record) {
    return OF_OPTIONS.get(record.getClass());
  }

  /**
   * Reads an optional section, whose value is that of its defaults if it is missing.
   *
   * @param others keys of the section that are read elsewhere
   * @return empty if it is invalid, with the problems added
   */
  public static <R extends Record> Optional<R> optional(
      Section root, String key, R defaults, List<String> others, Problems problems) {
    Optional<Node> node = root.value(key);
    return node.isEmpty()
        ? Optional.of(defaults)
        : Section.of(node.get(), key, problems)
            .flatMap(it -> RecordShape.of(defaults).readOver(it, defaults, others, "", problems));
  }

  /** Returns the keys, in the order of the record. */
  public List<String> keys() {
    return fields.stream().map(Field::key).toList();
  }

  /**
   * Reads options: the section's values replace the defaults.
   *
   * @param others keys of the section that are not the record's
   * @param label prefix of the record's keys in problems
   * @return empty if something is invalid, with the problems added
   */
  @SuppressWarnings("unchecked") // the constructor is that of the defaults' type
  public <R extends Record> Optional<R> readOver(
      Section section, R defaults, List<String> others, String label, Problems problems) {
    List<String> known = new ArrayList<>(others);
    known.addAll(keys());
    boolean sound = section.rejectUnknown(known, problems);
    Object[] fallback = fields.stream().map(field -> field.of(defaults)).toArray();
    Object[] values = fallback.clone();
    Set<Integer> given = new HashSet<>();
    sound &= readInto(values, given, section, label, problems);
    if (sound) {
      for (String key : missingParts(values)) {
        String message = "%s%s is missing; write \"%2$s: {type: ...}\"".formatted(label, key);
        problems.at(section.node(), message);
        sound = false;
      }
    }
    Field.Making making = () -> constructor.newInstance(values);
    Made made = make(making, section.node(), label, problems);
    // An option that the record refuses is replaced by its default, to find further problems.
    while (given.remove(made.refused)) {
      sound = false;
      values[made.refused] = fallback[made.refused];
      made = make(making, section.node(), label, problems);
    }
    return sound ? made.record.map(record -> (R) record) : Optional.empty();
  }

  /** Returns the keys of parts that options do not have: they are required. */
  public List<String> missingParts(Record options) {
    return missingParts(fields.stream().map(field -> field.of(options)).toArray());
  }

  private List<String> missingParts(Object[] values) {
    return IntStream.range(0, values.length)
        .filter(i -> values[i] == null && fields.get(i).component().getType() == Part.class)
        .mapToObj(i -> fields.get(i).key())
        .toList();
  }

  @Override
  public Optional<Record> read(Node node, String label, Problems problems) {
    if (ofNumber != null && node instanceof ScalarNode) {
      return firstNumber()
          .read(node, label, problems)
          .flatMap(
              number ->
                  make(() -> ofNumber.invoke(null, number), node, label + ".", problems).record);
    }
    String expected = ofNumber == null ? "a mapping" : "a number or a mapping";
    return Section.of(node, label, expected, problems)
        .flatMap(section -> readAll(section, label, problems));
  }

  private Optional<Record> readAll(Section section, String label, Problems problems) {
    boolean sound = section.rejectUnknown(keys(), problems);
    for (Field field : fields) {
      if (field.required() && section.value(field.key()).isEmpty()) {
        problems.at(section.node(), label + " lacks the key \"" + field.key() + "\"; write it too");
        sound = false;
      }
    }
    Object[] values = fields.stream().map(Field::otherwise).toArray();
    sound &= readInto(values, new HashSet<>(), section, label + ".", problems);
    return sound
        ? make(() -> constructor.newInstance(values), section.node(), label + ".", problems).record
        : Optional.empty();
  }

  /**
   * Sets the values of the section.
   *
   * @param given receives the indices of these values
   * @return whether all of them are valid
   */
  private boolean readInto(
      Object[] values, Set<Integer> given, Section section, String label, Problems problems) {
    boolean sound = true;
    for (int i = 0; i < values.length; i++) {
      Field field = fields.get(i);
      Optional<Node> node = section.value(field.key());
      if (node.isPresent()) {
        Optional<?> value =
            field.shape().readOver(node.get(), values[i], label + field.key(), problems);
        sound &= value.isPresent();
        if (value.isPresent()) {
          boolean path = field.component().isAnnotationPresent(InputFile.class);
          values[i] = path ? fromHere(node.get(), value.get(), problems) : value.get();
          given.add(i);
        }
      }
    }
    return sound;
  }

  /** The paths of one file or a list of files, relative to the experiment. */
  private static Object fromHere(Node node, Object paths, Problems problems) {
    return paths instanceof List<?> list
        ? list.stream().map(path -> problems.fromHere(node, (String) path)).toList()
        : problems.fromHere(node, (String) paths);
  }

  /**
   * The result of the record's own checks.
   *
   * @param record empty if they failed
   * @param refused index of the component that they refused, or -1
   */
  private record Made(Optional<Record> record, int refused) {}

  private Made make(Field.Making making, Node node, String label, Problems problems) {
    try {
      Record record = (Record) making.get();
      Options.check(record);
      return new Made(Optional.of(record), -1);
    } catch (InvocationTargetException e) {
      return refuse(e.getCause(), node, label, problems);
    } catch (IllegalArgumentException e) {
      return refuse(e, node, label, problems);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type.getName(), e);
    }
  }

  private Made refuse(Throwable why, Node node, String label, Problems problems) {
    if (why instanceof InvalidOption invalid) {
      Section.add(node, label, invalid, problems);
      String key = Options.key(invalid.option()).split("[.\\[]", 2)[0];
      return new Made(Optional.empty(), keys().indexOf(key));
    }
    if (why instanceof IllegalArgumentException invalid) {
      problems.at(node, subject(label) + invalid.getMessage());
    } else if (why instanceof NullPointerException missing) {
      problems.at(node, subject(label) + "lacks a key: " + missing.getMessage());
    } else {
      String thrown = Components.describe(why);
      problems.at(
          node, subject(label) + "the constructor of " + type.getName() + " threw " + thrown);
    }
    return new Made(Optional.empty(), -1);
  }

  private static String subject(String label) {
    return label.isEmpty() ? "" : label.substring(0, label.length() - 1) + " ";
  }

  private NumberShape firstNumber() {
    return fields.get(0).shape() instanceof NumberShape number && number.type() == double.class
        ? number
        : NumberShape.of(double.class, null);
  }

  /** Returns the values of the record's components. */
  public List<Object> values(Record record) {
    List<Object> values = new ArrayList<>();
    fields.forEach(field -> values.add(field.of(record)));
    return values;
  }

  /** Returns the kinds of parts in its components. */
  public Set<PartShape> parts() {
    Set<PartShape> parts = new LinkedHashSet<>();
    fields.forEach(field -> addParts(field.shape(), parts));
    return parts;
  }

  private static void addParts(Shape shape, Set<PartShape> parts) {
    if (shape instanceof PartShape part) {
      parts.add(part);
    } else if (shape instanceof Shape.Items items) {
      addParts(items.element(), parts);
    } else if (shape instanceof RecordShape record) {
      parts.addAll(record.parts());
    }
  }

  /** Returns the record with its parts changed, also those in nested records. */
  @SuppressWarnings("unchecked") // the constructor is that of the record's type
  public <R extends Record> R withParts(R record, UnaryOperator<Part<?>> change) {
    Object[] values = fields.stream().map(field -> field.withParts(record, change)).toArray();
    return (R) Field.invoke(() -> constructor.newInstance(values));
  }

  @Override
  public Map<String, Object> tree(Object value) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Field field : fields) {
      Object component = field.of((Record) value);
      if (component != null) {
        tree.put(field.key(), field.shape().tree(component));
      }
    }
    return tree;
  }

  @Override
  public Map<String, Object> declared(Object value) {
    return declared((Record) value, null);
  }

  /**
   * Returns a record as a tree without the components that are defaults.
   *
   * @param defaults a record of the same type; null for those of the annotations
   */
  public Map<String, Object> declared(Record record, Record defaults) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Field field : fields) {
      Object value = field.of(record);
      Object otherwise = defaults == null ? field.otherwise() : field.of(defaults);
      if (value != null && !field.areSame(value, otherwise)) {
        tree.put(field.key(), field.shape().declared(value));
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
    if (type.isAnnotationPresent(ExactlyOne.class)) {
      schema.put("minProperties", BigDecimal.ONE);
      schema.put("maxProperties", BigDecimal.ONE);
    }
    return ofNumber == null ? schema : Shape.map("anyOf", List.of(firstNumber().schema(), schema));
  }

  /**
   * Returns the JSON Schema of each key.
   *
   * @param defaults written into the schema, unless null
   */
  public Map<String, Object> properties(Record defaults) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field field : fields) {
      Map<String, Object> property = new LinkedHashMap<>();
      if (field.description() != null) {
        property.put("description", field.description().value());
      }
      Object value = defaults == null ? null : field.of(defaults);
      property.putAll(field.shape().schema(value));
      if (value != null) {
        property.put("default", field.shape().tree(value));
      }
      properties.put(field.key(), property);
    }
    return properties;
  }
}
