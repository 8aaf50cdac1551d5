package dev.recsim.serve.log;

import dev.recsim.served.DecisionRecord;
import dev.recsim.served.EventRecord;
import dev.recsim.served.Outcome;

/**
 * Takes what a server decided and what came of it. {@link FileSink} writes files; others can send
 * records to a queue. Thread-safe. No call waits for a disk or a network, and none throws because a
 * record is lost: losses are counted in {@link #status}. Records and their arrays must not change
 * after they are passed.
 */
public interface DecisionSink extends AutoCloseable {
  /** Takes nothing. */
  DecisionSink NONE =
      new DecisionSink() {
        @Override
        public void decision(DecisionRecord decision) {}

        @Override
        public void outcome(Outcome outcome) {}

        @Override
        public void event(EventRecord event) {}

        @Override
        public SinkStatus status() {
          return new SinkStatus(0, 0, 0, null);
        }

        @Override
        public void close() {}
      };

  /** Takes a decision. The sink hashes the unit, and sets sequence number and time. */
  void decision(DecisionRecord decision);

  /** Takes an outcome. Its time is that of this call. */
  void outcome(Outcome outcome);

  /**
   * Takes an event. The first one is an {@link EventRecord.Start}; another one follows each reload
   * of a policy.
   */
  void event(EventRecord event);

  /** What was written and lost so far. */
  SinkStatus status();

  /** Writes what waits, for a few seconds at most, and ends the sink. Later records are lost. */
  @Override
  void close();
}
