package dev.recsim.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestData.What;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions.Join;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule on rows that are summed by hand. */
class RowLogTest {
  private static final double NONE = Double.NaN;
  private static final TestMetric PAID = TestMetric.mean("paid", "paid");

  @TempDir Path folder;

  @Test
  void unitsKeepTheirTotalsOverLooks() throws Exception {
    TestData data =
        read(
            daily(PAID),
            "user,arm,time,paid",
            "u1,a,2026-01-05T08:00:00Z,3",
            "u2,b,2026-01-05T09:00:00Z,",
            "u1,a,2026-01-06T08:00:00Z,4",
            "u3,a,2026-01-08T23:59:59Z,2");
    assertThat(data.looks()).extracting(Look::end).containsExactly(day(6), day(7), day(8), day(9));
    assertThat(data.looks()).extracting(Look::rows).containsExactly(true, true, false, true);
    assertThat(sums(data, 0, 0)).isEqualTo(UnitSums.of(1, 3, 9).withLargest(9));
    assertThat(sums(data, 0, 1)).isEqualTo(UnitSums.of(1, 0, 0));
    assertThat(sums(data, 1, 0)).isEqualTo(UnitSums.of(1, 7, 49).withLargest(49));
    assertThat(sums(data, 2, 0)).isEqualTo(sums(data, 1, 0));
    assertThat(sums(data, 3, 0)).isEqualTo(UnitSums.of(2, 9, 53).withLargest(49));
    assertThat(data.looks().get(3).assigned()).containsExactly(2, 1);
    assertThat(data.looks()).allSatisfy(look -> assertThat(look.fresh()).isNull());
    assertThat(data.count(What.ROWS)).isEqualTo(new Count(What.ROWS, 4, at(2)));
    assertThat(data.count(What.UNITS).number()).isEqualTo(3);
  }

  @Test
  void withoutTimesThereIsOneLook() throws Exception {
    TestColumns columns = ReadAs.events(null, null, List.of(PAID), null, null, null);
    TestData data = read(columns, "user,arm,paid", "u1,a,3", "u1,a,4", "u2,b,1");
    assertThat(data.looks()).hasSize(1);
    assertThat(data.looks().get(0).end()).isNull();
    assertThat(sums(data, 0, 0)).isEqualTo(UnitSums.of(1, 7, 49).withLargest(49));
    assertThat(data.looks().get(0).fresh()).isEqualTo(data.looks().get(0).sums());
  }

  @Test
  void anUnitInSeveralArmsLeavesAtThatLookWithItsLargestSquare() throws Exception {
    TestData data =
        read(
            daily(PAID),
            "user,arm,time,paid",
            "u1,a,2026-01-05T08:00:00Z,10",
            "u2,a,2026-01-05T08:00:00Z,2",
            "u1,b,2026-01-06T08:00:00Z,5",
            "u1,a,2026-01-06T09:00:00Z,7");
    assertThat(sums(data, 0, 0)).isEqualTo(UnitSums.of(2, 12, 104).withLargest(100));
    assertThat(sums(data, 1, 0)).isEqualTo(UnitSums.of(1, 2, 4).withLargest(4));
    assertThat(sums(data, 1, 1)).isEqualTo(UnitSums.NONE);
    assertThat(data.looks().get(1).assigned()).containsExactly(1, 0);
    assertThat(data.count(What.UNITS_IN_SEVERAL_ARMS))
        .isEqualTo(new Count(What.UNITS_IN_SEVERAL_ARMS, 1, at(4)));
  }

  @Test
  void rowsBeforeAssignmentAndOfOtherArmsAreLeftOut() throws Exception {
    TestData data =
        read(
            daily(PAID),
            "user,arm,time,paid",
            "u1,,2026-01-04T08:00:00Z,100",
            "u1,holdout,2026-01-04T09:00:00Z,100",
            "u1,a,2026-01-05T08:00:00Z,1",
            "u1,,2026-01-05T09:00:00Z,2",
            "u1,holdout,2026-01-05T09:30:00Z,100",
            "u2,,2026-01-05T10:00:00Z,100");
    assertThat(data.looks()).hasSize(1);
    assertThat(sums(data, 0, 0)).isEqualTo(UnitSums.of(1, 3, 9).withLargest(9));
    assertThat(data.count(What.ROWS_BEFORE_ASSIGNMENT))
        .isEqualTo(new Count(What.ROWS_BEFORE_ASSIGNMENT, 2, at(2)));
    assertThat(data.count(What.ROWS_OF_OTHER_ARMS))
        .isEqualTo(new Count(What.ROWS_OF_OTHER_ARMS, 2, at(3)));
    assertThat(data.count(What.UNITS_IN_SEVERAL_ARMS).number()).isZero();
  }

