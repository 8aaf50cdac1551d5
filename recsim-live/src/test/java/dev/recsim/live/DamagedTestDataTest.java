package dev.recsim.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.file.DailySums;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions.Join;
import dev.recsim.live.options.AbOptions.Rows;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files give a result that can be judged, or are refused with a place. */
@Tag("slow")
class DamagedTestDataTest {
  private static final double NONE = Double.NaN;
  private static final int TRIES = 2_000;
  private static final int MORE = 6_000;
  private static final List<String> PIECES =
      List.of(
          ",",
          "\"",
          "\n",
          "\r",
          "\n\n",
          "\"\"",
          "-",
          "9",
          "1e29",
          "e400",
          "NaN",
          "\0",
          "\u00FF",
          "a",
          "b",
          "{",
          "}",
          "[",
          "null",
          "2199-12-31T23:59:59Z",
          ":",
          "1",
          "0",
          " ",
          "unit 3");

  @TempDir Path folder;

  private int refused;

  @Test
  void damagedLogs() throws Exception {
    damageLogs(TRIES);
  }

  @Tag("nightly")
  @Test
  void moreDamagedLogs() throws Exception {
    damageLogs(MORE);
  }

  private void damageLogs(int tries) throws Exception {
    for (int t = 0; t < tries; t++) {
      RandomLog log = new RandomLog(t % 200);
      TestColumns columns = log.columns();
      List<Path> files = log.write(folder, log.rows());
      Path file = files.get(t % files.size());
      byte[] good = Files.readAllBytes(file);
      Files.delete(file);
      Files.write(file, damaged(good, RandomKey.root(5).child(t)));
      check(t, new RowLog(files, columns));
      for (Path each : files) {
        Files.delete(each);
      }
    }
    assertThat(refused).isBetween(tries / 4, tries * 19 / 20);
  }

  @Test
  void damagedSums() throws Exception {
    damageSums(TRIES);
  }

  @Tag("nightly")
  @Test
  void moreDamagedSums() throws Exception {
    damageSums(MORE);
  }

  private void damageSums(int tries) throws Exception {
    TestColumns columns =
        ReadAs.sums(
            "d",
            "n",
            List.of(ReadAs.ratio("m", "c", "v", "x"), ReadAs.share("s", "s", Join.ANY)),
            Rows.CUMULATIVE,
            Duration.ofDays(1),
            null);
    for (int t = 0; t < tries; t++) {
      StringBuilder csv = new StringBuilder("d,arm,n,c,c_squares,v,v_squares,c_v,");
      csv.append("x,x_squares,x_c,x_v,s,c_largest\n");
      StringBuilder json = new StringBuilder();
      for (int day = 5; day < 9; day++) {
        for (String arm : List.of("a", "b", "c")) {
          String sums = "%d,2,%d,3,4.5,2,-1,6,0.5,1,4,1.5".formatted(9 + day, day);
          csv.append("2026-01-%02d,%s,%s\n".formatted(day, arm, sums));
          json.append("{\"d\": \"2026-01-%02d\", \"arm\": \"%s\", \"n\": ".formatted(day, arm));
          String[] names = csv.substring(0, csv.indexOf("\n")).split(",");
          String[] values = sums.split(",");
          json.append(values[0]);
          for (int v = 1; v < values.length; v++) {
            json.append(", \"%s\": %s".formatted(names[v + 2], values[v]));
          }
          json.append("}\n");
        }
      }
      String good = (t % 2 == 0 ? csv : json).toString();
      Path file = folder.resolve(t % 2 == 0 ? "sums.csv" : "sums.jsonl");
      Files.writeString(file, good);
      if (t < 2) {
        assertThat(new DailySums(List.of(file), columns).read().looks()).hasSize(4);
      }
      Files.delete(file);
      Files.write(file, damaged(good.getBytes(ISO_8859_1), RandomKey.root(6).child(t)));
      check(t, new DailySums(List.of(file), columns));
      Files.delete(file);
    }
    assertThat(refused).isBetween(tries / 4, tries * 19 / 20);
  }

  private void check(int t, TestSource source) throws Exception {
    try {
      for (Look look : source.read().looks()) {
        for (UnitSums[] arm : look.sums()) {
          for (UnitSums sums : arm) {
            sound(sums);
          }
        }
      }
    } catch (InvalidTestData e) {
      refused++;
      assertThat(e.getMessage()).startsWith(folder.toString()).hasSizeLessThan(2_000);
      assertThat(e.getMessage()).doesNotContain("\n");
    } catch (RuntimeException e) {
      throw new AssertionError("damage " + t, e);
    }
  }

  private static void sound(UnitSums it) {
    double[] all = {
      it.y(), it.yy(), it.d(), it.dd(), it.yd(), it.x(), it.xx(), it.xy(), it.xd(), it.largest()
    };
    assertThat(Arrays.stream(all).allMatch(Double::isFinite)).isTrue();
    assertThat(it.n()).isNotNegative();
    assertThat(it.n() * it.yy() * (1 + 1e-8)).isGreaterThanOrEqualTo(it.y() * it.y());
    assertThat(it.yy() * (1 + 1e-8)).isGreaterThanOrEqualTo(it.largest());
  }

  private static byte[] damaged(byte[] good, RandomKey key) {
    String text = new String(good, ISO_8859_1);
    int changes = 1 + key.below(0, 3);
    for (int c = 0; c < changes; c++) {
      int at = key.below(10 * c + 1, text.length() + 1);
      int to = Math.min(text.length(), at + key.below(10 * c + 2, 4));
      int other = key.below(10 * c + 3, text.length() + 1);
      String piece =
          switch (key.below(10 * c + 4, 5)) {
            case 0 -> "";
            case 1 -> Character.toString(key.below(10 * c + 5, 256));
            case 2 -> text.substring(other, Math.min(text.length(), other + 30));
            default -> PIECES.get(key.below(10 * c + 6, PIECES.size()));
          };
      text = text.substring(0, at) + piece + text.substring(to);
      if (key.below(10 * c + 7, 30) == 0) {
        text = text.substring(0, at);
      }
    }
    return text.getBytes(ISO_8859_1);
  }
}
