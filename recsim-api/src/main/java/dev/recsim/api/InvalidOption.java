package dev.recsim.api;

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

  /**
   * @param option the option's name as a component of its record ({@code topK}), with a path where
   *     it is nested ({@code acceptance.file})
   * @param message what is wrong and what is allowed
   */
  public InvalidOption(String option, String message) {
    super(message);
    this.option = option;
  }

  /** {@return the option's name as a component of its record, with a path where it is nested} */
  public String option() {
    return option;
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
      throw new InvalidOption(key + "." + e.option(), e.getMessage());
    }
  }
}
