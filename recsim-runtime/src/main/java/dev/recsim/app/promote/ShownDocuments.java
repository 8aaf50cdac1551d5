package dev.recsim.app.promote;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often each document is shown. */
final class ShownDocuments implements StepLog {
  private final Map<Long, Integer> counts = new TreeMap<>();

  @Override
  public boolean wantsDetails(int session) {
    return false;
  }

  @Override
  public void step(Decision decision) {
    Observation seen = decision.seen();
    Slate slate = decision.shown().slate();
    for (int p = 0; p < slate.size(); p++) {
      int index = slate.document(p);
      long id = seen.candidates().isEmpty() ? index : seen.candidates().get(index).id();
      counts.merge(id, 1, Integer::sum);
    }
  }

  /** The numbers of the documents shown most often; of equal ones the lowest number first. */
  List<Long> most(int documents) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(documents)
        .map(Map.Entry::getKey)
        .toList();
  }
}
