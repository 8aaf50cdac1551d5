package dev.recsim.live.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.ReadAs;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestData.What;
import dev.recsim.live.TestMetric;
import dev.recsim.live.options.AbOptions.Join;
import dev.recsim.live.options.AbOptions.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailySumsTest {
  private static final double NONE = Double.NaN;
  private static final TestMetric PAID = TestMetric.mean("paid", "paid");
  private static final TestMetric SHARE = ReadAs.share("bought", "bought", Join.ANY);
  private static final TestMetric ALL = ReadAs.ratio("rate", "c", "v", "x");

  @TempDir Path folder;

  @Test
  void cumulativeSumsAreTakenAsTheyAre() throws Exception {
    TestData data =
        read(
            daily(PAID),
            "d,arm,users,paid,paid_squares,paid_largest",
            "2026-01-05,a,10,5,9,4",
            "2026-01-05,b,11,6,8,",
            "2026-01-05,holdout,11,6,8,",
            "2026-01-08,b,21,12,16,",
            "2026-01-08,a,20,10,18,9");
    assertThat(data.looks()).extracting(Look::end).containsExactly(day(6), day(7), day(8), day(9));
    assertThat(data.looks()).extracting(Look::rows).containsExactly(true, false, false, true);
    assertThat(sums(data, 0, 0)).isEqualTo(UnitSums.of(10, 5, 9).withLargest(4));
    assertThat(sums(data, 1, 0)).isEqualTo(sums(data, 0, 0));
    assertThat(sums(data, 3, 1)).isEqualTo(UnitSums.of(21, 12, 16));
    assertThat(data.looks().get(3).assigned()).containsExactly(20, 21);
    assertThat(data.looks()).allSatisfy(look -> assertThat(look.fresh()).isNull());
    assertThat(data.count(What.ROWS)).isEqualTo(new Count(What.ROWS, 5, at(2)));
    assertThat(data.count(What.ROWS_OF_OTHER_ARMS))
        .isEqualTo(new Count(What.ROWS_OF_OTHER_ARMS, 1, at(4)));
    assertThat(data.count(What.UNITS)).isEqualTo(new Count(What.UNITS, 41, null));
  }

  @Test
  void newUnitsAreSummedAndFresh() throws Exception {
    TestData data =
        read(
            columns("d", true, Duration.ofDays(1), null, PAID),
            "d,arm,users,paid,paid_squares,paid_largest",
            "2026-01-05,a,10,5,9,4",
            "2026-01-05,b,0,0,0,",
            "2026-01-07,a,3,0.1,0.5,0.25",
            "2026-01-07,b,2,1,1,",
            "2026-01-08,a,1,1,1,",
            "2026-01-08,b,1,1,1,1");
    assertThat(data.looks()).hasSize(4);
    assertThat(sums(data, 3, 0)).as("one is unknown").isEqualTo(UnitSums.of(14, 6.1, 10.5));
    assertThat(data.looks().get(3).fresh()[1][0]).isEqualTo(UnitSums.of(1, 1, 1).withLargest(1));
    assertThat(sums(data, 1, 0)).isEqualTo(UnitSums.of(10, 5, 9).withLargest(4));
    assertThat(data.looks().get(1).fresh()[0][0]).isEqualTo(UnitSums.NONE);
    assertThat(sums(data, 2, 0)).isEqualTo(UnitSums.of(13, 5.1, 9.5).withLargest(4));
    assertThat(data.looks().get(2).fresh()[0][0])
        .isEqualTo(UnitSums.of(3, 0.1, 0.5).withLargest(0.25));
    assertThat(sums(data, 2, 1))
        .as("its largest square is unknown")
        .isEqualTo(UnitSums.of(2, 1, 1));
    assertThat(data.looks().get(2).assigned()).containsExactly(13, 2);
  }

  @Test
  void ratioCovariateAndShareByTheirNames() throws Exception {
    TestData data =
        read(
            columns(null, false, null, null, ALL, SHARE),
            "arm,users,c,c_squares,v,v_squares,c_v,x,x_squares,x_c,x_v,bought",
            "a,10,1,2,3,4,2,5,6,3,4,7",
            "b,10,0,0,0,0,0,0,0,0,0,0");
    assertThat(data.looks()).hasSize(1);
    assertThat(data.looks().get(0).end()).isNull();
    assertThat(sums(data, 0, 0))
        .isEqualTo(UnitSums.of(10, 1, 2).withDenominator(3, 4, 2).withCovariate(5, 6, 3, 4));
    assertThat(data.looks().get(0).sums()[0][1]).isEqualTo(UnitSums.of(10, 7, 7).withLargest(1));
    assertThat(data.looks().get(0).sums()[1][1]).isEqualTo(UnitSums.of(10, 0, 0));
    assertThat(data.looks().get(0).fresh()).isEqualTo(data.looks().get(0).sums());
  }

  @Test
  void aLookHasTheLatestOfItsDaysOrAllNewUnits() throws Exception {
    String[] rows = {
      "d,arm,users,paid,paid_squares",
      "2026-01-08,a,1,1,1",
      "2026-01-08,b,1,1,1",
      "2026-01-09,a,3,4,6",
      "2026-01-09,b,3,4,6",
      "2026-01-15,a,4,5,7",
      "2026-01-15,b,4,5,7"
    };
    Duration week = Duration.ofDays(7);
    TestData cumulative = read(columns("d", false, week, null, PAID), rows);
    assertThat(cumulative.looks()).extracting(Look::end).containsExactly(day(15), day(22));
    assertThat(sums(cumulative, 0, 0)).isEqualTo(UnitSums.of(3, 4, 6));
    TestData fresh = read(columns("d", true, week, null, PAID), rows);
    assertThat(sums(fresh, 0, 0)).isEqualTo(UnitSums.of(4, 5, 7));
    assertThat(sums(fresh, 1, 0)).isEqualTo(UnitSums.of(8, 10, 14));
    TestData until =
        read(columns("d", false, week, Instant.parse("2026-01-20T00:00:00Z"), PAID), rows);
    assertThat(until.looks()).extracting(Look::end).containsExactly(day(15));
    assertThat(until.count(What.ROWS_AFTER_LAST_LOOK).number()).isEqualTo(2);
    TestData one = read(columns("d", false, null, null, PAID), rows);
    assertThat(one.looks()).hasSize(1);
    assertThat(sums(one, 0, 0)).isEqualTo(UnitSums.of(4, 5, 7));
  }

  @Test
  void sumsThatUnitsCannotHaveAreRefused() {
    String head = "d,arm,users,paid,paid_squares,paid_largest";
    String good = "2026-01-05,b,3,6,12,";
    refused(
        "line 2: columns \"paid\" and \"paid_squares\": the sum of 3 units is 12.0, so their"
            + " squares are 48.0 at least, but are 30.0; sum the squares of the totals of units",
        daily(PAID),
        head,
        "2026-01-05,a,3,12,30,",
        good);
    refused(
        "line 2: columns \"paid\" and \"paid_squares\": 0 units cannot have the sum 1.0",
        daily(PAID),
        head,
        "2026-01-05,a,0,1,1,",
        good);
    refused(
        "line 2: columns \"paid_squares\" and \"paid_largest\": 13.0 is not the largest",
        daily(PAID),
        head,
        "2026-01-05,a,3,6,12,13",
        good);
    refused(
        "line 2: columns \"paid_squares\" and \"paid_largest\": 1.0 is not the largest",
        daily(PAID),
        head,
        "2026-01-05,a,3,6,12,1",
        good);
    for (String n : List.of("-1", "2.5", "1e20")) {
      refused(
          "line 2: column \"users\": \"" + n + "\" is no number of units; write a whole number",
          daily(PAID),
          head,
          "2026-01-05,a," + n + ",6,12,",
          good);
    }
    refused(
        "line 2: column \"paid_squares\": the sum is missing; write 0 if it is 0",
        daily(PAID),
        head,
        "2026-01-05,a,3,6,,",
        good);
    refused(
        "line 2: column \"bought\": 3 units cannot have the sum 4.0 with values from 0.0 to 1.0",
        daily(SHARE),
        "d,arm,users,bought",
        "2026-01-05,a,3,4");
    refused(
        "line 2: column \"bought\": 1.5 is no number of units",
        daily(SHARE),
        "d,arm,users,bought",
        "2026-01-05,a,3,1.5");
    TestMetric range = ReadAs.range("paid", "paid", 0, 5);
    refused(
        "line 2: column \"paid\": 3 units cannot have the sum 16.0 with values from 0.0 to 5.0",
        daily(range),
        head,
        "2026-01-05,a,3,16,90,",
        good);
    refused(
        "line 2: column \"c_v\": the sum of products is 9.0, which squares of 2.0 and 4.0 forbid",
        columns(null, false, null, null, ALL),
        "arm,users,c,c_squares,v,v_squares,c_v,x,x_squares,x_c,x_v",
        "a,10,1,2,3,4,9,5,6,3,4");
  }

  @Test
  void sumsThatCannotFollowAreRefused() throws Exception {
    String[] rows = {
      "d,arm,users,paid,paid_squares",
      "2026-01-05,a,3,6,12",
      "2026-01-05,b,3,6,12",
      "2026-01-06,a,2,6,18",
      "2026-01-06,b,3,6,12"
    };
    refused(
        "line 4: column \"users\" falls from 3 (line 2) to 2; sums are of all units up to the"
            + " day, so a day is lost, or rows are of new_units",
        daily(PAID),
        rows);
    assertThat(read(columns("d", true, Duration.ofDays(1), null, PAID), rows).looks()).hasSize(2);
    rows[3] = "2026-01-06,a,4,6,11.39";
    refused("line 4: column \"paid_squares\" falls from 12 (line 2) to 11.39", daily(PAID), rows);
    rows[3] = "2026-01-06,a,4,6,11.41";
    assertThat(read(daily(PAID), rows).looks()).hasSize(2);
    rows[3] = "2026-01-05T00:00:00Z,a,4,6,12";
    refused("line 4: arm \"a\" has this day already in " + at(2), daily(PAID), rows);
    rows[3] = "2026-01-07,a,4,6,12";
    refused(
        "line 5: this day has no row of arm \"a\"; write a row for each arm", daily(PAID), rows);
    rows[3] = "2126-01-07,a,4,6,12";
    rows[4] = "2126-01-07,b,4,6,12";
    refused("line 4: this is more than 20000 looks after the first day", daily(PAID), rows);
    refused("line 1: the column \"paid_squares\" is missing", daily(PAID), "d,arm,users,paid");
    refused(
        "line 2: column \"d\": \"Monday\" is not a time", daily(PAID), rows[0], "Monday,a,1,1,1");
  }

  @Test
  void jsonLinesMayLackTheLargestSquare() throws Exception {
    String row = "{\"arm\": \"%s\", \"users\": 2, \"paid\": 3, \"paid_squares\": 5%s}\n";
    Path file =
        Files.writeString(
            folder.resolve("sums.jsonl"),
            row.formatted("a", ", \"paid_largest\": 4") + row.formatted("b", ""));
    TestData data = new DailySums(List.of(file), columns(null, false, null, null, PAID)).read();
    assertThat(sums(data, 0, 0)).isEqualTo(UnitSums.of(2, 3, 5).withLargest(4));
    assertThat(sums(data, 0, 1)).isEqualTo(UnitSums.of(2, 3, 5));
  }

  private static TestColumns daily(TestMetric... metrics) {
    return columns("d", false, Duration.ofDays(1), null, metrics);
  }

  private static TestColumns columns(
      String day, boolean fresh, Duration look, Instant until, TestMetric... metrics) {
    Rows rows = fresh ? Rows.NEW_UNITS : Rows.CUMULATIVE;
    return ReadAs.sums(day, "users", List.of(metrics), rows, look, until);
  }

  private TestData read(TestColumns columns, String... lines) throws Exception {
    Path file = Files.writeString(folder.resolve("sums.csv"), String.join("\n", lines));
    return new DailySums(List.of(file), columns).read();
  }

  private void refused(String message, TestColumns columns, String... lines) {
    assertThatThrownBy(() -> read(columns, lines))
        .isInstanceOf(InvalidTestData.class)
        .hasMessageStartingWith(folder.resolve("sums.csv").toString())
        .hasMessageContaining(message);
  }

  private String at(int line) {
    return folder.resolve("sums.csv") + ", line " + line;
  }

  private static UnitSums sums(TestData data, int look, int arm) {
    return data.looks().get(look).sums()[arm][0];
  }

  private static Instant day(int day) {
    return Instant.parse("2026-01-%02dT00:00:00Z".formatted(day));
  }
}
