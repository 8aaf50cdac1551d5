package dev.recsim.live.judge;

import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.Verdict;
import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.sequence.EffectScale;
import dev.recsim.decide.sequence.Forecast;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.options.TestPlan;
import dev.recsim.rule.Margin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A live test up to its last look.
 *
 * @param of whose data were judged
 * @param alpha error rate of each bound
 * @param sample units of each arm
 * @param plan what was planned
 * @param refusals why nothing is decided; empty if something is
 * @param treatments decision and metrics of each treatment
 * @param segments parts of the units, which decide nothing
 */
public record LiveTestResult(
    Origin of,
    double alpha,
    Sample sample,
    Planned plan,
    List<String> refusals,
    List<Treatment> treatments,
    List<InSegment> segments) {

  /** Decisions on treatments, the most urgent first. */
  public static final List<Decision> BY_URGENCY =
      List.of(Decision.STOP, Decision.SHIP, Decision.CONTINUE, Decision.END);

  public LiveTestResult {
    refusals = List.copyOf(refusals);
    treatments = List.copyOf(treatments);
    segments = List.copyOf(segments);
  }

  /** The same test with its segments. */
  public LiveTestResult with(List<InSegment> parts) {
    return new LiveTestResult(of, alpha, sample, plan, refusals, treatments, parts);
  }

  /**
   * What the result is called.
   *
   * @param name with slashes
   * @param title heading of the report
   * @param file of the data
   */
  public record Origin(String name, String title, String file) {}

  /**
   * Who was assigned to what.
   *
   * @param arms control first
   * @param looks in the order of time
   * @param ratio whether units are shared as declared
   * @param counts what was read and left out
   * @param warnings for the reader
   */
  public record Sample(
      List<Arm> arms, List<LookAt> looks, Ratio ratio, List<Count> counts, List<String> warnings) {
    public Sample {
      arms = List.copyOf(arms);
      looks = List.copyOf(looks);
      counts = List.copyOf(counts);
      warnings = List.copyOf(warnings);
    }

    /** The latest look; empty if none is complete. */
    public Optional<LookAt> last() {
      return looks.stream().skip(Math.max(0, looks.size() - 1)).findFirst();
    }
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
   * @param end exclusive; empty if the data have no time
   * @param day since the start, such as 17; NaN without time
   * @param units assigned to each arm
   * @param logEvidence against the declared shares
   */
  public record LookAt(Optional<Instant> end, double day, List<Long> units, double logEvidence) {
    /** Units of all arms. */
    public long all() {
      return units.stream().mapToLong(it -> it).sum();
    }
  }

  /**
   * What was planned, and how far it is.
   *
   * @param end of the test
   * @param over whether it is over; without a planned end, only a single look is
   * @param interval days from look to look; empty if there is one look
   */
  public record Planned(TestPlan end, boolean over, OptionalDouble interval) {
    /** Whether looks come more often than once a day. */
    public boolean canary() {
      return interval.orElse(1) < 1;
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
   * @param decision on it
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
   * What a metric must show.
   *
   * @param higherIsBetter whether more is better
   * @param margin tolerated loss
   * @param threshold gain at exactly the margin; NaN if there is none
   * @param exact whether bounds are exact; otherwise they are planned or hold at any time
   */
  public record Goal(
      Role role,
      boolean higherIsBetter,
      EffectScale scale,
      Margin margin,
      double threshold,
      boolean exact) {}

  /**
   * A metric of a treatment.
   *
   * @param means of both arms at the last look that has units
   * @param results of each look; empty if it is refused
   * @param forecast what the plan's end will show if the effect stays
   * @param refusal why it is not judged; empty if it is
   * @param predicted relative change that a simulation or a log predicted; empty if none did
   */
  public record OfMetric(
      String metric,
      Goal goal,
      ArmMeans means,
      List<Result> results,
      Optional<Forecast> forecast,
      Optional<String> refusal,
      Optional<Predicted> predicted) {
    public OfMetric {
      results = List.copyOf(results);
    }

    /** A gain as a change of the metric: a share of the control's, or in its units. */
    public double change(double gain) {
      return goal.scale().change(gain, goal.higherIsBetter());
    }

    /** The lower end of a look's interval as a change. */
    public double low(Result it) {
      return change(goal.higherIsBetter() ? it.lower() : it.upper());
    }

    /** The upper end of a look's interval as a change. */
    public double high(Result it) {
      return change(goal.higherIsBetter() ? it.upper() : it.lower());
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

    /** The verdict in words: REFUSED, or the verdict. */
    public String word() {
      return refusal.isPresent() ? Decision.REFUSED.name() : verdict().name();
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
            .map(it -> new Treatment(it.arm(), Decision.REFUSED, -1, List.of(), it.metrics()))
            .toList();
    List<String> all = Stream.concat(refusals.stream(), more.stream()).toList();
    return new LiveTestResult(of, alpha, sample, plan, all, undecided, List.of());
  }

  /** The decision on the test: REFUSED, or the most urgent one on a treatment. */
  public Decision decision() {
    return refusals.isEmpty()
        ? BY_URGENCY.stream()
            .filter(it -> treatments.stream().anyMatch(arm -> arm.decision() == it))
            .findFirst()
            .orElseThrow()
        : Decision.REFUSED;
  }

  /** Whether a build with this test passes: nothing is refused or stopped. */
  public boolean passes() {
    boolean refused =
        treatments.stream()
            .flatMap(it -> it.metrics().stream())
            .anyMatch(it -> it.refusal().isPresent());
    return !refused && decision() != Decision.REFUSED && decision() != Decision.STOP;
  }
}
