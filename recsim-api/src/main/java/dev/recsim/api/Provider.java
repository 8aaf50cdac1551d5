package dev.recsim.api;

import java.util.Set;

/**
 * Creates components of one type. It is found by {@link java.util.ServiceLoader} and selected in
 * YAML by {@code type: <name>}.
 *
 * @param <C> record of options. It defines the YAML schema. The names of its components are the
 *     keys (in snake_case). {@link Options.Default} sets the defaults, {@link Options.Range} and
 *     {@link Options.ExactlyOne} the allowed values, {@link Options.Description} the hover text,
 *     {@link Options.InputFile} marks paths of files. The compact constructor checks rules between
 *     options and throws {@link InvalidOption}. A component of type {@link Part} is selected by
 *     name in turn
 */
public interface Provider<C extends Record> {

  /**
   * {@return the type's name in YAML, snake_case; unique among providers of one kind} By default
   * that of the class without {@code Provider}: {@code PositionBasedProvider} creates {@code type:
   * position_based}.
   */
  default String name() {
    return Options.TYPES.get(getClass());
  }

  /** {@return the default options; by default those of the {@link Options.Default} annotations} */
  default C defaults() {
    return DefaultOptions.of(this);
  }

  /**
   * {@return the optional modules of recsim that a component with these options needs, such as
   * {@code recsim-dl4j}} Leave out the modules of nested parts: their providers are asked
   * separately.
   *
   * @param options of the component
   */
  default Set<String> modules(C options) {
    return Set.of();
  }
}
