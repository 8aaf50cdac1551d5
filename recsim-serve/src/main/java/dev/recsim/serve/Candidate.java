package dev.recsim.serve;

import java.util.Map;

/**
 * A document that a request offers.
 *
 * @param id of the document, not empty
 * @param topic index of its topic; -1 if it has none, or if the catalogue has it
 * @param features its features by name; null to take topic and features from the catalogue
 */
public record Candidate(String id, int topic, Map<String, Double> features) {

  /**
   * {@return a document of the catalogue}
   *
   * @param id of the document
   */
  public static Candidate of(String id) {
    return new Candidate(id, -1, null);
  }
}
