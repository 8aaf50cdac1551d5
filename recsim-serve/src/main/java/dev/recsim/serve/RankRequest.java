package dev.recsim.serve;

import java.util.List;
import java.util.Map;

/**
 * Asks for a slate.
 *
 * @param unit id of what is assigned to an arm, usually the user; not empty
 * @param session id of the session; null if there is none
 * @param state label or number of the user's state; null for users without states
 * @param user features of the user by name
 * @param candidates documents to choose from; empty for the whole catalogue
 * @param key randomness of the decision: the same request, arms and key give the same slate; null
 *     to draw it
 */
public record RankRequest(
    String unit,
    String session,
    String state,
    Map<String, Double> user,
    List<Candidate> candidates,
    Long key) {

  /**
   * {@return a request with a drawn key, without session and state}
   *
   * @param unit id of what is assigned to an arm
   * @param user features of the user by name
   * @param candidates documents to choose from; empty for the whole catalogue
   */
  public static RankRequest of(String unit, Map<String, Double> user, List<Candidate> candidates) {
    return new RankRequest(unit, null, null, user, candidates, null);
  }
}
