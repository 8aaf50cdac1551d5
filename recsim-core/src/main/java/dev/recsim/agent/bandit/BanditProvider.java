package dev.recsim.agent.bandit;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Provider;

/**
 * Creates bandits of one type. It is found by {@link java.util.ServiceLoader} and selected in YAML
 * by {@code bandit: {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface BanditProvider<C extends Record> extends Provider<C> {

  /**
   * Creates a bandit.
   *
   * @param options of the bandit
   * @return a bandit
   * @throws InvalidOption if an option cannot be satisfied
   */
  Bandit create(C options);
}
