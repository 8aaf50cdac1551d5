package dev.recsim.logs.served;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A decision, and what came of it. */
public final class ServedDecision {
  /**
   * A document that could be shown.
   *
   * @param topic -1 if it is not known
   * @param features empty if the log lacks them
   */
  public record Candidate(String id, int topic, Optional<double[]> features) {
    static Candidate of(String id) {
      return new Candidate(id, -1, Optional.empty());
    }
  }

  /** A fault that makes the decision useless, and where it is. */
  public record Broken(ServedFault fault, Path file, long line) {}

  /** Sequence number. */
  public long sequence;

  /** Milliseconds since 1970. */
  public long time;

  public String id = "";

  /** Empty if it is not known, as the texts below. */
  public String unit = "";

  public String session = "";
  public String arm = "";
  public String policy = "";
  public String state = "";
  public double[] user = {};
  public final List<Candidate> candidates = new ArrayList<>();
  public final List<String> slate = new ArrayList<>();

  /** Probability of each position given those above it; empty if they are not known. */
  public double[] propensities = {};

  /** Whether two policies share the slate. */
  public boolean interleaved;

  /** Why a fallback was served; empty if a policy decided. */
  String fallback = "";

  /** Whether it has an outcome. */
  public boolean answered;

  /** Rewards of positions; NaN if only that of the slate is known. */
  public double[] rewards;

  public double reward;
  public boolean[] clicked;

  /** Status of its outcome; empty if it has none. */
  public String status = "";

  /** Its first fault. */
  public Optional<Broken> broken = Optional.empty();

  private Path path;
  private long line;

  /** When it came, by the clock of the reader: the latest time so far. */
  long came;

  /** Its session. */
  ServedSession of;

  /** Number of the server that wrote it. */
  int server;

  void at(int writer, Path written, long writtenLine) {
    server = writer;
    path = written;
    line = writtenLine;
  }

  /** Keeps the first fault. */
  void fault(ServedFault fault, Path file, long faultLine) {
    if (broken.isEmpty()) {
      broken = Optional.of(new Broken(fault, file, faultLine));
    }
  }

  /** Whether no policy decided. */
  public boolean isFallback() {
    return !fallback.isEmpty();
  }

  /** The file that it is in. */
  public Path file() {
    return path;
  }

  /** Its line in the file, 1-based. */
  public long line() {
    return line;
  }

  /** No outcome came: nothing was earned. */
  void begin() {
    rewards = new double[slate.size()];
    clicked = new boolean[slate.size()];
  }

  /** Adds an outcome, or an additional one. */
  void add(ServedOutcome outcome) {
    boolean first = !answered;
    answered = true;
    status = outcome.status.isEmpty() ? status : outcome.status;
    reward += outcome.total();
    for (int click : outcome.clicks) {
      clicked[click] = true;
    }
    for (int p = 0; p < rewards.length; p++) {
      double more = rewards.length == 1 ? outcome.total() : position(outcome, p);
      rewards[p] = first ? more : rewards[p] + more;
    }
  }

  private static double position(ServedOutcome outcome, int position) {
    boolean known = outcome.rewards.length == 0 ? Double.isNaN(outcome.reward) : sums(outcome);
    if (!known) {
      return Double.NaN;
    }
    if (outcome.rewards.length > 0) {
      return outcome.rewards[position];
    }
    double count = 0;
    for (int click : outcome.clicks) {
      count += click == position ? 1 : 0;
    }
    return count;
  }

  /** Whether the reward is that of the positions. */
  private static boolean sums(ServedOutcome outcome) {
    if (Double.isNaN(outcome.reward)) {
      return true;
    }
    double sum = 0;
    double size = 0;
    for (double each : outcome.rewards) {
      sum += each;
      size += Math.abs(each);
    }
    return Math.abs(sum - outcome.reward) <= 1e-9 * size;
  }
}
