package dev.recsim.serve;

import dev.recsim.serve.load.PolicyLoader;

/** Loads promoted policies. */
final class PromotedLoader {
  static final PolicyLoader LOADER =
      folder -> {
        throw new IllegalArgumentException("promoted policies cannot be loaded yet: " + folder);
      };

  private PromotedLoader() {}
}
