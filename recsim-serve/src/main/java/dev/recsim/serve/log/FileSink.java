package dev.recsim.serve.log;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.Daemon;
import dev.recsim.served.DecisionRecord;
import dev.recsim.served.DecisionRecord.Candidate;
import dev.recsim.served.EventRecord;
import dev.recsim.served.Outcome;
import dev.recsim.served.RecordText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Appends records to files of JSON lines. Callers put records into a bounded queue without a lock;
 * one thread writes them, whole records at a time. They reach the operating system at once, and are
 * forced to the disk after a second. If the disk is full or slow, records wait until the queue is
 * full; more are lost. A record takes its sequence number when it comes, so that each lost one is a
 * gap.
 */
public final class FileSink implements DecisionSink {
  /** How long {@link #close} waits for the disk. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final LogFolder folder;
  private final FileSinkOptions options;
  private final LongSupplier clock;
  private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final LongAdder lost = new LongAdder();
  private final LogWriter writer;
  private final Thread thread;
  private volatile boolean full;
  private volatile boolean idle;
  private volatile boolean closed;

  /**
   * A record that waits.
   *
   * @param bytes about how many bytes of memory it needs
   */
  record Entry(long sequence, long time, Object record, int bytes) {}

  /**
   * Opens the folder, and repairs what a killed process left.
   *
   * @throws InvalidFile if another server writes to the folder, or it cannot be written
   * @throws InvalidOption if the environment variable of the salt is missing
   */
  public static FileSink open(FileSinkOptions options) {
    return open(options, Disk::real, System::currentTimeMillis, System::getenv);
  }

  static FileSink open(
      FileSinkOptions options, Disk disk, LongSupplier clock, UnaryOperator<String> environment) {
    LogFolder folder = LogFolder.open(options.folder());
    try {
      Optional<UnaryOperator<String>> hashes =
          Optional.of(options)
              .filter(FileSinkOptions::hashed)
              .map(it -> UnitHashes.open(it, environment)::of);
      LogWriter writer =
          new LogWriter(
              folder, disk, options.rotate(), new RecordText(hashes, options.saltEnv()), clock);
      folder = null;
      return new FileSink(writer, options, clock);
    } finally {
      LogFolder.closeQuietly(folder);
    }
  }

  private FileSink(LogWriter writer, FileSinkOptions options, LongSupplier clock) {
    this.writer = writer;
    this.folder = writer.folder();
    this.options = options;
    this.clock = clock;
    thread = Daemon.start(this::work, "recsim-log");
  }

  @Override
  public void decision(DecisionRecord decision) {
    List<Candidate> candidates = decision.seen().candidates();
    int features =
        candidates.stream().findFirst().flatMap(Candidate::features).map(it -> it.length).orElse(0);
    int each = 64 + 8 * features;
    int others = 8 * decision.seen().user().length + 80 * decision.shown().slate().size();
    put(decision, 512 + others + candidates.size() * each);
  }

  @Override
  public void outcome(Outcome outcome) {
    put(outcome, 256 + 256 * outcome.signals().size());
  }

  @Override
  public void event(EventRecord event) {
    put(event, 1 << 12);
  }

  private void put(Object record, int bytes) {
    if (closed) {
      lost.increment();
      return;
    }
    long sequence = folder.nextSequence();
    if (waitingBytes.addAndGet(bytes) > options.queue()) {
      waitingBytes.addAndGet(-bytes);
      lost.increment();
      full = true;
      return;
    }
    waiting.incrementAndGet();
    queue.add(new Entry(sequence, clock.getAsLong(), record, bytes));
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private void work() {
    while (true) {
      // Read before the queue: what came before the end is written.
      boolean last = closed;
      Entry entry = queue.poll();
      if (entry != null) {
        writer.append(entry);
        waitingBytes.addAndGet(-entry.bytes());
        waiting.decrementAndGet();
        full &= waitingBytes.get() > options.queue() / 2;
        continue;
      }
      writer.commit();
      full = false;
      if (last) {
        break;
      }
      rest(writer.force());
    }
    writer.end();
  }

  /** Waits for the next record, or until something must be forced to the disk. */
  private void rest(long nanos) {
    idle = true;
    if (queue.isEmpty() && !closed) {
      LockSupport.parkNanos(this, nanos);
    }
    idle = false;
  }

  @Override
  public SinkStatus status() {
    String reason = writer.failure();
    if (reason == null && full) {
      reason = "the disk is too slow for the log, and records are lost";
    }
    return new SinkStatus(
        writer.written(), lost.sum() + writer.lost(), waiting.get() + writer.buffered(), reason);
  }

  @Override
  public void close() {
    boolean interrupted = false;
    synchronized (this) {
      if (!closed) {
        writer.deadline(System.nanoTime() + PATIENCE);
        closed = true;
      }
    }
    LockSupport.unpark(thread);
    try {
      thread.join(TimeUnit.NANOSECONDS.toMillis(2 * PATIENCE));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    // A thread that a disk still holds keeps the lock.
    for (Entry late = queue.poll(); late != null && !thread.isAlive(); late = queue.poll()) {
      waiting.decrementAndGet();
      lost.increment();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
