package dev.recsim.decide.reality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.decide.reality.Discrepancy.Prior;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import dev.recsim.stats.Proportion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Values of records, worlds and bounds that were computed in two independent ways by other
 * programs, to 1e-9. Gaps of fits are compared where fits are.
 */
class RealityVectorsTest {
  private static final Path FILE = Path.of("src/test/resources/vectors/reality.json");
  private static final double ACCURACY = 1e-9;

  /** Functions whose code is in other modules. */
  private static final Set<String> ELSEWHERE =
      Set.of("counterfactual", "single_step", "verdict", "sessions_needed", "share_changed");

  private static List<JsonNode> vectors() throws IOException {
    return StreamSupport.stream(
            new ObjectMapper().readTree(FILE.toFile()).get("cases").spliterator(), false)
        .toList();
  }

  @Test
  void allAreThere() throws IOException {
    assertThat(vectors()).hasSize(66);
  }

  @TestFactory
  Stream<DynamicTest> values() throws IOException {
    return vectors().stream()
        .filter(it -> !ELSEWHERE.contains(it.get("function").asText()))
        .map(it -> DynamicTest.dynamicTest(it.get("name").asText(), () -> check(it)));
  }

  @Test
  void equalPredictionsHaveNoOrder() {
    double[] predicted = {0.2, 0.2, 0.1};
    assertThat(RankViolation.of(predicted, new double[] {0.3, 0.1, 0.05})).isZero();
    assertThat(RankViolation.of(predicted, new double[] {0.3, 0.1, 0.2}))
        .isCloseTo(0.2 / 3, within(1e-12));
  }

  private static void check(JsonNode vector) {
    JsonNode in = vector.get("arguments");
    JsonNode expected = vector.get("expected");
    switch (vector.get("function").asText()) {
      case "predict" -> predict(in, vector.get("options"), expected);
      case "after_test" -> {
        Discrepancy.AfterTest after =
            new Discrepancy(tests(in.get(0)), prior(vector.get("options")))
                .afterTest(new PastTest(effect(in, 1), in.get(4).asDouble(), in.get(5).asDouble()));
        same(after.mean(), expected.get("mean"));
        same(after.deviation(), expected.get("sd"));
      }
      case "effect" -> {
        LogRatio effect =
            LogRatio.ofMeans(
                in.get(0).asDouble(), error(in, 1), in.get(3).asDouble(), error(in, 4));
        same(effect.effect(), expected.get(0));
        same(effect.error(), expected.get(1));
      }
      case "from_relative" -> {
        LogRatio effect = LogRatio.ofRelative(in.get(0).asDouble(), in.get(1).asDouble());
        same(effect.effect(), expected.get(0));
        same(effect.error(), expected.get(1));
        assertThat(LogRatio.relative(effect.effect()))
            .isCloseTo(in.get(0).asDouble(), within(1e-15));
      }
      case "clopper_pearson" -> {
        double alpha = in.get(2).asDouble();
        same(Proportion.lower(in.get(0).asInt(), in.get(1).asInt(), alpha), expected.get(0));
        same(Proportion.upper(in.get(0).asInt(), in.get(1).asInt(), alpha), expected.get(1));
      }
      case "conformal" -> {
        Optional<Double> width = Conformal.width(doubles(in.get(0)), 0.9);
        assertThat(width.isEmpty()).isEqualTo(expected.isNull());
        width.ifPresent(it -> same(it, expected));
      }
      case "state" ->
          assertThat(
                  RecordState.of(
                          in.get(0).asInt(),
                          in.get(1).asInt(),
                          in.get(2).asInt(),
                          in.get(3).asDouble(),
                          in.get(4).asDouble())
                      .name())
              .isEqualTo(expected.asText().split(" ")[0]);
      case "sign_agreement" -> {
        SignAgreement signs = SignAgreement.of(signs(in.get(0)));
        Interval interval = signs.interval();
        assertThat(List.of(signs.agree(), signs.tests()))
            .containsExactly(expected.get(0).asInt(), expected.get(1).asInt());
        same(interval.low(), expected.get(2));
        same(interval.high(), expected.get(3));
      }
      case "rank_violation" ->
          same(RankViolation.of(doubles(in.get(0)), doubles(in.get(1))), expected);
      case "share_verdict" -> {
        WorldShare share = new WorldShare(in.get(0).asInt(), in.get(1).asInt(), in.get(2).asInt());
        assertThat(share.verdict(0.9, 0.01).name()).isEqualTo(expected.get(0).asText());
        same(share.lower(0.01), expected.get(1));
        same(share.upper(0.01), expected.get(2));
      }
      case "curtailed" -> {
        Optional<WorldShare.Verdict> verdict =
            new WorldShare(in.get(0).asInt(), 0, in.get(1).asInt())
                .curtailed(in.get(2).asInt(), 0.9, 0.01);
        assertThat(verdict.map(Enum::name))
            .isEqualTo(expected.isNull() ? Optional.empty() : Optional.of(expected.asText()));
      }
      case "eta2" -> factor(in, expected);
      default -> throw new AssertionError("unknown function " + vector);
    }
  }