  @Test
  void duplicatesAreRowsWithUnitTimeAndIdOfAnotherOne() throws Exception {
    String[] rows = {
      "user,arm,time,paid,order",
      "u1,a,2026-01-05T08:00:00Z,1,o1",
      "u1,a,2026-01-05T08:00:00+00:00,50,o1",
      "u1,a,2026-01-05T08:00:00Z,2,o2",
      "u2,a,2026-01-05T08:00:00Z,4,o1",
      "u1,a,2026-01-05T08:00:01Z,8,o1",
      "u1,a,2026-01-05T08:00:01Z,16,",
      "u1,a,2026-01-05T08:00:01Z,16,"
    };
    TestData data = read(columns("order", null, PAID), rows);
    assertThat(sums(data, 0, 0)).isEqualTo(UnitSums.of(2, 47, 43 * 43 + 16).withLargest(43 * 43));
    assertThat(data.count(What.DUPLICATES)).isEqualTo(new Count(What.DUPLICATES, 1, at(3)));
    TestData all = read(daily(PAID), rows);
    assertThat(sums(all, 0, 0).y()).isEqualTo(97);
    assertThat(all.count(What.DUPLICATES).number()).isZero();
  }

  @Test
  void manyRowsOfOneTimeAreToldApart() throws Exception {
    StringBuilder rows = new StringBuilder("user,arm,time,paid,order\n");
    for (int i = 0; i < 5_000; i++) {
      rows.append("u%d,a,2026-01-05,1,o%d\n".formatted(i % 50, i / 2));
    }
    TestData data = read(columns("order", null, PAID), rows.toString());
    assertThat(data.count(What.DUPLICATES).number()).isZero();
    assertThat(sums(data, 0, 0).y()).isEqualTo(5_000);
    TestData twice =
        read(columns("order", null, PAID), rows.toString(), rows.substring(25).stripTrailing());
    assertThat(twice.count(What.DUPLICATES).number()).isEqualTo(5_000);
    assertThat(sums(twice, 0, 0)).isEqualTo(sums(data, 0, 0));
  }

  @Test
  void joinsOfAUnitsRows() throws Exception {
    TestData data =
        read(
            daily(
                metric(Join.SUM, NONE),
                metric(Join.LAST, NONE),
                metric(Join.MAX, NONE),
                metric(Join.ANY, NONE)),
            "user,arm,time,paid",
            "u1,a,2026-01-05T08:00:00Z,-3",
            "u1,a,2026-01-05T09:00:00Z,",
            "u2,a,2026-01-05T09:00:00Z,",
            "u1,a,2026-01-06T08:00:00Z,-5",
            "u1,a,2026-01-06T08:00:00Z,-4");
    assertThat(sums(data, 0, 0)).isEqualTo(UnitSums.of(2, -3, 9).withLargest(9));
    assertThat(data.looks().get(0).sums()[0])
        .extracting(UnitSums::y)
        .containsExactly(-3.0, -3.0, -3.0, 1.0);
    assertThat(data.looks().get(1).sums()[0])
        .extracting(UnitSums::y)
        .containsExactly(-12.0, -4.0, -3.0, 1.0);
    assertThat(data.looks().get(1).sums()[0])
        .extracting(UnitSums::largest)
        .containsExactly(144.0, 16.0, 9.0, 1.0);
  }

  @Test
  void theLargestSquareFallsWithItsUnit() throws Exception {
    TestData data =
        read(
            daily(metric(Join.LAST, NONE)),
            "user,arm,time,paid",
            "u1,a,2026-01-05T08:00:00Z,9",
            "u2,a,2026-01-05T09:00:00Z,5",
            "u1,a,2026-01-06T08:00:00Z,1");
    assertThat(sums(data, 0, 0).largest()).isEqualTo(81);
    assertThat(sums(data, 1, 0)).isEqualTo(UnitSums.of(2, 6, 26).withLargest(25));
  }

