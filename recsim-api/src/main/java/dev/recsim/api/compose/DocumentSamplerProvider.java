package dev.recsim.api.compose;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Provider;

/**
 * Creates document samplers of one type. It is found by {@link java.util.ServiceLoader} and
 * selected in YAML by {@code documents: {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface DocumentSamplerProvider<C extends Record> extends Provider<C> {

  /**
   * Creates a document sampler.
   *
   * @param options of the document sampler
   * @return a document sampler
   * @throws InvalidOption if an option cannot be satisfied
   */
  DocumentSampler create(C options);
}