  private static Prior prior(JsonNode options) {
    return options.has("degrees") ? Prior.SIMULATED_USERS : Prior.WIDE;
  }

  private static void predict(JsonNode in, JsonNode options, JsonNode expected) {
    Prior prior = prior(options);
    Discrepancy past =
        options.has("rho")
            ? new Discrepancy(tests(in.get(0)), prior, options.get("rho").asDouble())
            : new Discrepancy(tests(in.get(0)), prior);
    double level = options.has("level") ? options.get("level").asDouble() : 0.9;
    CalibratedEffect effect =
        options.has("se")
            ? past.outcome(effect(in, 1), level, options.get("se").asDouble())
            : past.effect(effect(in, 1), level);
    same(effect.center(), expected.get("center"));
    same(effect.low(), expected.get("low"));
    same(effect.high(), expected.get("high"));
    same(effect.positive(), expected.get("positive"));
    same(past.tau(), expected.get("tau"));
    same(past.slope(), expected.get("slope"));
  }

  private static void factor(JsonNode in, JsonNode expected) {
    List<String> names = new ArrayList<>();
    boolean[] holds = new boolean[in.get(0).size()];
    int[] levels = new int[holds.length];
    for (int i = 0; i < holds.length; i++) {
      holds[i] = in.get(0).get(i).asInt() == 1;
      String level = in.get(1).get(i).asText();
      if (!names.contains(level)) {
        names.add(level);
      }
      levels[i] = names.indexOf(level);
    }
    same(WorldFactor.of(holds, levels, RandomKey.root(1)::bits).share(), expected);
  }

  /** Standard error from a deviation and a number. */
  private static double error(JsonNode in, int at) {
    return in.get(at).asDouble() / Math.sqrt(in.get(at + 1).asDouble());
  }

  private static PredictedEffect effect(JsonNode in, int at) {
    return new PredictedEffect(
        in.get(at).asDouble(), in.get(at + 1).asDouble(), in.get(at + 2).asDouble());
  }

  /** Past tests of the form [predicted, observed, error, fit, changed]. */
  private static List<PastTest> tests(JsonNode in) {
    List<PastTest> tests = new ArrayList<>();
    for (JsonNode it : in) {
      PredictedEffect effect =
          new PredictedEffect(it.get(0).asDouble(), it.get(3).asDouble(), it.get(4).asDouble());
      tests.add(new PastTest(effect, it.get(1).asDouble(), it.get(2).asDouble()));
    }
    return tests;
  }

  private static List<PastTest> signs(JsonNode in) {
    List<PastTest> tests = new ArrayList<>();
    for (JsonNode it : in) {
      PredictedEffect effect = new PredictedEffect(it.get(0).asDouble(), 0, 1);
      tests.add(new PastTest(effect, it.get(1).asDouble(), it.get(2).asDouble()));
    }
    return tests;
  }

  private static double[] doubles(JsonNode in) {
    double[] values = new double[in.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.get(i).asDouble();
    }
    return values;
  }

  private static void same(double value, JsonNode expected) {
    double least = ACCURACY * Math.max(1e-3, Math.abs(expected.asDouble()));
    assertThat(value).isCloseTo(expected.asDouble(), within(least));
  }
}
