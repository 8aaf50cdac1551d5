package dev.recsim.serve;

import dev.recsim.api.Observation;
import dev.recsim.served.DecisionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request offers.
 *
 * @param seen what policies see
 * @param ids of the documents, in the order of the observation
 * @param listed whether the request lists the documents
 * @param own whether documents have features of the request; null if none has
 */
record Offer(Observation seen, List<String> ids, boolean listed, boolean[] own) {

  /** The candidates as the log has them: none for the whole catalogue. */
  List<DecisionRecord.Candidate> logged() {
    if (!listed) {
      return List.of();
    }
    List<DecisionRecord.Candidate> all = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      all.add(
          own != null && own[i]
              ? new DecisionRecord.Candidate(
                  ids.get(i),
                  seen.candidates().get(i).topic(),
                  Optional.of(seen.candidates().get(i).features()))
              : DecisionRecord.Candidate.of(ids.get(i)));
    }
    return all;
  }
}
