package dev.recsim.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Annotations of records of options, and methods that check the options and change single ones. See
 * {@link Provider}.
 */
public final class Options {
  /** The default type of each class of providers, which loops may ask for. */
  static final ClassValue<String> TYPES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> provider) {
          return key(provider.getSimpleName().replaceFirst("Provider$", ""));
        }
      };

  /**
   * Describes an option (record component) or a type (provider class) in one sentence. Editors show
   * it as hover text.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
  public @interface Description {
    /** {@return the sentence} */
    String value();
  }

  /**
   * Sets the default value of an option, written as in YAML: {@code 0.1}, {@code epsilon_greedy},
   * {@code [64, 64]}, {@code {start: 1, end: 0.2, updates: 600}}. The default of an option without
   * this annotation is null.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Default {
    /** {@return the value} */
    String value();
  }

  /**
   * Limits the value of a numeric option. On a list it applies to each element, on a nested record
   * to each component of type double. A text with a range may be written as a number in it. Values
   * must be finite in any case.
   *
   * <p>The reader of experiment files, the JSON Schema and {@link Options#check} all use it.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Range {
    /** {@return the smallest value allowed} */
    double min() default Double.NEGATIVE_INFINITY;

    /** {@return the largest value allowed} */
    double max() default Double.POSITIVE_INFINITY;

    /** {@return the number that the value must be greater than} */
    double above() default Double.NEGATIVE_INFINITY;

    /** {@return the number that the value must be less than} */
    double below() default Double.POSITIVE_INFINITY;

    /** {@return the smallest length of a list; of the outermost one if lists are nested} */
    int minLength() default 0;
  }

  /**
   * Marks a record of alternatives: exactly one component is not null. Checked like a {@link
   * Range}.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  public @interface ExactlyOne {}

  /**
   * Marks a text option as the path of a file, or a list of texts as paths of files, relative to
   * the experiment file. The files must exist. Their bytes are part of the fingerprint, so a trial
   * runs again when they change. Providers get the folder when they create a component. An
   * environment, agent or metric must read no other files: recsim would use a stored trial again
   * although they have changed. The contracts of environments and agents test that.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface InputFile {
    /**
     * {@return whether the path may have placeholders of {@linkplain ExternalAgentProvider.Trials
     * trials} Such a path names no file until they are filled in.}
     */
    boolean perTrial() default false;
  }

  private Options() {}

  /**
   * Checks options and the records nested in them. Readers of options and providers call it, so
   * option records do not check the range of single components themselves.
   *
   * @param record the options to check
   * @throws InvalidOption if a component is out of range; names the first one
   * @throws IllegalArgumentException if a record of alternatives does not have exactly one
   *     component
   */
  public static void check(Record record) {
    RecordComponent[] components = DefaultOptions.COMPONENTS.get(record.getClass());
    Object[] values = Arrays.stream(components).map(c -> component(record, c)).toArray();
    long given = Arrays.stream(values).filter(Objects::nonNull).count();
    if (record.getClass().isAnnotationPresent(ExactlyOne.class) && given != 1) {
      List<String> names = Arrays.stream(components).map(c -> key(c.getName())).toList();
      throw new IllegalArgumentException(
          "needs exactly one of "
              + String.join(", ", names.subList(0, names.size() - 1))
              + " and "
              + names.get(names.size() - 1)
              + ", but has "
              + given);
    }
    for (int i = 0; i < values.length; i++) {
      Range range = components[i].getAnnotation(Range.class);
      if (range != null && values[i] != null) {
        check(range, components[i].getName(), values[i]);
      }
      checkInside(components[i].getName(), values[i]);
    }
  }

  /**
   * {@return options with the values of their {@link Default} annotations}
   *
   * @param <C> type of the options
   * @param type of the options
   */
  public static <C extends Record> C defaults(Class<C> type) {
    return DefaultOptions.of(type);
  }

  /**
   * Copies options and changes one of them.
   *
   * @param <C> type of the options
   * @param options the options; not changed
   * @param key of the option in YAML, for example {@code learning_rate}
   * @param value of the option's type; null for an optional one
   * @return a copy with the new value
   * @throws IllegalArgumentException if there is no such option, or the value is not of its type
   */
  public static <C extends Record> C with(C options, String key, Object value) {
    RecordComponent[] components = DefaultOptions.COMPONENTS.get(options.getClass());
    Class<?>[] types = Arrays.stream(components).map(c -> c.getType()).toArray(Class<?>[]::new);
    List<String> keys = Arrays.stream(components).map(c -> key(c.getName())).toList();
    if (!keys.contains(key)) {
      throw new IllegalArgumentException("there is no option " + key + ", only " + keys);
    }
    Object[] values = Arrays.stream(components).map(c -> component(options, c)).toArray();
    values[keys.indexOf(key)] = value;
    try {
      @SuppressWarnings("unchecked")
      Constructor<C> constructor =
          (Constructor<C>) options.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " cannot be " + value + ": " + e.getMessage(), e);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Copies options and sets those that are null, for defaults that depend on the environment.
   *
   * @param <C> type of the options
   * @param options the options; not changed
   * @param values values by the key of the option in YAML; keys that are no options are ignored
   * @return a copy without nulls where there are values
   * @throws IllegalArgumentException if a value is not of the type of its option
   */
  public static <C extends Record> C complete(C options, Map<String, ?> values) {
    C complete = options;
    for (RecordComponent component : DefaultOptions.COMPONENTS.get(options.getClass())) {
      Object value = values.get(key(component.getName()));
      if (value != null && component(options, component) == null) {
        complete = with(complete, key(component.getName()), value);
      }
    }
    return complete;
  }

  /**
   * Finds the {@linkplain InputFile files} that options name, in the order of their components,
   * also in nested records and in the options of parts.
   *
   * @param options the options
   * @param found gets the YAML key of the option, with dots for nested ones, and the path of the
   *     file
   */
  public static void files(Record options, BiConsumer<String, String> found) {
    for (RecordComponent component : DefaultOptions.COMPONENTS.get(options.getClass())) {
      String key = key(component.getName());
      Object value = component(options, component);
      if (value instanceof Part<?> part) {
        files(part.options(), (path, file) -> found.accept(key + "." + path, file));
      } else if (value instanceof Record nested) {
        files(nested, (path, file) -> found.accept(key + "." + path, file));
      } else if (value != null && component.isAnnotationPresent(InputFile.class)) {
        boolean perTrial = component.getAnnotation(InputFile.class).perTrial();
        List<?> paths = value instanceof List<?> list ? list : List.of(value);
        paths.stream()
            .map(String.class::cast)
            .filter(path -> !perTrial || !ExternalAgentProvider.Trials.differ(path))
            .forEach(path -> found.accept(key, path));
      }
    }
  }

  private static void checkInside(String option, Object value) {
    if (value instanceof Record record) {
      InvalidOption.inside(
          option,
          () -> {
            check(record);
            return record;
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        checkInside(option + "[" + i + "]", list.get(i));
      }
    }
  }

  private static void check(Range range, String option, Object value) {
    if (value instanceof List<?> list) {
      InvalidOption.unless(
          list.size() >= range.minLength(), option, shorterThan(range.minLength(), list.size()));
      checkElements(range, option, list);
    } else if (value instanceof Record record) {
      for (RecordComponent component : DefaultOptions.COMPONENTS.get(record.getClass())) {
        if (component.getType() == double.class) {
          check(range, option + "." + component.getName(), component(record, component));
        }
      }
    } else if (value instanceof Number number) {
      Optional<String> wrong = violation(range, number.doubleValue());
      InvalidOption.unless(wrong.isEmpty(), option, wrong.orElse(""));
    }
  }

  private static void checkElements(Range range, String option, List<?> list) {
    for (int i = 0; i < list.size(); i++) {
      String element = option + "[" + i + "]";
      if (list.get(i) instanceof List<?> inner) {
        checkElements(range, element, inner);
      } else {
        check(range, element, list.get(i));
      }
    }
  }

  private static Object component(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * {@return the YAML key of a component: {@code doc_num} for {@code docNum}; dots and brackets of
   * a path are kept}
   *
   * @param component name of a record component
   */
  public static String key(String component) {
    return DefaultOptions.key(component);
  }

  /**
   * {@return an error message if the number is out of range, or empty}
   *
   * @param range the numbers allowed
   * @param value the number to check
   */
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

  /**
   * {@return the error message for a list that is too short}
   *
   * @param minLength the smallest length allowed
   * @param length the length of the list
   */
  public static String shorterThan(int minLength, int length) {
    return "needs " + minLength + " or more values, but has " + length;
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
    if (lower.isEmpty() && upper.isEmpty()) {
      return "a finite number";
    }
    return lower.isEmpty() ? upper : upper.isEmpty() ? lower : lower + " and " + upper;
  }

  private static String plain(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  /** Thrown if a file named by an option cannot be used. */
  public static final class InvalidFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Path file;

    /** 1-based; 0 if unknown. */
    private final int line;

    /** 1-based; 0 if unknown. */
    private final int column;

    /**
     * Creates an error at a position in a file.
     *
     * @param file the file
     * @param line 1-based, or 0 if unknown
     * @param column 1-based, or 0 if unknown
     * @param message what is wrong and what is allowed
     */
    public InvalidFile(Path file, int line, int column, String message) {
      super(message);
      this.file = file;
      this.line = line;
      this.column = column;
    }

    /** {@return the file} */
    public Path file() {
      return file;
    }

    /** {@return the line, 1-based, or 0 if unknown} */
    public int line() {
      return line;
    }

    /** {@return the column, 1-based, or 0 if unknown} */
    public int column() {
      return column;
    }
  }
}
