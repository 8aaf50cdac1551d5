package dev.recsim.api.compose;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Provider;

/**
 * Makes DocumentSamplers of one type; found by {@link java.util.ServiceLoader} and chosen by {@code
 * documents: {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface DocumentSamplerProvider<C extends Record> extends Provider<C> {

  /**
   * Makes one.
   *
   * @param options of the document sampler
   * @return a document sampler
   * @throws InvalidOption if an option cannot be satisfied
   */
  DocumentSampler create(C options);
}
