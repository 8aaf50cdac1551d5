package dev.recsim.cli.options;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.app.project.UserError;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An option of a verb: a component of its record in {@link VerbOptions}.
 *
 * @param name without the dashes
 * @param property of the goals of Maven
 * @param meaning in Markdown; empty if only goals give it
 * @param value the default; empty if there is none
 * @param otherwise the default in Markdown: the value, or words
 * @param optional whether the component is an {@code Optional}
 */
public record VerbOption(
    String name,
    String property,
    String meaning,
    String value,
    String otherwise,
    OptionType type,
    boolean optional) {

  /** The property, if it is not called as the option. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Property {
    /** {@return the property} */
    String value();
  }

  /** The default in words, in Markdown. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Otherwise {
    /** {@return the words} */
    String value();
  }

  private static final String PREFIX = "recsim.";

  /** The options of records, which are read once: that takes long in a short program. */
  private static final ClassValue<List<VerbOption>> OF_RECORDS =
      new ClassValue<>() {
        @Override
        protected List<VerbOption> computeValue(Class<?> type) {
          List<VerbOption> options = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            if (!component.getType().isRecord()) {
              options.add(of(component));
            }
          }
          return options;
        }
      };

  /** The options of a record in order, without those of records in it. */
  static List<VerbOption> of(Class<?> type) {
    return OF_RECORDS.get(type);
  }

  private static VerbOption of(RecordComponent component) {
    boolean optional = component.getType() == Optional.class;
    Class<?> type =
        optional
            ? (Class<?>)
                ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
            : component.getType();
    String name = Options.key(component.getName()).replace('_', '-');
    String value =
        said(component, Default.class, Default::value).orElse(type == boolean.class ? "false" : "");
    return new VerbOption(
        name,
        said(component, Property.class, Property::value).orElseGet(() -> property(name)),
        said(component, Description.class, Description::value).orElse(""),
        value,
        said(component, Otherwise.class, Otherwise::value)
            .orElse(value.isEmpty() ? "" : "`" + value + "`"),
        OptionType.of(type, component.getAnnotation(Range.class)),
        optional);
  }

  private static <A extends Annotation> Optional<String> said(
      RecordComponent component, Class<A> annotation, Function<A, String> text) {
    return Optional.ofNullable(component.getAnnotation(annotation)).map(text);
  }

  /** The property of an option without another one: {@code recsim.trialTimeout}. */
  private static String property(String name) {
    StringBuilder property = new StringBuilder(PREFIX);
    for (String word : name.split("-")) {
      property
          .append(
              property.length() == PREFIX.length()
                  ? word.charAt(0)
                  : Character.toUpperCase(word.charAt(0)))
          .append(word, 1, word.length());
    }
    return property.toString();
  }

  /** Whether people may give it. */
  public boolean isForPeople() {
    return !meaning.isEmpty();
  }

  /** Whether it needs no value; then it is true. */
  public boolean isFlag() {
    return type.isFlag();
  }

  /**
   * Returns its value.
   *
   * @param given by name; a blank value is none, but of a flag it is true
   */
  Object read(Map<String, String> given) throws UserError {
    String text = given.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      text = isFlag() && given.containsKey(name) ? "true" : value;
    }
    if (optional) {
      return text.isEmpty() ? Optional.empty() : Optional.of(type.read(property, text));
    }
    return type.read(property, text);
  }
}
