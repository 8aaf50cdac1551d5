package dev.recsim.ab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.ab.NaiveSums.Row;
import dev.recsim.ab.TestData.Look;
import dev.recsim.ab.TestData.What;
import dev.recsim.ab.file.RowLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random logs have the sums, bit for bit, that a program has which keeps all rows in memory. */
@Tag("slow")
class RandomLogsTest {
  private static final int LOGS = 400;

  @TempDir Path folder;

  @Test
  void sumsAreThoseOfAllRowsInMemory() throws Exception {
    int looks = 0;
    for (int seed = 0; seed < LOGS; seed++) {
      RandomLog log = new RandomLog(seed);
      TestColumns columns = log.columns();
      List<Row> rows = new ArrayList<>(log.rows());
      if (seed % 2 == 0) {
        rows.sort(Comparator.comparingLong(Row::time));
      }
      TestData data = new RowLog(log.write(folder(seed), rows), columns).read();
      NaiveSums naive = new NaiveSums(columns, RandomLog.seen(columns, rows));
      List<Look> expected = naive.looks();
      assertThat(data.looks()).as("looks of %d", seed).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(data.looks().get(i))
            .as("look %d of log %d, %s", i, seed, columns)
            .usingRecursiveComparison()
            .withEqualsForType((a, b) -> a.doubleValue() == b.doubleValue(), Double.class)
            .isEqualTo(expected.get(i));
      }
      for (What what : What.values()) {
        assertThat(data.count(what).number())
            .as("%s of log %d, %s", what, seed, columns)
            .isEqualTo(naive.count(what));
      }
      looks += expected.size();
    }
    assertThat(looks).isGreaterThan(5 * LOGS);
  }

  @Test
  void theOrderOfLinesChangesNothing() throws Exception {
    for (int seed = 0; seed < LOGS; seed++) {
      RandomLog log = new RandomLog(seed);
      TestColumns columns = log.columns();
      if (columns.time() == null) {
        continue;
      }
      List<Row> rows = log.rows();
      TestData data = new RowLog(log.write(folder(seed), rows), columns).read();
      TestData other = new RowLog(log.write(folder(seed), log.shuffled(rows)), columns).read();
      assertThat(numbers(other)).as("log %d", seed).isEqualTo(numbers(data));
    }
  }

  /** All but the places of what was counted. */
  private static String numbers(TestData data) {
    StringBuilder text = new StringBuilder();
    for (Look look : data.looks()) {
      text.append(look.end()).append(Arrays.toString(look.assigned()));
      text.append(Arrays.deepToString(look.sums()));
      text.append(Arrays.deepToString(look.fresh())).append(look.rows());
    }
    data.counts().forEach(it -> text.append(it.what()).append(it.number()));
    return text.toString();
  }

  private int folders;

  private Path folder(int seed) throws Exception {
    return Files.createDirectory(folder.resolve(seed + "-" + folders++));
  }
}
