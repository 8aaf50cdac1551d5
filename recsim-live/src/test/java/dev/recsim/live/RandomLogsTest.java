package dev.recsim.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.NaiveSums.Row;
import dev.recsim.live.TestData.Look;
import dev.recsim.live.TestData.What;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.file.UnitPart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private static final int FEW = 100;
  private static final int LOGS = 400;

  @TempDir Path folder;

  @Tag("nightly")
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
    changeOrder(FEW);
  }

  @Tag("nightly")
  @Test
  void theOrderOfLinesOfMoreLogsChangesNothing() throws Exception {
    changeOrder(LOGS);
  }

  private void changeOrder(int logs) throws Exception {
    for (int seed = 0; seed < logs; seed++) {
      RandomLog log = new RandomLog(seed);
      TestColumns columns = log.columns();
      if (!columns.timed()) {
        continue;
      }
      List<Row> rows = log.rows();
      TestData data = new RowLog(log.write(folder(seed), rows), columns).read();
      TestData other = new RowLog(log.write(folder(seed), log.shuffled(rows)), columns).read();
      assertThat(numbers(other)).as("log %d", seed).isEqualTo(numbers(data));
    }
  }

  /** Lines of CSV are divided by their units, as a cluster does it. */
  @Test
  void partsOfTheUnitsAddUpToTheWhole() throws Exception {
    addParts(FEW);
  }

  @Tag("nightly")
  @Test
  void partsOfMoreLogsAddUpToTheWhole() throws Exception {
    addParts(LOGS);
  }

  private void addParts(int logs) throws Exception {
    int compared = 0;
    for (int seed = 0; seed < logs; seed++) {
      RandomLog log = new RandomLog(seed);
      TestColumns columns = log.columns();
      if (columns.window().isPresent() && columns.look().isEmpty() && columns.end().isEmpty()) {
        continue;
      }
      List<Row> rows = new ArrayList<>(log.rows());
      if (seed % 2 == 0) {
        rows.sort(Comparator.comparingLong(Row::time));
      }
      Path file = Files.writeString(folder(seed).resolve("log.csv"), log.csv(rows));
      TestData whole = new RowLog(List.of(file), columns).read();
      TestData data = parts(file, columns, 1 + seed % 4);
      assertThat(data.looks()).as("log %d", seed).hasSameSizeAs(whole.looks());
      for (int i = 0; i < whole.looks().size(); i++) {
        compare(data.looks().get(i), whole.looks().get(i), "log %d, look %d".formatted(seed, i));
        compared++;
      }
      for (What what : What.values()) {
        assertThat(data.count(what).number()).isEqualTo(whole.count(what).number());
        // Of clipped values, the unit that came first is named, and not the first line.
        if (seed % 2 == 0 && columns.timed() && what != What.CLIPPED) {
          assertThat(data.count(what).where())
              .as("%s of log %d", what, seed)
              .isEqualTo(whole.count(what).where());
        }
      }
    }
    assertThat(compared).isGreaterThan(logs);
  }

  @Test
  void firstLineThatCannotBeReadIsNamed() throws Exception {
    TestColumns columns = new RandomLog(1).columns();
    List<String> lines = new ArrayList<>(List.of("time,unit,more,arm,id,y,z,d,x,w"));
    for (int i = 0; i < 50; i++) {
      String value = i == 31 || i == 40 ? "many" : "1";
      lines.add("2026-01-02T00:00:00Z,u%s,,a,%s,%s,1,1,1,1".formatted(i, i, value));
    }
    Path file = Files.write(folder.resolve("faults.csv"), lines);

    for (String header : List.of(lines.get(0), lines.get(0).replace("unit", "user"))) {
      lines.set(0, header);
      Files.write(file, lines);
      InvalidTestData own =
          catchThrowableOfType(
              InvalidTestData.class, () -> new RowLog(List.of(file), columns).read());
      assertThatThrownBy(() -> parts(file, columns, 3))
          .isInstanceOf(InvalidTestData.class)
          .hasMessage(own.getMessage())
          .hasMessageContaining("faults.csv, line " + (header.contains("user") ? 1 : 33));
    }
  }

  private static TestData parts(Path file, TestColumns columns, int count) throws Exception {
    byte[] request = UnitPart.request(columns);
    List<String> names = List.of(file.toString());
    String[] lines = Files.readString(file).split("\n");
    List<byte[]> headers = List.of(lines[0].getBytes(StandardCharsets.UTF_8));
    List<List<byte[]>> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      parts.add(new ArrayList<>());
    }
    for (int line = 1; line < lines.length; line++) {
      byte[] bytes = lines[line].getBytes(StandardCharsets.UTF_8);
      long unit = unit(request, names, headers, bytes);
      ByteBuffer row = ByteBuffer.allocate(21 + bytes.length).putInt(0).putLong(line + 1);
      row.position(21).put(bytes);
      parts.get((int) Math.floorMod(unit, (long) count)).add(row.array());
    }
    List<byte[]> answers = new ArrayList<>();
    for (List<byte[]> part : parts) {
      answers.add(UnitPart.run(request, names, headers, part.iterator()));
    }
    return UnitPart.add(answers);
  }

  private static long unit(byte[] request, List<String> names, List<byte[]> headers, byte[] line)
      throws Exception {
    try {
      return new UnitPart(request, names, headers).session(0, line, 1);
    } catch (InvalidTestData e) {
      return -1;
    }
  }

  private static void compare(Look part, Look whole, String name) {
    assertThat(part.end()).as(name).isEqualTo(whole.end());
    assertThat(part.assigned()).as(name).isEqualTo(whole.assigned());
    assertThat(part.rows()).as(name).isEqualTo(whole.rows());
    compare(part.sums(), whole.sums(), name);
    assertThat(part.fresh() == null).as(name).isEqualTo(whole.fresh() == null);
    if (whole.fresh() != null) {
      compare(part.fresh(), whole.fresh(), name);
    }
  }

  /** Sums of values of both signs may be near 0: what counts is the size of the terms. */
  private static void compare(UnitSums[][] parts, UnitSums[][] whole, String name) {
    for (int a = 0; a < whole.length; a++) {
      for (int m = 0; m < whole[a].length; m++) {
        UnitSums p = parts[a][m];
        UnitSums w = whole[a][m];
        assertThat(p.n()).as(name).isEqualTo(w.n());
        assertThat(p.largest()).as(name).isEqualTo(w.largest());
        close(p.y(), w.y(), Math.sqrt(w.yy() * w.n()), name);
        close(p.yy(), w.yy(), w.yy(), name);
        close(p.d(), w.d(), Math.sqrt(w.dd() * w.n()), name);
        close(p.dd(), w.dd(), w.dd(), name);
        close(p.yd(), w.yd(), Math.sqrt(w.yy() * w.dd()), name);
        close(p.x(), w.x(), Math.sqrt(w.xx() * w.n()), name);
        close(p.xx(), w.xx(), w.xx(), name);
        close(p.xy(), w.xy(), Math.sqrt(w.yy() * w.xx()), name);
        close(p.xd(), w.xd(), Math.sqrt(w.xx() * w.dd()), name);
      }
    }
  }

  private static void close(double part, double whole, double size, String name) {
    assertThat(Math.abs(part - whole)).as(name).isLessThanOrEqualTo(1e-12 * size);
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
