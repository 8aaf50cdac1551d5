package dev.recsim.live.judge;

import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.Forecast;
import dev.recsim.live.TestData.Count;
import dev.recsim.rule.Margin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A live test up to its last look.
 *
 * @param name of the experiment file, with slashes
 * @param file of the data, as in the file
 * @param alpha error rate of each bound
 * @param arms control first
 * @param looks in the order of time
 * @param plan what was planned
 * @param ratio whether units are shared as declared
 * @param refusals why nothing is decided; empty if something is
 * @param warnings for the reader
 * @param counts what was read and left out
 * @param treatments decision and metrics of each treatment
 * @param segments parts of the units, which decide nothing
 */
public record LiveTestResult(
    String name,
    String title,
    String file,
    double alpha,
    List<Arm> arms,
    List<LookAt> looks,
    Planned plan,
    Ratio ratio,
    List<String> refusals,
    List<String> warnings,
    List<Count> counts,
    List<Treatment> treatments,
    List<InSegment> segments) {

  /** Decisions, the most urgent first. */
  public static final List<Decision> BY_URGENCY =
      List.of(Decision.STOP, Decision.SHIP, Decision.CONTINUE, Decision.END);

  public LiveTestResult {
    arms = List.copyOf(arms);
    looks = List.copyOf(looks);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
    counts = List.copyOf(counts);
    treatments = List.copyOf(treatments);
    segments = List.copyOf(segments);
  }

  /** The same test with its segments. */
  public LiveTestResult with(List<InSegment> parts) {
    return with(refusals, treatments, parts);
  }

  private LiveTestResult with(List<String> refused, List<Treatment> judged, List<InSegment> parts) {
    return new LiveTestResult(
        name, title, file, alpha, arms, looks, plan, ratio, refused, warnings, counts, judged,
        parts);
  }

  /**
   * A metric of a treatment in a part of the units.
   *
   * @param segment such as country=DE
   * @param exploration whether it was not declared in advance, so that there is no verdict
   */
  public record InSegment(String segment, boolean exploration, String arm, OfMetric metric) {}

  /**
   * An arm.
   *
   * @param share declared
   * @param units assigned up to the last look
   */
  public record Arm(String name, double share, long units) {}

  /**
   * A look.
   *
   * @param end exclusive; null if the data have no time
   * @param day since the start, such as 17; NaN without time
   * @param units assigned to each arm
   * @param logEvidence against the declared shares
   */
  public record LookAt(Instant end, double day, List<Long> units, double logEvidence) {
    /** Units of all arms. */
    public long all() {
      return units.stream().mapToLong(it -> it).sum();
    }
  }

  /**
   * The plan.
   *
   * @param days null if none are planned
   * @param units null if none are planned
   * @param over whether it is over; without a plan, it never is
   * @param days of a look interval; NaN for a single look
   */
  public record Planned(Integer days, Long units, boolean over, double interval) {
    /** Whether there is a plan. */
    public boolean exists() {
      return days != null || units != null;
    }
  }

  /**
   * The sample ratio.
   *
   * @param refused whether the shares are not those that were declared
   * @param threshold of the log evidence
   * @param pValue of a test that is looked at once; NaN for others
   * @param planned units of the whole test, to which the evidence is tuned
   */
  public record Ratio(boolean refused, double threshold, double pValue, double planned) {
    /** Whether the test is looked at only once. */
    public boolean once() {
      return !Double.isNaN(pValue);
    }
  }

  /** What a metric is for. */
  public enum Role {
    BEATS,
    NOT_WORSE,
    GUARD,
    /** Neither claimed nor guarded: it can stop a test. */
    WATCHED
  }

  /**
   * A treatment.
   *
   * @param decision on it; null if the test is refused
   * @param decided index of the look at which it fell; -1 if it is CONTINUE or END
   * @param due metrics that it is due to
   * @param metrics of the file, in its order
   */
  public record Treatment(
      String arm, Decision decision, int decided, List<String> due, List<OfMetric> metrics) {
    public Treatment {
      due = List.copyOf(due);
      metrics = List.copyOf(metrics);
    }
  }

  /**
   * A metric of a treatment.
   *
   * @param higherIsBetter whether more is better
   * @param margin tolerated loss
   * @param threshold gain at exactly the margin; NaN if there is none
   * @param exact whether bounds are exact; otherwise they are planned or hold at any time
   * @param control its value in the control at the last look; NaN if unknown
   * @param treatment its value in the treatment
   * @param results of each look; empty if it is refused
   * @param forecast what the plan's end will show if the effect stays
   * @param refusal why it is not judged; null if it is
   * @param predicted relative change that a simulation or a log predicted; empty if none did
   */
  public record OfMetric(
      String metric,
      Role role,
      boolean higherIsBetter,
      EffectScale scale,
      Margin margin,
      double threshold,
      boolean exact,
      double control,
      double treatment,
      List<Result> results,
      Optional<Forecast> forecast,
      String refusal,
      Optional<Predicted> predicted) {
    public OfMetric {
      results = List.copyOf(results);
    }

    /** A gain as a change of the metric: a share of the control's, or in its units. */
    public double change(double gain) {
      return scale.change(gain, higherIsBetter);
    }

    /** The lower end of a look's interval as a change. */
    public double low(Result it) {
      return change(higherIsBetter ? it.lower() : it.upper());
    }

    /** The upper end of a look's interval as a change. */
    public double high(Result it) {
      return change(higherIsBetter ? it.upper() : it.lower());
    }

    /** The latest look that counts; empty if none does. */
    public Optional<Result> last() {
      Optional<Result> last = Optional.empty();
      for (Result it : results) {
        if (!Double.isNaN(it.gain())) {
          last = Optional.of(it);
        }
      }
      return last;
    }

    /** The verdict up to now. */
    public Verdict verdict() {
      return results.isEmpty() ? Verdict.UNDECIDED : results.get(results.size() - 1).verdict();
    }

    /** Index of the look since which it has its verdict; -1 if it is undecided. */
    public int since() {
      int since = -1;
      for (int look = results.size() - 1; look >= 0; look--) {
        if (verdict() == Verdict.UNDECIDED || results.get(look).verdict() != verdict()) {
          break;
        }
        since = look;
      }
      return since;
    }
  }

  /**
   * An effect that was predicted.
   *
   * @param change relative to the control
   * @param by what, in words
   */
  public record Predicted(double change, String by) {}

  /** The same data, of which nothing is decided. */
  public LiveTestResult refused(List<String> more) {
    List<Treatment> undecided =
        treatments.stream()
            .map(it -> new Treatment(it.arm(), null, -1, List.of(), it.metrics()))
            .toList();
    return with(Stream.concat(refusals.stream(), more.stream()).toList(), undecided, List.of());
  }

  /** The decision on the test: the worst of its treatments that is not CONTINUE; null: refused. */
  public Decision decision() {
    if (!refusals.isEmpty()) {
      return null;
    }
    for (Decision it : BY_URGENCY) {
      if (treatments.stream().anyMatch(arm -> arm.decision() == it)) {
        return it;
      }
    }
    throw new IllegalStateException("no treatment");
  }

  /** Whether a build with this test passes: nothing is refused or stopped. */
  public boolean passes() {
    boolean refused =
        treatments.stream()
            .flatMap(it -> it.metrics().stream())
            .anyMatch(it -> it.refusal() != null);
    return refusals.isEmpty() && !refused && decision() != Decision.STOP;
  }
}
