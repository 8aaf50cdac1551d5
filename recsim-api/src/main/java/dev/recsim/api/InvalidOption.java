package dev.recsim.api;

import java.util.List;
import java.util.function.Supplier;

/**
 * Thrown if an option has a value that is not allowed: by {@link Options#check}, by the compact
 * constructors of option records and by providers. The reader of the experiment file reports it
 * with file, line and column of the key.
 */
public final class InvalidOption extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Name of the record component, or a path to it. */
  private final String option;

  private final String given;
  private final transient List<String> known;

  /**
   * Creates a message about an option.
   *
   * @param option the option's name as a component of its record ({@code topK}), with a path where
   *     it is nested ({@code acceptance.file})
   * @param message what is wrong and what is allowed
   */
  public InvalidOption(String option, String message) {
    this(option, message, null, List.of());
  }

  private InvalidOption(String option, String message, String given, List<String> known) {
    super(message);
    this.option = option;
    this.given = given;
    this.known = known;
  }

  /**
   * {@return an error for the name of something that does not exist; the reader of the experiment
   * file adds the nearest name}
   *
   * @param option the option's name as a component of its record
   * @param message what is wrong
   * @param given the name
   * @param known the names that exist
   */
  public static InvalidOption unknown(
      String option, String message, String given, List<String> known) {
    return new InvalidOption(option, message, given, List.copyOf(known));
  }

  /** {@return the option's name as a component of its record, with a path where it is nested} */
  public String option() {
    return option;
  }

  /** {@return the name that does not exist; null if the error is another one} */
  public String given() {
    return given;
  }

  /** {@return the names that exist; empty if the error is not about a name} */
  public List<String> known() {
    return known == null ? List.of() : known;
  }

  /**
   * Throws an {@code InvalidOption} if the condition is false.
   *
   * @param condition false if the option is invalid
   * @param option the option's name as a component of its record
   * @param message what is wrong and what is allowed
   */
  public static void unless(boolean condition, String option, String message) {
    if (!condition) {
      throw new InvalidOption(option, message);
    }
  }

  /**
   * Calls the maker of a component whose options are nested under a key of other options. An {@code
   * InvalidOption} of the maker is thrown again with the key before its path.
   *
   * @param <T> type of the component
   * @param key name of the component that holds the options
   * @param maker creates the component; may throw {@link InvalidOption}
   * @return what the maker returned
   */
  public static <T> T inside(String key, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (InvalidOption e) {
      throw new InvalidOption(key + "." + e.option(), e.getMessage(), e.given(), e.known());
    }
  }
}
