package dev.recsim.api;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of an environment and the names of its features and signals, from which agents are
 * built.
 *
 * @param documents number of candidate documents; a slate refers to them by index 0 .. documents -
 *     1. If the number of candidates grows during a session, the maximum
 * @param slateSize number of positions of a slate
 * @param states number of states; {@link Observation#state()} is 0 .. states - 1
 * @param topics number of topics; 0 if documents have no topic
 * @param userFeatures names of {@link Observation#user()}
 * @param documentFeatures names of {@link Document#features()}
 * @param signals names of the signals of a {@link Response}
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
   * Checks the numbers, and copies the names.
   *
   * @param documents number of candidate documents
   * @param slateSize number of positions of a slate
   * @param states number of states
   * @param topics number of topics, or 0
   * @param userFeatures names; null for none
   * @param documentFeatures names; null for none
   * @param signals names; null for none
   * @throws IllegalArgumentException if documents, slateSize or states is below 1, or slateSize is
   *     above documents
   */
  public Space {
    userFeatures = copy(userFeatures);
    documentFeatures = copy(documentFeatures);
    signals = copy(signals);
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

  private static List<String> copy(List<String> names) {
    return names == null ? List.of() : List.copyOf(names);
  }

  /**
   * Creates a space for environments whose users have only a state and whose documents have only an
   * index.
   *
   * @param documents number of documents
   * @param slateSize number of positions of a slate
   * @param states number of states
   */
  public Space(int documents, int slateSize, int states) {
    this(documents, slateSize, states, 0, List.of(), List.of(), List.of());
  }

  /**
   * {@return this space with additional user features after the existing ones}
   *
   * @param more names of the additional features
   */
  public Space withUserFeatures(List<String> more) {
    List<String> names = new ArrayList<>(userFeatures);
    names.addAll(more);
    return new Space(documents, slateSize, states, topics, names, documentFeatures, signals);
  }

  /**
   * {@return whether users have only a state and documents only an index: there are no user
   * features and no document features}
   */
  public boolean tabular() {
    return userFeatures.isEmpty() && documentFeatures.isEmpty();
  }
}
