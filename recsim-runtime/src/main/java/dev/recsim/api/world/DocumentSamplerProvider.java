package dev.recsim.api.world;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Part;
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
   * @throws InvalidOption if an option cannot be satisfied
   */
  DocumentSampler create(C options);

  /** Makes what a part describes. */
  @SuppressWarnings("unchecked") // a part's options are of its provider's type
  static DocumentSampler create(Part<? extends DocumentSamplerProvider<?>> part) {
    return ((DocumentSamplerProvider<Record>) part.provider()).create(part.options());
  }
}
