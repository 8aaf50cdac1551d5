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

  /**
   * {@return the scores that are learned, [observations x documents]}
   *
   * @param on records the result
   * @param observations the observations
   */
  Value scores(Tape on, List<Observation> observations);

  /**
   * {@return the scores of an observation, [1 x documents], valid until the next call}
   *
   * @param observation the observation
   */
  Value scores(Observation observation);

  /**
   * {@return the document of a number}
   *
   * @param number of the document among those that have scores
   */
  default int document(int number) {
    return number;
  }

  /**
   * {@return the number of a document; negative if the policy does not draw it}
   *
   * @param document index among the candidates
   */
  default int number(int document) {
    return document;
  }

  /**
   * Draws another sample; the one before is learned from, in which numbers stay the same.
   *
   * @param key all randomness
   */
  default void draw(RandomKey key) {}

  /** Forgets what was computed; call it after the networks have changed. */
  default void forget() {}
}
