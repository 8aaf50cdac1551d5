package dev.recsim.serve;

import dev.recsim.served.Outcome;
import java.util.List;

/**
 * The answer to a request.
 *
 * @param decision id of the decision, 32 hexadecimal digits; names it in an {@link Outcome}
 * @param documents ids of the documents to show, best first
 * @param propensities of each document, given those above it; null for a fallback. Not copied
 * @param policy name of the policy; of an interleaved slate both, such as {@code old+new}
 * @param arm name of the unit's arm
 * @param credit of an interleaved slate, the name of the policy that gets the credit for the
 *     document at each position; otherwise empty
 * @param fallback why the fallback slate is shown: {@code time_limit} or {@code error}; null if the
 *     policy chose the slate
 */
public record Ranking(
    String decision,
    List<String> documents,
    double[] propensities,
    String policy,
    String arm,
    List<String> credit,
    String fallback) {}
