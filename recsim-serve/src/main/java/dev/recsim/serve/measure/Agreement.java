package dev.recsim.serve.measure;

import dev.recsim.api.Slate;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** How often a policy would have shown what was shown. Thread-safe. */
public final class Agreement {
  /** Number of requests that were compared. */
  public final LongAdder compared = new LongAdder();

  /** Number of requests that were left out because the queue was full. */
  public final LongAdder dropped = new LongAdder();

  /** Number of requests on which the policy failed. */
  public final LongAdder failed = new LongAdder();

  /** Number of equal slates. */
  public final LongAdder sameSlate = new LongAdder();

  /** Number of equal first documents. */
  public final LongAdder sameFirst = new LongAdder();

  /** Sum of the shares of documents that both slates have. */
  public final DoubleAdder overlap = new DoubleAdder();

  /** How long the policy took. */
  public final Latencies latencies = new Latencies();

  /** Creates counters of 0. */
  public Agreement() {}

  void add(Slate shown, Slate beside, long nanos) {
    compared.increment();
    latencies.add(nanos);
    if (shown.equals(beside)) {
      sameSlate.increment();
    }
    if (shown.document(0) == beside.document(0)) {
      sameFirst.increment();
    }
    int both = 0;
    for (int i = 0; i < shown.size(); i++) {
      for (int j = 0; j < beside.size(); j++) {
        both += shown.document(i) == beside.document(j) ? 1 : 0;
      }
    }
    overlap.add((double) both / shown.size());
  }
}
