package dev.recsim.explain.shown;

/**
 * A decision of an agent.
 *
 * @param session number of the session
 * @param step step in the session, from 0
 * @param groups group of the document at each position
 * @param clicked whether it was clicked
 * @param user see {@link UserGroups#value}
 * @param choices number of documents to choose from
 * @param bits negative binary logarithm of the probability of the slate; NaN if unknown
 */
record Row(
    int session,
    int step,
    int[] groups,
    boolean[] clicked,
    double user,
    int choices,
    double bits) {}
