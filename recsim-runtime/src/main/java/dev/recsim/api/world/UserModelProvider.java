package dev.recsim.api.world;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;

/**
 * Makes UserModels of one type; found by {@link java.util.ServiceLoader} and chosen by {@code user:
 * {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface UserModelProvider<C extends Record> extends Provider<C> {

  /**
   * Makes one.
   *
   * @throws InvalidOption if an option cannot be satisfied
   */
  UserModel create(C options);

  /** Makes what a part describes. */
  @SuppressWarnings("unchecked") // a part's options are of its provider's type
  static UserModel create(Part<? extends UserModelProvider<?>> part) {
    return ((UserModelProvider<Record>) part.provider()).create(part.options());
  }
}
