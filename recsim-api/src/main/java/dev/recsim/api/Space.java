package dev.recsim.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What an agent needs to know of an environment to be built: its sizes, and the names of what can
 * be seen.
 *
 * @param documents number of candidate documents; a slate names them by index 0 .. documents - 1.
 *     The most there can be, where candidates become more during a session
 * @param slateSize number of positions of a slate
 * @param states number of states an observation distinguishes ({@link Observation#state()} is 0 ..
 *     states - 1)
 * @param topics number of topics of documents; 0 where documents have none
 * @param userFeatures names of {@link Observation#user()}
 * @param documentFeatures names of {@link Document#features()}
 * @param signals names of what a {@link Response} tells of each position
 */
public record Space(
    int documents,
    int slateSize,
    int states,
    int topics,
    List<String> userFeatures,
    List<String> documentFeatures,
    List<String> signals) {
  /**
   * @param documents number of candidate documents
   * @param slateSize number of positions of a slate
   * @param states number of states
   * @param topics number of topics, or 0
   * @param userFeatures names; null for none
   * @param documentFeatures names; null for none
   * @param signals names; null for none
   * @throws IllegalArgumentException if a size is not positive or a slate is larger than the
   *     documents
   */
  public Space {
    userFeatures = userFeatures == null ? List.of() : List.copyOf(userFeatures);
    documentFeatures = documentFeatures == null ? List.of() : List.copyOf(documentFeatures);
    signals = signals == null ? List.of() : List.copyOf(signals);
    if (documents < 1 || slateSize < 1 || states < 1) {
      throw new IllegalArgumentException(
          "sizes must be positive: documents %s, slateSize %s, states %s"
              .formatted(documents, slateSize, states));
    }
    if (slateSize > documents) {
      throw new IllegalArgumentException(
          "a slate of " + slateSize + " cannot be filled from " + documents + " documents");
    }
  }

  /**
   * A space of an environment whose users are states and whose documents are only indices.
   *
   * @param documents number of documents
   * @param slateSize number of positions of a slate
   * @param states number of states
   */
  public Space(int documents, int slateSize, int states) {
    this(documents, slateSize, states, 0, List.of(), List.of(), List.of());
  }

  /**
   * {@return this space with more features of the user, after the existing ones}
   *
   * @param more names of the additional features
   */
  public Space withUserFeatures(List<String> more) {
    List<String> names = new ArrayList<>(userFeatures);
    names.addAll(more);
    return new Space(documents, slateSize, states, topics, names, documentFeatures, signals);
  }

  /**
   * {@return whether the state is all there is to see of a user and the index all of a document}
   */
  public boolean tabular() {
    return userFeatures.isEmpty() && documentFeatures.isEmpty();
  }
}
