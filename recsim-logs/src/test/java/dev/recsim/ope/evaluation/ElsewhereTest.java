package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.logs.LogRows;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.random.RandomKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is read in parts has the statistics of the log that is read at once. */
@Tag("slow")
class ElsewhereTest {
  private static final RandomKey KEY = RandomKey.root(5);
  private static final int PARTS = 7;

  @TempDir Path folder;

  /** Decisions of sessions with texts as ids, states and documents. */
  private static List<String> decisions(int rows) {
    List<String> lines = new ArrayList<>(List.of("visit,step,page,item,click,p,p_new"));
    for (int i = 0; i < rows; i++) {
      RandomKey luck = KEY.child(i);
      int item = luck.below(0, 4);
      lines.add(
          String.format(
              Locale.ROOT,
              "v%d,0,page %d,item %d,%d,0.25,%s",
              i,
              luck.below(1, 3),
              item,
              luck.uniform(2) < 0.1 + 0.2 * item ? 1 : 0,
              item == 3 ? 0.4 : 0.2));
    }
    return lines;
  }

  /** Sessions of up to three steps, whose rows are interleaved. */
  private static List<String> sessions(int count) {
    List<String> lines = new ArrayList<>(List.of("visit,step,page,item,click,p,p_new"));
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < 3; t++) {
        int session = i - 2 * t;
        RandomKey luck = KEY.child(session).child(t);
        if (session >= 0
            && (t == 0 || KEY.child(session).uniform(9) < Math.pow(0.7, t))
            && session + 4 < count) {
          int item = luck.below(0, 2);
          lines.add(
              "v%d,%d,%d,item %d,%s,0.5,%s"
                  .formatted(
                      session,
                      t,
                      luck.below(1, 3),
                      item,
                      luck.uniform(2) < 0.3 + 0.4 * item ? 1 : 0.25,
                      item == 1 ? 0.6 : 0.4));
        }
      }
    }
    return lines;
  }

  private static LogColumns columns(String session, String step) {
    return new LogColumns(
        session, step, null, List.of("page"), List.of(), "item", null, "click", "p", null);
  }

  private Evaluated evaluated(LogSource sessions) {
    Survey survey = Survey.of(sessions);
    List<Target> targets =
        List.of(new Target.Column("new", 0), new Target.Uniform("uniform", survey));
    List<Comparison> comparisons =
        List.of(new Comparison("new", "logged"), new Comparison("uniform", "new"));
    return PolicyEvaluation.of(
        survey, targets, comparisons, new Settings(1, null, null, 0.025, KEY));
  }

  private void assertSame(List<String> lines, LogColumns columns, double most) throws IOException {
    Path file = Files.write(folder.resolve("log.csv"), lines);
    LogOptions options = new LogOptions(file.toString(), columns, ",", null, most);
    Evaluated here = evaluated(LogSource.of(Log.of(options, folder, List.of("p_new"))));
    Log log = Log.elsewhere(options, List.of(file), List.of("p_new"));
    Evaluated elsewhere =
        evaluated(new LogSource.Elsewhere(log, request -> parts(request, log, file, lines)));
    assertThat(elsewhere.targets().get(0).estimates()).isNotEmpty();
    assertThat(elsewhere.log()).isEqualTo(here.log());
    assertThat(elsewhere)
        .usingRecursiveComparison()
        .withComparatorForType(
            (a, b) -> Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a)) ? 0 : a.compareTo(b),
            Double.class)
        .isEqualTo(here);
  }

  /** Divides the rows by session as the driver of a cluster does. */
  private static Iterator<byte[]> parts(byte[] request, Log log, Path file, List<String> lines) {
    List<String> names = List.of(file.toString());
    List<byte[]> headers = List.of(lines.get(0).getBytes(StandardCharsets.UTF_8));
    LogRows keys = new LogRows(log, names, headers, session -> {});
    List<Map<List<Long>, byte[]>> parts = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      parts.add(new TreeMap<>((a, b) -> a.toString().compareTo(b.toString())));
    }
    long before = LogRows.NONE;
    for (int i = 1; i < lines.size(); i++) {
      byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
      long session = keys.session(0, line, 1);
      boolean begins = keys.belongs(0) && session != before;
      before = keys.belongs(0) ? session : before;
      ByteBuffer row = ByteBuffer.allocate(21 + line.length);
      row.putInt(0).putLong(i + 1).putLong(i - 1).put((byte) (begins ? 1 : 0)).put(line);
      boolean ids = log.options().columns().session() != null;
      int part = ids ? (int) Long.remainderUnsigned(session, PARTS) : i * PARTS / lines.size();
      parts.get(part).put(List.of(ids ? session : 0, 1_000_000L + i), row.array());
    }
    return parts.stream()
        .map(part -> Partition.run(request, names, headers, part.values().iterator()))
        .toList()
        .iterator();
  }

  @Test
  void decisions() throws IOException {
    assertSame(decisions(3_000), columns("visit", "step"), 0);
  }

  @Test
  void decisionsWithoutIds() throws IOException {
    assertSame(decisions(3_000), columns(null, null), 0);
  }

  @Test
  void sessionsOfSeveralSteps() throws IOException {
    assertSame(sessions(3_000), columns("visit", "step"), 0);
  }

  @Test
  void exclusions() throws IOException {
    List<String> lines = decisions(3_000);
    // Sessions that are together: one comes back.
    lines.add(40, lines.get(7));
    lines.set(100, "v99,0,page 1,item 1,often,0.25,0.2");
    lines.set(200, "v199,0,page 1,item 1,1,0,0.2");
    lines.set(300, "v299,0,page 1,item 1,1,1.25,0.2");
    lines.set(400, "v398,0,page 1");
    lines.set(401, ",0,page 1,item 1,1,0.5,0.2");
    lines.set(402, "v401,0,\"page\"1,item 1,1,0.5,0.2");
    assertSame(lines, columns("visit", null), 0.01);
    assertSame(lines, columns("visit", "step"), 0.01);
    assertSame(lines, columns(null, null), 0.01);
  }

  @Test
  void tooManyExclusionsAndFaultyFilesAreErrors() {
    List<String> lines = decisions(1_000);
    lines.set(500, "v499,0,page 1,item 1,often,0.25,0.2");
    assertThatThrownBy(() -> assertSame(lines, columns("visit", "step"), 0))
        .isInstanceOf(InvalidFile.class);
    Log log =
        Log.elsewhere(
            new LogOptions("x.csv", columns("visit", "step"), ",", null, 0),
            List.of(Path.of("x.csv")),
            List.of("p_new"));
    LogSource faulty =
        new LogSource.Elsewhere(log, request -> parts(request, log, Path.of("x.csv"), lines));
    assertThatThrownBy(() -> Survey.of(faulty))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("1 of 1,000 rows would be excluded");
    lines.set(500, "v499,0,\"page 1,item 1,often,0.25,0.2");
    assertThatThrownBy(() -> Survey.of(faulty))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("never closed");
    lines.set(0, "visit,step,page,item,click,p");
    assertThatThrownBy(() -> Survey.of(faulty))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("\"p_new\" (probability) is missing");
  }

  @Test
  void onlyObjectsOfPassesAreRead() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ArrayList<>(List.of(new URL("http://localhost/"))));
    }
    assertThatThrownBy(() -> new Partition(bytes.toByteArray(), List.of(), List.of()))
        .hasCauseInstanceOf(InvalidClassException.class)
        .hasMessageContaining("REJECTED");
  }
}
