package dev.recsim.api;

import java.util.function.Supplier;

/**
 * An option of a component has a value it cannot have. Thrown by {@link Options#check}, by the
 * compact constructors of option records and by providers; the reader of the experiment file turns
 * it into an error that names file, line and column of the key.
 */
public final class InvalidOption extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** The component's name, or a path to it. */
  private final String option;

  /**
   * @param option the option's name as a component of its record ({@code topK}), with a path where
   *     it is nested ({@code acceptance.file})
   * @param message what is wrong and what would be right
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
   * Throws unless the condition holds.
   *
   * @param condition what must hold
   * @param option the option's name as a component of its record
   * @param message what is wrong and what would be right
   */
  public static void unless(boolean condition, String option, String message) {
    if (!condition) {
      throw new InvalidOption(option, message);
    }
  }

  /**
   * What the maker makes, whose options stand under a key of others: what it refuses is refused
   * with its path.
   *
   * @param <T> what is made
   * @param key name of the component that holds the options
   * @param maker makes it; may throw {@link InvalidOption}
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
