package dev.recsim.fit.world;

import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.util.Objects;

/** Checks slates. */
public final class SlateCheck {
  private SlateCheck() {}

  /**
   * Returns the slate.
   *
   * @throws IllegalArgumentException if it is too large or shows a document twice
   * @throws IndexOutOfBoundsException if a document does not exist
   */
  public static Slate checked(Slate slate, Space space) {
    if (slate.size() > space.slateSize()) {
      throw new IllegalArgumentException(
          "a slate has at most %s documents, but %s has more".formatted(space.slateSize(), slate));
    }
    for (int k = 0; k < slate.size(); k++) {
      Objects.checkIndex(slate.document(k), space.documents());
      for (int above = 0; above < k; above++) {
        if (slate.document(above) == slate.document(k)) {
          throw new IllegalArgumentException(slate + " shows a document twice");
        }
      }
    }
    return slate;
  }
}
