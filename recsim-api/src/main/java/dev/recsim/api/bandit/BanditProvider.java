package dev.recsim.api.bandit;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Provider;

/**
 * Makes bandits of one type; found by {@link java.util.ServiceLoader} and chosen by {@code bandit:
 * {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface BanditProvider<C extends Record> extends Provider<C> {

  /**
   * Makes one.
   *
   * @param options of the bandit
   * @return a bandit
   * @throws InvalidOption if an option cannot be satisfied
   */
  Bandit create(C options);
}