  @Test
  void clipCapsTheTotalOfAUnit() throws Exception {
    TestData data =
        read(
            daily(metric(Join.SUM, 10), PAID),
            "user,arm,time,paid",
            "u1,a,2026-01-05T08:00:00Z,8",
            "u9,b,2026-01-05T08:00:00Z,True",
            "u8,b,2026-01-05T08:00:00Z,FALSE",
            "u1,a,2026-01-06T08:00:00Z,8",
            "u1,a,2026-01-07T08:00:00Z,-9");
    assertThat(data.looks())
        .extracting(look -> look.sums()[0][0].y())
        .containsExactly(8.0, 10.0, 7.0);
    assertThat(data.looks())
        .extracting(look -> look.sums()[0][1].y())
        .containsExactly(8.0, 16.0, 7.0);
    assertThat(data.count(What.CLIPPED).number()).isZero();
    assertThat(sums(data, 0, 1)).isEqualTo(UnitSums.of(2, 1, 1).withLargest(1));
    TestData over = read(daily(metric(Join.SUM, 3)), "user,arm,time,paid", "u,b,2026-01-05,4");
    assertThat(sums(over, 0, 1)).isEqualTo(UnitSums.of(1, 3, 9).withLargest(9));
    assertThat(over.count(What.CLIPPED)).isEqualTo(new Count(What.CLIPPED, 1, at(2)));
  }

  @Test
  void ratioAndCovariateHaveTheirProducts() throws Exception {
    TestMetric ratio = ReadAs.ratio("rate", "paid", "views", "before");
    TestData data =
        read(
            daily(ratio),
            "user,arm,time,paid,views,before",
            "u1,a,2026-01-05T08:00:00Z,2,10,7",
            "u1,a,2026-01-05T09:00:00Z,1,20,",
            "u2,a,2026-01-05T10:00:00Z,5,40,",
            "u2,,2026-01-05T11:00:00Z,,,3",
            "u2,,2026-01-05T11:00:00Z,,,4",
            "u1,,2026-01-05T11:00:00Z,,,7");
    assertThat(sums(data, 0, 0))
        .isEqualTo(
            UnitSums.of(2, 8, 9 + 25)
                .withDenominator(70, 900 + 1600, 90 + 200)
                .withCovariate(7, 49, 21, 210)
                .withLargest(25));
    assertThat(data.count(What.COVARIATES_MISSING))
        .isEqualTo(new Count(What.COVARIATES_MISSING, 1, at(4)));
    assertThat(data.count(What.COVARIATES_CHANGED))
        .isEqualTo(new Count(What.COVARIATES_CHANGED, 1, at(5)));
  }

  @Test
  void aWindowCountsAUnitOnceItIsComplete() throws Exception {
    TestData data =
        read(
            columns(null, Duration.ofHours(36), PAID),
            "user,arm,time,paid",
            "u1,a,2026-01-05T12:00:00Z,1",
            "u2,a,2026-01-05T12:00:01Z,10",
            "u1,a,2026-01-06T23:59:59Z,2",
            "u1,a,2026-01-07T00:00:00Z,4",
            "u2,b,2026-01-08T00:00:00Z,4");
    assertThat(data.looks()).hasSize(4);
    assertThat(sums(data, 0, 0)).isEqualTo(UnitSums.NONE);
    assertThat(data.looks().get(0).assigned()).containsExactly(2, 0);
    assertThat(sums(data, 1, 0)).isEqualTo(UnitSums.of(1, 3, 9).withLargest(9));
    assertThat(data.looks().get(1).fresh()[0][0]).isEqualTo(sums(data, 1, 0));
    assertThat(sums(data, 2, 0)).isEqualTo(UnitSums.of(2, 13, 109).withLargest(100));
    assertThat(data.looks().get(2).fresh()[0][0])
        .isEqualTo(UnitSums.of(1, 10, 100).withLargest(100));
    assertThat(sums(data, 3, 0)).isEqualTo(UnitSums.of(1, 3, 9).withLargest(9));
    assertThat(data.looks().get(3).fresh()[0][0]).isEqualTo(UnitSums.NONE);
    assertThat(data.count(What.ROWS_AFTER_WINDOW))
        .isEqualTo(new Count(What.ROWS_AFTER_WINDOW, 1, at(5)));
  }

