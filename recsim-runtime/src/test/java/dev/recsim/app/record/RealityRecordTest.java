package dev.recsim.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.record.OutcomeFile.Result;
import dev.recsim.app.record.PredictionFile.Change;
import dev.recsim.app.record.PredictionFile.Claim;
import dev.recsim.app.record.PredictionFile.Days;
import dev.recsim.app.record.PredictionFile.Name;
import dev.recsim.app.record.PredictionFile.Policies;
import dev.recsim.app.record.PredictionFile.Simulation;
import dev.recsim.app.record.RealityRecord.Entry;
import dev.recsim.app.record.RealityRecord.Standing;
import dev.recsim.decide.reality.Discrepancy;
import dev.recsim.decide.reality.PredictedEffect;
import dev.recsim.decide.reality.RecordState;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.stats.Interval;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RealityRecordTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-30");
  private static final RecordSpec SPEC =
      new RecordSpec(Path.of("shop.yaml"), "shop", null, "reward", 0.9);
  private static final World HERE = new World("here", "0e", "there");

  private static PredictionFile prediction(String test, double effect, String world) {
    return new PredictionFile(
        PredictionFile.SCHEMA_VERSION,
        new Name("shop", test),
        new Simulation("shop", "0f", world, "0e"),
        new Change("reward", "ranker", "new_ranker", new Policies("a", "b"), null),
        new PredictedEffect(effect, 0.004, 0.06),
        2,
        new Days("2026-10-01", "2026-11-01"),
        new Claim(RecordState.CALIBRATED, 5, 0.9, new Interval(-1, 1)));
  }

  private static OutcomeFile outcome(String test, Double effect, String stopped) {
    return new OutcomeFile(
        OutcomeFile.SCHEMA_VERSION,
        test,
        "0f",
        new Result(effect, effect == null ? null : 0.01, stopped),
        "by hand",
        null);
  }

  /** A test that was predicted and ended in this place of the history. */
  private static Entry ended(int place, double predicted, double observed) {
    String test = "w" + place;
    return new Entry(
        Path.of(test + ".json"),
        prediction(test, predicted, "here"),
        Optional.of(outcome(test, observed, null)),
        Optional.empty(),
        2 * place,
        2 * place + 1);
  }

  private static Standing standing(List<Entry> tests) {
    return new RealityRecord(SPEC, tests).standing(HERE, TODAY);
  }

  @Test
  void intervalsThatContainedTooFewOutcomesAreTooNarrow() {
    List<Entry> good = new ArrayList<>();
    List<Entry> wild = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      good.add(ended(i, 0.02, 0.021));
      // Small errors teach narrow intervals; then every other outcome is far away.
      wild.add(ended(i, 0.02, i < 4 ? 0.021 : 0.021 + (i % 2 == 0 ? 1.5 : -1.5) * (i - 3)));
    }
    assertThat(standing(good).covered()).isEqualTo(12);
    assertThat(standing(good).tooNarrow(0.9)).isFalse();
    assertThat(standing(wild).intervals()).isEqualTo(12);
    assertThat(standing(wild).covered()).isLessThan(8);
    assertThat(standing(wild).tooNarrow(0.9)).isTrue();
  }

  @Test
  void anIntervalKnowsOnlyTestsThatHadEndedBefore() {
    // Three right tests ended before the prediction of the last one; the wrong one ended after it.
    List<Entry> tests = new ArrayList<>(List.of(ended(0, 0, 0), ended(1, 0, 0), ended(2, 0, 0)));
    Entry parallel =
        new Entry(
            Path.of("p.json"),
            prediction("p", 0.3, "here"),
            Optional.of(outcome("p", -0.3, null)),
            Optional.empty(),
            0,
            9);
    Entry last = ended(4, 0.02, 0.06);
    tests.add(parallel);
    tests.add(last);
    boolean expected =
        new Discrepancy(tests.subList(0, 3).stream().map(Entry::past).toList())
                .outcome(new PredictedEffect(0.02, 0.004, 0.06), 0.9, 0.01)
                .high()
            >= 0.06;
    boolean withAll =
        new Discrepancy(tests.subList(0, 4).stream().map(Entry::past).toList())
                .outcome(new PredictedEffect(0.02, 0.004, 0.06), 0.9, 0.01)
                .high()
            >= 0.06;
    assertThat(RealityRecord.covers(last, tests)).isEqualTo(expected).isNotEqualTo(withAll);
  }

  @Test
  void testsOfOtherModelsMetricsOrOrdersDoNotCount() {
    Entry other =
        new Entry(
            Path.of("o.json"),
            prediction("o", 0.02, "elsewhere"),
            Optional.of(outcome("o", 0.02, null)),
            Optional.empty(),
            0,
            1);
    Entry unproven =
        new Entry(
            Path.of("u.json"),
            prediction("u", 0.02, "here"),
            Optional.of(outcome("u", 0.02, null)),
            Optional.of("one commit added both"),
            0,
            0);
    Standing standing = standing(List.of(ended(0, 0.02, 0.02), other, unproven));
    assertThat(standing.tests()).hasSize(1);
    assertThat(standing.due()).isEqualTo(2);
    assertThat(standing.state(0.06)).isEqualTo(RecordState.UNKNOWN);
  }

  @Test
  void dueTestsWithoutEffectAreMissing() {
    Entry open =
        new Entry(
            Path.of("n.json"),
            prediction("n", 0.02, "here"),
            Optional.empty(),
            Optional.empty(),
            0,
            -1);
    Entry stopped =
        new Entry(
            Path.of("s.json"),
            prediction("s", 0.02, "here"),
            Optional.of(outcome("s", null, "logging broke")),
            Optional.empty(),
            0,
            1);
    List<Entry> tests = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tests.add(ended(i, 0.02, 0.02));
    }
    tests.add(open);
    RealityRecord record = new RealityRecord(SPEC, tests);
    assertThat(record.standing(HERE, LocalDate.parse("2026-11-01")).missing()).isEmpty();
    assertThat(record.standing(HERE, LocalDate.parse("2026-11-02")).missing()).containsExactly("n");
    assertThat(record.standing(HERE, TODAY).state(0.06)).isEqualTo(RecordState.CALIBRATED);
    tests.add(stopped);
    Standing standing = standing(tests);
    assertThat(standing.missing()).containsExactly("n", "s");
    assertThat(standing.state(0.06)).isEqualTo(RecordState.REFUSED);
    assertThat(standing(tests.subList(0, 5)).state(0.13)).isEqualTo(RecordState.OUTSIDE);
  }
}
