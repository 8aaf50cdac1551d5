package dev.recsim.agent.counts;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;

/**
 * Documents that are the same in all sessions: each has the same number everywhere, its {@link
 * dev.recsim.api.Document#id}, or its index if documents have only an index.
 *
 * @param count their number; they are 0 .. count - 1
 */
record NumberedDocuments(int count) {

  /**
   * Checks that an environment has such documents.
   *
   * @param type of the agent, for the message
   * @throws InvalidOption if documents come and go
   */
  static void check(String type, Environment environment) {
    InvalidOption.unless(
        environment.catalogue().orElse(0) == environment.space().documents(),
        "type",
        "an agent of type "
            + type
            + " counts the clicks of each document over all sessions, and needs documents that are"
            + " the same in every session; in a composed environment, write resample: corpus"
            + " without turnover and growth");
  }

  /** Returns the number of a candidate; -1 if it is not one of these documents. */
  int number(Observation seen, int candidate) {
    if (seen.candidates().isEmpty()) {
      return candidate;
    }
    long id = seen.candidates().get(candidate).id();
    return id >= 0 && id < count ? (int) id : -1;
  }

  /**
   * Returns the number of a candidate.
   *
   * @throws IllegalArgumentException if it is not one of these documents
   */
  int known(Observation seen, int candidate) {
    int number = number(seen, candidate);
    if (number < 0) {
      throw new IllegalArgumentException(
          "document %s is none of the environment's, which are 0 to %s"
              .formatted(seen.candidates().get(candidate).id(), count - 1));
    }
    return number;
  }

  /** Returns whether the index of each of these candidates is its number. */
  boolean isNumbered(Observation seen, Slate numbers) {
    int candidates = seen.candidates().size();
    for (int p = 0; candidates > 0 && p < numbers.size(); p++) {
      int number = numbers.document(p);
      if (number >= candidates || seen.candidates().get(number).id() != number) {
        return false;
      }
    }
    return true;
  }
}
