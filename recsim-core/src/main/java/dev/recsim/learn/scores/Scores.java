package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.List;

/**
 * Scores the documents from which a policy draws: all candidates, or a sample of a catalogue, which
 * is the same until another is drawn. Documents have numbers among these. As a policy it shows the
 * documents with the largest scores of all, largest first.
 */
public interface Scores extends Policy.Deterministic {

  /** The scores that are learned, [observations x documents]. */
  Value scores(Tape on, List<Observation> observations);

  /** The scores of an observation, [1 x documents], valid until the next call. */
  Value scores(Observation observation);

  /** The document of a number. */
  default int document(int number) {
    return number;
  }

  /** The number of a document; negative if the policy does not draw it. */
  default int number(int document) {
    return document;
  }

  /** Draws another sample; the one before is learned from, in which numbers stay the same. */
  default void draw(RandomKey key) {}

  /** Call it after the networks have changed. */
  default void forget() {}
}
