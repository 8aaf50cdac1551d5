package dev.recsim.agent.layer;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The documents of a slate, independent of their indices.
 *
 * @param ids by position; indices in environments whose documents have no ids
 */
record SlateDocuments(List<Long> ids) {

  static SlateDocuments of(Observation seen, Slate slate) {
    List<Document> candidates = seen.candidates();
    LongStream ids =
        IntStream.range(0, slate.size())
            .mapToLong(
                i ->
                    candidates.isEmpty()
                        ? slate.document(i)
                        : candidates.get(slate.document(i)).id());
    return new SlateDocuments(ids.boxed().toList());
  }

  /**
   * Returns the slate that shows these documents again; empty if one of them is no longer a
   * candidate.
   */
  Optional<Slate> again(Observation seen) {
    int[] slate = new int[ids.size()];
    for (int i = 0; i < slate.length; i++) {
      slate[i] = index(seen.candidates(), ids.get(i));
      if (slate[i] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(Slate.of(slate));
  }

  private static int index(List<Document> candidates, long id) {
    if (candidates.isEmpty()) {
      return Math.toIntExact(id);
    }
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).id() == id) {
        return i;
      }
    }
    return -1;
  }
}
