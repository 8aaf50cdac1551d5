package dev.recsim.policy;

import dev.recsim.api.Environment;
import dev.recsim.api.Space;
import java.util.OptionalInt;

/**
 * An environment with another number of documents.
 *
 * @param catalogued whether all of them are the same in all sessions
 */
record Resized(Environment inside, Space space, boolean catalogued) implements Environment.Wrapper {

  /** A space with another number of documents. */
  static Space space(Space space, int documents) {
    return new Space(
        documents,
        space.slateSize(),
        space.states(),
        space.topics(),
        space.userFeatures(),
        space.documentFeatures(),
        space.signals());
  }

  @Override
  public OptionalInt catalogue() {
    return catalogued ? OptionalInt.of(space.documents()) : OptionalInt.empty();
  }
}
