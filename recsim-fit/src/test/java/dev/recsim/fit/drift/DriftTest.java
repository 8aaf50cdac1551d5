package dev.recsim.fit.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.PositionBasedClicks;
import dev.recsim.fit.drift.DriftLogs.Shape;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  private static FitFinding finding(int sessions, double size, Shape shape, int documents) {
    return new DriftLogs(documents, 0.4, 1, size, shape, false).drift(sessions, 1).finding(0.05);
  }

  /** The changes are 2 * 0.4 and more of the mean: over ten standard deviations. */
  @ParameterizedTest
  @CsvSource({
    "SWAP, 'from session 2,001 on', {from: 2001} or {to: 2001}",
    "EARLY, from session 401 on, {from: 401} or {to: 401}",
    "LATE, 'from session 3,601 on', {from: 3601} or {to: 3601}"
  })
  void popularityThatIsExchangedFailsAndIsDated(Shape shape, String when, String cure) {
    FitFinding finding = finding(4_000, 0.4, shape, 10);
    assertThat(finding.name()).isEqualTo("drift");
    assertThat(finding.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(finding.value()).isGreaterThan(0.3).isGreaterThan(finding.chance());
    assertThat(finding.sentence())
        .startsWith("Acceptances by document changed by ")
        .contains(when, "most of ", "logs: " + cure);
  }

  @Test
  void gradualDriftFails() {
    assertThat(finding(4_000, 0.4, Shape.GRADUAL, 10).verdict()).isEqualTo(Verdict.FAILS);
  }

  @Test
  void oneDocumentOfManyFailsAndIsNamed() {
    FitFinding finding = finding(10_000, 0.6, Shape.ONE, 50);
    assertThat(finding.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(finding.sentence()).containsPattern("document(, most of| changed.*most of)? 3[ (]");
  }

  /** Chance moves the other documents by less than 2.58 standard deviations. */
  @Test
  void documentsThatDidNotChangeAreNotNamed() {
    FitFinding finding = finding(10_000, 0.6, Shape.PAIR, 10);
    assertThat(finding.sentence())
        .startsWith("Acceptances by document changed by ")
        .containsPattern("most of (2 \\(-7\\d %\\), 3 \\(\\+\\d{3} %\\)|3 .*, 2 .*) from session");
  }

  /** Right models fail in one log of 100; these keys are fixed. */
  @Test
  void usersWhoStayTheSamePass() {
    FitFinding finding = finding(20_000, 0.3, Shape.NONE, 10);
    assertThat(finding.verdict()).isEqualTo(Verdict.PASSES);
    assertThat(finding.sentence())
        .startsWith("Acceptances were ")
        .contains("in the first fifth of the log");
  }

  /**
   * Long sessions of three kinds of users with other cells each: responses of a session depend on
   * each other, so their number in a part of the log varies more than that of independent ones.
   */
  @Test
  void kindsOfUsersAreNoDrift() {
    DriftLogs kinds = new DriftLogs(3, 0.01, 3, 0, Shape.NONE, false);
    for (int log = 0; log < 10; log++) {
      assertThat(kinds.drift(1_000, log).finding(0.05).verdict()).isNotEqualTo(Verdict.FAILS);
    }
  }

  /**
   * Sessions of ten responses that are all alike: the variance is ten times that of Bernoulli's.
   */
  @Test
  void chanceCountsSessions() {
    Series total = new Series("acceptances", "", 1, i -> "", Period.of(400));
    for (int s = 0; s < 400; s++) {
      for (int t = 0; t < 10; t++) {
        total.add(0, s % 2 == 0, 0.5);
      }
      total.next();
    }
    FitFinding finding = Scan.ends(total, 0.05);
    assertThat(finding.value()).isZero();
    // 400 expected on each side, and squares of 25 for 5 that happened: 99.75 % of a normal one.
    assertThat(finding.chance()).isCloseTo(2.807 * Math.sqrt(5 * 2 / 400.0), within(1e-3));
  }

  /**
   * The second half shows popular documents. Cells have five rows, so an expectation that is drawn
   * towards the rate of all cells is too low for them.
   */
  @Test
  void anotherPolicyIsNoDrift() {
    DriftLogs learned = new DriftLogs(100, 0.4, 1, 0.3, Shape.LEARNED, false);
    assertThat(learned.drift(20_000, 1).finding(0.05).verdict()).isNotEqualTo(Verdict.FAILS);
  }

  @Test
  void whatIsTooSmallToBeSeenIsSaid() {
    List<Unseen> few = new DriftLogs(10, 0.4, 1, 0, Shape.NONE, false).drift(500, 1).unseen(0.05);
    assertThat(few).isNotEmpty();
    assertThat(few.get(0).wrong()).isEqualTo("drift of acceptances by document");
    assertThat(few.get(0).why()).matches("changes below \\d+.\\d % .* cannot be seen .*");
    List<Unseen> none = new DriftLogs(500, 1, 1, 0, Shape.NONE, false).drift(100, 1).unseen(0.05);
    assertThat(none.get(0).why()).isEqualTo("there are too few of each document");
    assertThat(new DriftLogs(2, 0.4, 1, 0, Shape.NONE, false).drift(60_000, 1).unseen(0.2))
        .isEmpty();
  }

  @Test
  void datesAreTimesOfTheLog() {
    double[] times = IntStream.range(0, 40).mapToDouble(i -> 1_767_225_600 + 3_600.0 * i).toArray();
    Period period = new Period(40, times, true);
    Contrast change = new Contrast(Contrast.Kind.CHANGE, 10);
    assertThat(change.words(period)).isEqualTo("from session 21 (2026-01-01T20:00:00Z) on");
    assertThat(change.cure(period))
        .isEqualTo("{from: 2026-01-01T20:00:00Z} or {to: 2026-01-01T20:00:00Z}");
    Contrast episode = new Contrast(Contrast.Kind.EPISODE, 3);
    assertThat(episode.words(new Period(40, times, false)))
        .isEqualTo("from session 7 (1767247200) to session 8 (1767250800)");
    assertThat(episode.cure(Period.of(40))).isEqualTo("{from: 9}");
    assertThat(new Contrast(Contrast.Kind.EPISODE, 15).cure(Period.of(40))).isEqualTo("{to: 31}");
  }

  private static FitFinding chains(boolean swap) {
    List<int[]> sessions = new ArrayList<>();
    for (int s = 0; s < 4_000; s++) {
      RandomKey key = RandomKey.root(8).child(s);
      int[] session = new int[4];
      for (int t = 0; t < 3; t++) {
        double favourite = swap && s >= 2_000 ? 0.1 : 0.4;
        boolean first = key.uniform(2 * t) < favourite;
        session[t] = first ? 0 : 1 + key.below(2 * t + 1, 3);
      }
      session[3] = 4;
      sessions.add(session);
    }
    FitFinding ends = FitFinding.atMost("drift", 0, 0.05, 0.1, "Nothing.", "");
    return ChainDrift.of(sessions, Period.of(4_000), NAMES).finding(ends);
  }

  @Test
  void chainsWithOtherMovesFail() {
    assertThat(chains(false).sentence()).isEqualTo("Nothing.");
    assertThat(chains(true).verdict()).isEqualTo(Verdict.FAILS);
    assertThat(chains(true).sentence()).contains("most of ", "from session 2,001 on");
  }

  private static FitFinding clicks(boolean swap) {
    double[] before = {.2, .4, .6, .2};
    double[] after = {.4, .2, .6, .2};
    double[] positions = {1, .5};
    PositionBasedClicks model = clicking(before, positions);
    List<ClickedSlates> sessions = new ArrayList<>();
    for (int s = 0; s < 4_000; s++) {
      RandomKey key = RandomKey.root(9).child(s);
      int[] shown = {key.below(0, 2), 2 + key.below(1, 2)};
      PositionBasedClicks users = clicking(swap && s >= 1_000 ? after : before, positions);
      sessions.add(new ClickedSlates(4, List.of(shown), List.of(users.draw(shown, key.child(2)))));
    }
    return ClickDrift.of(model, sessions, Period.of(4_000), NAMES).finding(0.05);
  }

  private static PositionBasedClicks clicking(double[] attractive, double[] positions) {
    return new PositionBasedClicks(attractive, positions, new double[2]);
  }

  @Test
  void clicksOnOtherDocumentsFail() {
    assertThat(clicks(false).verdict()).isNotEqualTo(Verdict.FAILS);
    assertThat(clicks(true).verdict()).isEqualTo(Verdict.FAILS);
    assertThat(clicks(true).sentence()).contains("a (+", "b (-", "from session 1,001 on");
  }

  /** What is expected of an outcome is its share; the squares are those of whole sessions. */
  @Test
  void choicesCountSessions() {
    Outcomes choices = new Outcomes(2, Period.of(40));
    for (int s = 0; s < 40; s++) {
      for (int t = 0; t < 2; t++) {
        choices.add(0, s % 2);
      }
      choices.next();
    }
    Series series = choices.series("choices", "outcome", (place, outcome) -> "o" + outcome);
    assertThat(series.size()).isEqualTo(2);
    assertThat(series.name(1)).isEqualTo("o1");
    // Each session has 2 or 0 where 1 is expected.
    assertThat(series.squares(0)).isCloseTo(40, within(1e-9));
    assertThat(IntStream.range(0, Series.SUMS).mapToDouble(i -> series.expectedIn(0)[i]).sum())
        .isCloseTo(40, within(1e-9));
  }
}
