package dev.recsim.serve;

import dev.recsim.serve.log.DecisionRecord;
import dev.recsim.serve.log.DecisionSink;
import dev.recsim.serve.log.EventRecord;
import dev.recsim.serve.log.OutcomeRecord;
import dev.recsim.serve.log.SinkStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps records for tests. */
final class MemorySink implements DecisionSink {
  final List<DecisionRecord> decisions = new CopyOnWriteArrayList<>();
  final List<OutcomeRecord> outcomes = new CopyOnWriteArrayList<>();
  final List<EventRecord> events = new CopyOnWriteArrayList<>();
  boolean closed;

  @Override
  public void decision(DecisionRecord decision) {
    decisions.add(decision);
  }

  @Override
  public void outcome(OutcomeRecord outcome) {
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