  @Test
  void onlyCompleteIntervalsCount() throws Exception {
    TestColumns all = daily(PAID);
    TestColumns columns =
        ReadAs.events(
            "time",
            null,
            all.metrics(),
            null,
            Duration.ofDays(1),
            Instant.parse("2026-01-07T15:00:00Z"));
    String[] rows = {
      "user,arm,time,paid",
      "u1,a,2026-01-06T23:59:59.999999999Z,1",
      "u1,a,2026-01-07T00:00:00Z,2",
      "u1,a,2026-01-07T14:00:00Z,4"
    };
    TestData data = read(columns, rows);
    assertThat(data.looks()).extracting(Look::end).containsExactly(day(7));
    assertThat(sums(data, 0, 0).y()).isEqualTo(1);
    assertThat(data.count(What.ROWS_AFTER_LAST_LOOK))
        .isEqualTo(new Count(What.ROWS_AFTER_LAST_LOOK, 2, at(3)));
    assertThat(data.looks().get(0).fresh()).as("no other look can come").isNotNull();
  }

  @Test
  void sumsLoseNoDigitsInManyUpdates() throws Exception {
    StringBuilder rows = new StringBuilder("user,arm,time,paid\nbig,a,2026-01-05,1e15\n");
    for (int i = 0; i < 20_000; i++) {
      rows.append("u%d,a,2026-01-05T%02d:00:00Z,0.1\n".formatted(i % 10, i / 1_000));
    }
    rows.append("big,b,2026-01-06,0");
    TestData data = read(daily(PAID), rows.toString());
    // Each of ten units has the double nearest to 2,000 doubles that are nearest to 0.1.
    assertThat(sums(data, 1, 0)).isEqualTo(UnitSums.of(10, 2_000, 400_000).withLargest(40_000));
  }

  @Test
  void placesAreOfTheFileThatHasThem() throws Exception {
    String head = "user,arm,time,paid\n";
    Path first = Files.writeString(folder.resolve("a.csv"), head + "u1,a,2026-01-05,1\n");
    Path none = Files.writeString(folder.resolve("b.csv"), head);
    Path second =
        Files.writeString(folder.resolve("c.csv"), head + "u2,,2026-01-06,1\nu2,z,2026-01-06,1");
    Path last = Files.writeString(folder.resolve("d.csv"), head + "u1,b,2026-01-07,1");
    for (List<Path> files :
        List.of(List.of(first, none, second, last), List.of(last, second, none, first))) {
      TestData data = new RowLog(files, daily(PAID)).read();
      assertThat(data.count(What.ROWS_BEFORE_ASSIGNMENT).where()).isEqualTo(second + ", line 2");
      assertThat(data.count(What.ROWS_OF_OTHER_ARMS).where()).isEqualTo(second + ", line 3");
      assertThat(data.count(What.UNITS).where()).isEqualTo(first + ", line 2");
      assertThat(data.count(What.UNITS_IN_SEVERAL_ARMS).where()).isEqualTo(last + ", line 2");
      assertThat(data.looks()).hasSize(3);
    }
  }

  private static TestMetric metric(Join join, double clip) {
    return ReadAs.metric("m", "paid", join, clip);
  }

  private static TestColumns daily(TestMetric... metrics) {
    return columns(null, null, metrics);
  }

  private static TestColumns columns(String row, Duration window, TestMetric... metrics) {
    return ReadAs.events("time", row, List.of(metrics), window, Duration.ofDays(1), null);
  }

  private TestData read(TestColumns columns, String... lines) throws Exception {
    Path file = Files.writeString(folder.resolve("log.csv"), String.join("\n", lines));
    return new RowLog(List.of(file), columns).read();
  }

  private String at(int line) {
    return folder.resolve("log.csv") + ", line " + line;
  }

  private static UnitSums sums(TestData data, int look, int arm) {
    return data.looks().get(look).sums()[arm][0];
  }

  private static Instant day(int day) {
    return Instant.parse("2026-01-%02dT00:00:00Z".formatted(day));
  }
}
