package dev.recsim.serve.load;

import java.nio.file.Path;

/** Loads promoted policies. */
@FunctionalInterface
public interface PolicyLoader {

  /**
   * {@return the policy of a folder}
   *
   * @param folder of a promoted policy
   * @throws RuntimeException if it cannot be read; says why
   */
  LoadedPolicy load(Path folder);
}
