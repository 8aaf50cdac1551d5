package dev.recsim.serve;

import dev.recsim.serve.log.DecisionSink;
import dev.recsim.serve.log.SinkStatus;
import dev.recsim.served.DecisionRecord;
import dev.recsim.served.EventRecord;
import dev.recsim.served.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps records for tests. */
final class MemorySink implements DecisionSink {
  final List<DecisionRecord> decisions = new CopyOnWriteArrayList<>();
  final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  final List<EventRecord> events = new CopyOnWriteArrayList<>();
  boolean closed;

  @Override
  public void decision(DecisionRecord decision) {
    decisions.add(decision);
  }

  @Override
  public void outcome(Outcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public void event(EventRecord event) {
    events.add(event);
  }

  @Override
  public SinkStatus status() {
    return new SinkStatus(decisions.size(), 3, 0, "the disk is full");
  }

  @Override
  public void close() {
    closed = true;
  }
}
