package dev.recsim.logs.served;

import dev.recsim.served.DecisionRecord;
import dev.recsim.served.Outcome;
import dev.recsim.served.ServedFault;
import dev.recsim.served.ServedLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A decision, and what came of it. */
public final class ServedDecision {
  /** A fault that makes the decision useless, and where it is. */
  public record Broken(ServedFault fault, Path file, long line) {}

  /** What was decided. */
  public final DecisionRecord record;

  /** Sequence number. */
  final long sequence;

  /** Milliseconds since 1970. */
  public final long time;

  /** Whether it has an outcome. */
  public boolean answered;

  /** Rewards of positions; NaN if only that of the slate is known. */
  public final double[] rewards;

  public double reward;
  public final boolean[] clicked;

  /** Status of its outcome; empty if it has none. */
  public String status = "";

  /** Its first fault. */
  public Optional<Broken> broken = Optional.empty();

  private final Path path;
  private final long line;

  /** When it came, by the clock of the reader: the latest time so far. */
  long came;

  /** Its session. */
  ServedSession of;

  /** Number of the server that wrote it. */
  final int server;

  ServedDecision(ServedLine read, int server, Path path) {
    record = read.decision();
    sequence = read.sequence;
    time = read.time;
    line = read.line;
    this.server = server;
    this.path = path;
    rewards = new double[slate().size()];
    clicked = new boolean[slate().size()];
  }

  /** Ids of the documents shown. */
  public List<String> slate() {
    return record.shown().slate();
  }

  /** Probability of each position given those above it; empty if they are not known. */
  public double[] propensities() {
    return record.shown().propensities();
  }

  /** Keeps the first fault. */
  void fault(ServedFault fault, Path file, long faultLine) {
    if (broken.isEmpty()) {
      broken = Optional.of(new Broken(fault, file, faultLine));
    }
  }

  /** Whether no policy decided. */
  public boolean isFallback() {
    return !record.shown().fallback().isEmpty();
  }

  /** The file that it is in. */
  public Path file() {
    return path;
  }

  /** Its line in the file, 1-based. */
  public long line() {
    return line;
  }

  /** Adds an outcome, or an additional one. */
  void add(Outcome outcome) {
    boolean first = !answered;
    answered = true;
    status = outcome.status() == null ? status : outcome.status();
    reward += outcome.total();
    for (int click : outcome.positions()) {
      clicked[click] = true;
    }
    for (int p = 0; p < rewards.length; p++) {
      double more = rewards.length == 1 ? outcome.total() : position(outcome, p);
      rewards[p] = first ? more : rewards[p] + more;
    }
  }

  private static double position(Outcome outcome, int position) {
    boolean known = outcome.rewards() == null ? outcome.reward() == null : sums(outcome);
    if (!known) {
      return Double.NaN;
    }
    if (outcome.rewards() != null) {
      return outcome.rewards()[position];
    }
    double count = 0;
    for (int click : outcome.positions()) {
      count += click == position ? 1 : 0;
    }
    return count;
  }

  /** Whether the reward is that of the positions. */
  private static boolean sums(Outcome outcome) {
    if (outcome.reward() == null) {
      return true;
    }
    double sum = 0;
    double size = 0;
    for (double each : outcome.rewards()) {
      sum += each;
      size += Math.abs(each);
    }
    return Math.abs(sum - outcome.reward()) <= 1e-9 * size;
  }
}
