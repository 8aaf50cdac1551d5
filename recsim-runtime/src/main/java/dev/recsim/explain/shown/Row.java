package dev.recsim.explain.shown;

import dev.recsim.api.Step.Status;

/**
 * A decision of an agent.
 *
 * @param session number of the session
 * @param step step in the session, from 0
 * @param documents number of the document at each position
 * @param groups its group
 * @param clicked whether it was clicked
 * @param user see {@link UserGroups#value}
 * @param choices number of documents to choose from
 * @param bits negative binary logarithm of the probability of the slate; NaN if unknown
 * @param value the agent's estimate of the return; NaN if it has none
 * @param reward reward of the step
 * @param status whether the session continues
 */
record Row(
    int session,
    int step,
    long[] documents,
    int[] groups,
    boolean[] clicked,
    double user,
    int choices,
    double bits,
    double value,
    double reward,
    Status status) {}
