package dev.recsim.api;

import java.util.Set;

/**
 * Makes components of one type, found by {@link java.util.ServiceLoader} and chosen in YAML by
 * {@code type: <name>}.
 *
 * @param <C> record of options. It is the schema: the component names are the YAML keys (in
 *     snake_case), {@link Default} the defaults, {@link Range} and {@link Options.ExactlyOne} the
 *     values allowed, {@link Description} the hover text, {@link Options.InputFile} what names a
 *     file; rules between options are the compact constructor's, which throws {@link
 *     InvalidOption}. A component of type {@link Part} is a component chosen by name in its turn.
 */
public interface Provider<C extends Record> {

  /** {@return the type's name in YAML, snake_case; unique among providers of one kind} */
  String name();

  /** {@return the options where the file says nothing: those that {@link Default} states} */
  default C defaults() {
    return Defaults.of(this);
  }

  /**
   * {@return the optional modules of recsim that a component with these options needs, such as
   * {@code recsim-dl4j}} Parts inside the options answer for themselves.
   *
   * @param options of the component
   */
  default Set<String> modules(C options) {
    return Set.of();
  }
}
