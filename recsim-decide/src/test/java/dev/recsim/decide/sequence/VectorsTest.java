package dev.recsim.decide.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.decide.MetricTest;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.decide.SampleRatio;
import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.decide.sequence.ExactDifference.Design;
import dev.recsim.decide.sequence.TestLook.Counting;
import dev.recsim.stats.Holm;
import dev.recsim.stats.MeanDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Values that were computed in two independent ways by other programs, to 1e-9. */
class VectorsTest {
  private static final Path FILE = Path.of("src/test/resources/vectors/live_tests.json");
  private static final double ACCURACY = 1e-9;

  private static List<JsonNode> vectors() throws IOException {
    return StreamSupport.stream(new ObjectMapper().readTree(FILE.toFile()).spliterator(), false)
        .toList();
  }

  @Test
  void allAreThere() throws IOException {
    assertThat(vectors()).hasSize(82);
  }

  @TestFactory
  Stream<DynamicTest> values() throws IOException {
    return vectors().stream()
        .map(it -> DynamicTest.dynamicTest(it.get("id").asText(), () -> check(it)));
  }

  private static void check(JsonNode vector) {
    JsonNode in = vector.get("inputs");
    JsonNode out = vector.get("outputs");
    switch (vector.get("formula").asText()) {
      case "verdicts" -> verdicts(in, out);
      case "holm" -> {
        boolean[] expected = new boolean[out.size()];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = out.get(i).asBoolean();
        }
        assertThat(Holm.rejected(doubles(in, "p"), number(in, "alpha"))).isEqualTo(expected);
      }
      default -> {
        double[] values = values(vector.get("formula").asText(), in);
        assertThat(values).hasSize(out.size());
        for (int i = 0; i < values.length; i++) {
          if (out.get(i).isNull()) {
            assertThat(values[i]).as("output " + i).isNaN();
          } else {
            double expected = out.get(i).asDouble();
            double least = ACCURACY * Math.max(1e-6, Math.abs(expected));
            assertThat(values[i]).as("output " + i).isCloseTo(expected, within(least));
          }
        }
      }
    }
  }

  private static double[] values(String formula, JsonNode in) {
    return switch (formula) {
      case "kappa" -> of(AnyTime.tuning(number(in, "alpha")));
      case "any_z" ->
          of(AnyTime.z(AnyTime.tuning(number(in, "alpha")) * number(in, "f"), number(in, "alpha")));
      case "any_p" ->
          of(
              AnyTime.p(
                  number(in, "z"), AnyTime.tuning(number(in, "alpha_tuned")) * number(in, "f")));
      case "spending" -> spending(in).upTo(doubles(in, "share"), number(in, "alpha"));
      case "planned_z" ->
          GroupSequential.boundaries(
              doubles(in, "clock"), spending(in).upTo(doubles(in, "share"), number(in, "alpha")));
      case "gs_power" ->
          GroupSequential.crossing(doubles(in, "share"), doubles(in, "z"), number(in, "drift"));
      case "fixed" -> welch(in);
      case "ratio" -> {
        UnitSums it = sums(in.get("sums"));
        ArmMeans means = ArmMeans.of(UnitMetric.RATIO, it, it);
        yield of(means.a(), means.aa() * it.n());
      }
      case "cuped" -> {
        UnitMetric metric = in.has("ratio") ? UnitMetric.RATIO : UnitMetric.MEAN;
        ArmMeans means = ArmMeans.adjusted(metric, sums(in.get("a")), sums(in.get("b")));
        yield of(means.b(), means.a(), means.bb(), means.aa(), means.ab());
      }
      case "fieller" ->
          OtherIntervals.fieller(means(in), number(in, "z_low"), number(in, "z_high"));
      case "delta" -> OtherIntervals.delta(means(in));
      case "gamma_exponential_log" -> of(mixture(in).log(number(in, "s"), number(in, "v")));
      case "gamma_exponential_bound" -> of(mixture(in).bound(number(in, "v"), number(in, "alpha")));
      case "exact_difference" -> exactDifference(in);
      case "rate_log_e" -> of(rateEvidence(in));
      case "exact_rate" -> exactRate(in);
      case "srm_log_e" ->
          of(
              SampleRatio.logEvidence(
                  longs(in, "counts"),
                  doubles(in, "shares"),
                  number(in, "concentration") * AnyTime.tuning(SampleRatio.ALPHA / 2)));
      case "srm_chi2" -> of(SampleRatio.pValue(longs(in, "counts"), doubles(in, "shares")));
      case "fixed_units" ->
          of(
              SampleSize.units(
                  number(in, "var_a"),
                  number(in, "var_b"),
                  number(in, "share_b"),
                  number(in, "effect"),
                  number(in, "alpha"),
                  number(in, "power")));
      case "predictive" ->
          of(
              Forecast.chance(
                  number(in, "difference") + number(in, "margin"),
                  number(in, "SE"),
                  number(in, "share"),
                  number(in, "z_end")));
      default -> throw new AssertionError("unknown: " + formula);
    };
  }

  private static void verdicts(JsonNode in, JsonNode out) {
    double alpha = number(in, "alpha");
    boolean higher = !in.has("better");
    boolean beats = in.has("improved");
    List<TestLook> looks = new ArrayList<>();
    for (JsonNode it : in.get("looks")) {
      UnitSums a = UnitSums.of(it.get("na").asLong(), number(it, "sa"), number(it, "qa"));
      UnitSums b = UnitSums.of(it.get("nb").asLong(), number(it, "sb"), number(it, "qb"));
      looks.add(new TestLook(number(it, "share"), ArmMeans.of(UnitMetric.MEAN, a, b)));
    }
    NormalSequence bounds =
        in.has("plan")
            ? NormalSequence.anyTime(looks, EffectScale.RELATIVE, higher, alpha)
            : NormalSequence.planned(looks, EffectScale.RELATIVE, higher);
    double threshold = EffectScale.RELATIVE.threshold(number(in, "relative"), higher);
    List<Result> results = new MetricTest(bounds, threshold, beats).results(alpha);
    assertThat(results).hasSize(out.size());
    for (int look = 0; look < out.size(); look++) {
      JsonNode expected = out.get(look);
      Result result = results.get(look);
      assertThat(result.counting() == Counting.COUNTS)
          .as("look " + look)
          .isEqualTo(expected.get("counts").asBoolean());
      if (result.counting() == Counting.COUNTS) {
        close(EffectScale.RELATIVE.change(result.gain(), higher), expected, "effect");
        close(Math.expm1(result.lower()), expected, "L");
        close(Math.expm1(result.upper()), expected, "U");
        assertThat(result.here().name()).isEqualTo(expected.get("at_look").asText());
        assertThat(result.verdict().name()).isEqualTo(expected.get("verdict").asText());
        assertThat(result.drift()).isEqualTo(expected.get("drift").asBoolean());
      }
    }
  }

  private static void close(double value, JsonNode expected, String name) {
    assertThat(value).as(name).isCloseTo(number(expected, name), within(ACCURACY));
  }

  private static double[] welch(JsonNode in) {
    UnitSums a = UnitSums.of(in.get("n_a").asLong(), number(in, "sum_a"), number(in, "squares_a"));
    UnitSums b = UnitSums.of(in.get("n_b").asLong(), number(in, "sum_b"), number(in, "squares_b"));
    ArmMeans it = ArmMeans.of(UnitMetric.MEAN, a, b);
    double squared = (it.aa() + it.bb()) * (it.aa() + it.bb());
    double freedom = squared / (it.aa() * it.aa() / (a.n() - 1) + it.bb() * it.bb() / (b.n() - 1));
    MeanDifference difference =
        new MeanDifference(it.b() - it.a(), Math.sqrt(it.aa() + it.bb()), Double.NaN, freedom);
    // The gate's quantile is rounded to nine digits.
    double t = TDistribution.of(freedom).inverseSurvivalProbability(number(in, "alpha"));
    assertThat(MeanDifference.quantile(number(in, "alpha"), freedom)).isCloseTo(t, within(1e-8));
    return of(
        it.a(),
        it.aa() * a.n(),
        it.b(),
        it.bb() * b.n(),
        difference.value(),
        difference.standardError(),
        freedom,
        t,
        difference.within(t).low(),
        difference.within(t).high());
  }

  private static double[] exactDifference(JsonNode in) {
    double[] range = doubles(in, "range");
    Design design =
        new Design(
            number(in, "share_b"), range[0], range[1], number(in, "expected"), number(in, "v_opt"));
    double alpha = number(in, "alpha");
    ExactDifference bounds = new ExactDifference(days(in, "a"), days(in, "b"), design, true, alpha);
    double[] values = new double[9];
    for (int day = 0; day < 3; day++) {
      values[3 * day] = bounds.gains()[day];
      values[3 * day + 1] = bounds.lower(alpha)[day];
      values[3 * day + 2] = bounds.upper(alpha)[day];
    }
    return values;
  }

  private static List<UnitSums> days(JsonNode in, String arm) {
    List<UnitSums> days = new ArrayList<>();
    for (int day = 0; day < in.get("n" + arm).size(); day++) {
      days.add(
          UnitSums.of(
              in.get("n" + arm).get(day).asLong(),
              doubles(in, "s" + arm)[day],
              doubles(in, "q" + arm)[day]));
    }
    return days;
  }

  private static double rateEvidence(JsonNode in) {
    long b = in.get("events_b").asLong();
    long a = in.get("events_a").asLong();
    double share = number(in, "theta0");
    double first = number(in, "prior_a");
    double second = number(in, "prior_b");
    return in.get("upper").asBoolean()
        ? ExactRate.logEvidence(b, a, share, first, second)
        : ExactRate.logEvidence(a, b, 1 - share, second, first);
  }

  private static double[] exactRate(JsonNode in) {
    double alpha = number(in, "alpha");
    ExactRate bounds =
        new ExactRate(
            new long[] {in.get("events_a").asLong()},
            new long[] {in.get("events_b").asLong()},
            number(in, "share_b"),
            number(in, "concentration") * AnyTime.tuning(alpha),
            true,
            alpha);
    return of(Math.expm1(bounds.lower(alpha)[0]), Math.expm1(bounds.upper(alpha)[0]));
  }

  private static GammaExponential mixture(JsonNode in) {
    return new GammaExponential(
        number(in, "v_opt") / AnyTime.tuning(number(in, "alpha")), number(in, "c"));
  }

  private static ArmMeans means(JsonNode in) {
    return new ArmMeans(
        number(in, "mean_a"),
        number(in, "mean_b"),
        number(in, "s_aa"),
        number(in, "s_bb"),
        number(in, "s_ab"),
        0,
        0,
        0);
  }

  private static UnitSums sums(JsonNode it) {
    return UnitSums.of(it.get("n").asLong(), number(it, "y"), number(it, "yy"))
        .withDenominator(number(it, "d"), number(it, "dd"), number(it, "yd"))
        .withCovariate(number(it, "x"), number(it, "xx"), number(it, "xy"), number(it, "xd"));
  }

  private static Spending spending(JsonNode in) {
    return in.get("kind").asText().equals("obf") ? Spending.OBRIEN_FLEMING : Spending.POCOCK;
  }

  private static double number(JsonNode in, String key) {
    return in.get(key).asDouble();
  }

  private static double[] doubles(JsonNode in, String key) {
    return StreamSupport.stream(in.get(key).spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static long[] longs(JsonNode in, String key) {
    return StreamSupport.stream(in.get(key).spliterator(), false)
        .mapToLong(JsonNode::asLong)
        .toArray();
  }

  private static double[] of(double... values) {
    return values;
  }
}
