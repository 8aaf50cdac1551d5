package dev.recsim.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.live.TestData.What;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.logs.served.ServedOptions;
import dev.recsim.tool.ServedText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live tests on served logs. */
class ServedTestTest {
  @TempDir Path folder;

  private RowLog log(String... metrics) {
    return RowLog.served(
        folder,
        new TestColumns(
            AbOptions.of("", new AbColumns("unit", "arm", "time", "row", null, null), null),
            List.of("old", "new"),
            java.util.Arrays.stream(metrics).map(it -> TestMetric.mean(it, it)).toList(),
            Instant.ofEpochMilli(ServedText.NOON + 3 * 86_400_000L),
            TestColumns.Only.ALL),
        ServedOptions.DEFAULTS);
  }

  private static String arm(String name) {
    return ",\"arm\":\"%s\"".formatted(name);
  }

  @Test
  void unitsEarnWhatTheirOutcomesSay() throws Exception {
    new ServedText(folder)
        .decision("a", "u1", arm("old"))
        .decision("b", "u2", arm("new"))
        .decision("c", "u3", arm("new"))
        .decision("f", "u4", arm("new") + ",\"fallback\":\"error\"")
        .at(1)
        .outcome("a", 2, ",\"signals\":{\"watch\":[1,2]}")
        .outcome("b", 5, "")
        .outcome("b", 7, "")
        .outcome("q", 7, "")
        .at(2)
        .decision("d", "u2", arm("new"))
        .outcome("d", 3, ",\"clicks\":[0]")
        .at(50)
        .outcome("c", 9, "");

    TestData data = log("reward", "watch", "decisions", "fallbacks", "clicks").read();

    TestData.Look last = data.looks().get(data.looks().size() - 1);
    assertThat(last.assigned()).containsExactly(1, 3);
    assertThat(last.sums()[0][0].y()).isEqualTo(2);
    assertThat(last.sums()[1][0].y()).isEqualTo(8);
    assertThat(last.sums()[1][0].yy()).isEqualTo(64);
    assertThat(last.sums()[0][1].y()).isEqualTo(3);
    assertThat(last.sums()[1][2].y()).isEqualTo(4);
    assertThat(last.sums()[1][3].y()).isEqualTo(1);
    assertThat(last.sums()[1][4].y()).isEqualTo(1);
    assertThat(data.count(What.OUTCOMES_LATE).number()).isEqualTo(1);
    assertThat(data.count(What.OUTCOMES_REPEATED).number()).isEqualTo(1);
    assertThat(data.count(What.OUTCOMES_OF_NO_DECISION).number()).isEqualTo(1);
  }

  /** What comes after a look does not change it, although its decision was before. */
  @Test
  void outcomesCountWhenTheyCome() throws Exception {
    ServedText text =
        new ServedText(folder)
            .at(719)
            .decision("a", "u1", arm("old"))
            .decision("b", "u2", arm("new"));
    text.at(721).outcome("a", 2, "");

    TestData data = log("reward").read();

    assertThat(data.looks().get(0).sums()[0][0].y()).isZero();
    assertThat(data.looks().get(1).sums()[0][0].y()).isEqualTo(2);
  }

  /** Arms were changed while users were there. */
  @Test
  void unitsOfTwoArmsAreLeftOut() throws Exception {
    new ServedText(folder)
        .decision("a", "u1", arm("old"))
        .decision("b", "u2", arm("new"))
        .decision("c", "u1", arm("new"))
        .outcome("c", 7, "")
        .decision("d", "u3", arm("interleaved"));

    TestData data = log("reward").read();

    assertThat(data.count(What.UNITS_IN_SEVERAL_ARMS).number()).isEqualTo(1);
    assertThat(data.count(What.ROWS_OF_OTHER_ARMS).number()).isEqualTo(1);
    assertThat(data.looks().get(0).assigned()).containsExactly(0, 1);
    assertThat(data.looks().get(0).sums()[1][0].y()).isZero();
  }

  /** Two servers whose clocks differ, and a file that goes back. */
  @Test
  void rowsAreSortedIfTheClockGoesBack() throws Exception {
    new ServedText(folder.resolve("one"))
        .at(10)
        .decision("a", "u1", arm("old"))
        .file(2)
        .at(0)
        .outcome("a", 2, "")
        .decision("b", "u2", arm("new"));
    new ServedText(folder.resolve("two")).at(5).decision("c", "u3", arm("new"));

    TestData data = log("reward").read();

    assertThat(data.looks().get(0).assigned()).containsExactly(1, 2);
    assertThat(data.looks().get(0).sums()[0][0].y()).isEqualTo(2);
  }

  @Test
  void whatIsMissingIsSaid() {
    ServedText text = new ServedText(folder).decision("a", "u1", arm("old"));
    assertThatThrownBy(() -> log("watch").read())
        .isInstanceOf(InvalidTestData.class)
        .hasMessageContaining(
            "no outcome has the signal \"watch\"; a served log has the columns decisions,"
                + " fallbacks, reward, clicks, and the signals []");
    text.lose(5).decision("b", "u1", arm("old"));
    assertThatThrownBy(() -> log("reward").read())
        .isInstanceOf(InvalidTestData.class)
        .hasMessageContaining("5 of 8 records are lost");
  }
}
