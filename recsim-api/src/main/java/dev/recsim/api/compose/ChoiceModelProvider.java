package dev.recsim.api.compose;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Provider;

/**
 * Creates choice models of one type. It is found by {@link java.util.ServiceLoader} and selected in
 * YAML by {@code choice: {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface ChoiceModelProvider<C extends Record> extends Provider<C> {

  /**
   * Creates a choice model.
   *
   * @param options of the choice model
   * @return a choice model
   * @throws InvalidOption if an option cannot be satisfied
   */
  ChoiceModel create(C options);
}
