package dev.recsim.serve.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.served.EventRecord;
import dev.recsim.served.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
  private static final long NOON = 1_767_268_800_000L; // 2026-01-01T12:00:00Z

  @TempDir Path temporary;

  private FileSinkOptions options() {
    return FileSinkOptions.of(temporary.resolve("served"));
  }

  private FileSink sink(FileSinkOptions options, AtomicLong clock) {
    return FileSink.open(options, Disk::real, clock::get, name -> null);
  }

  @Test
  void recordsAreLinesInTheirOrder() {
    FileSinkOptions options = options();
    try (FileSink sink = sink(options, new AtomicLong(NOON))) {
      sink.event(ServedRecords.start());
      sink.decision(ServedRecords.decision(7, "u1"));
      sink.outcome(ServedRecords.outcome(7));
      sink.event(new EventRecord.Arms(java.util.Map.of("new", 1)));
      sink.event(new EventRecord.Stop());
    }

    List<Path> files = ServedRecords.files(options.folder());
    assertThat(files).singleElement().asString().endsWith("served-20260101T120000Z-000001.jsonl");
    List<JsonNode> all = ServedRecords.all(options.folder());
    assertThat(ServedRecords.kinds(options.folder()))
        .containsExactly("start", "decision", "outcome", "arms", "stop");
    assertThat(ServedRecords.sequences(options.folder())).containsExactly(0, 1, 2, 3, 4);
    String hash = new UnitHashes(salt(options)).of("u1");
    assertThat(all.get(0).toString())
        .isEqualTo(
            "{\"seq\":0,\"time\":1767268800000,\"kind\":\"start\",\"format\":1,\"version\":\"0.1\","
                + "\"units\":\"hashed\",\"policies\":[{\"name\":\"new\",\"experiment\":\"shop\","
                + "\"agent\":\"slate_q\",\"commit\":\"abc\",\"digest\":\"00ff\"}],"
                + "\"user_features\":[\"age\",\"income\"],\"document_features\":[\"price\"],"
                + "\"arms\":"
                + all.get(0).get("arms")
                + "}");
    assertThat(all.get(1).toString())
        .isEqualTo(
            "{\"seq\":1,\"time\":1767268800000,\"kind\":\"decision\","
                + "\"id\":\"00000000000000000000000000000007\",\"unit\":\""
                + hash
                + "\",\"session\":\"visit\",\"arm\":\"control\",\"bucket\":0.25,"
                + "\"policy\":\"new\",\"member\":0,\"state\":\"home\",\"user\":[0.5,null],"
                + "\"candidates\":[\"a\",{\"id\":\"b\",\"topic\":2},"
                + "{\"id\":\"c\",\"features\":[1.5]}],"
                + "\"slate_ids\":[\"c\",\"a\"],\"propensities\":[0.5,0.25],\"key\":7}");
    assertThat(all.get(2).toString())
        .isEqualTo(
            "{\"seq\":2,\"time\":1767268800000,\"kind\":\"outcome\","
                + "\"decision\":\"00000000000000000000000000000007\",\"clicks\":[1],"
                + "\"rewards\":[0.0,2.0],\"reward\":2.0,\"signals\":{\"watch_time\":[0.0,3.0]},"
                + "\"status\":\"continues\"}");
  }

  private static String salt(FileSinkOptions options) {
    try {
      return Files.readString(options.folder().resolve("salt")).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The hash by its definition: printf %s salt/u1 | sha256sum | cut -c 1-32. */
  @Test
  void unitsAreHashedWithTheSalt() {
    assertThat(new UnitHashes("salt").of("u1")).isEqualTo("283571c4dcaaa824a796e0c8dbc552c4");
    assertThat(new UnitHashes("salt").of("u2")).isNotEqualTo(new UnitHashes("salt").of("u1"));
  }

  @Test
  void theSaltStaysAndOnlyItsOwnerReadsIt() throws IOException {
    FileSinkOptions options = options();
    Set<String> units = new HashSet<>();
    for (int run = 0; run < 2; run++) {
      try (FileSink sink = sink(options, new AtomicLong(NOON))) {
        sink.decision(ServedRecords.decision(run, "ann@example.com"));
      }
    }
    for (JsonNode record : ServedRecords.all(options.folder())) {
      units.add(record.path("unit").asText());
      assertThat(record.toString()).doesNotContain(salt(options)).doesNotContain("ann@");
    }

    assertThat(units).hasSize(2); // and that of records without a unit
    Path salt = options.folder().resolve("salt");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(salt)))
        .isEqualTo("rw-------");
  }

  @Test
  void unitsArePlainIfThatIsDeclared() {
    FileSinkOptions options =
        new FileSinkOptions(temporary.resolve("plain"), 1_000_000, false, null, 1_000_000);
    try (FileSink sink = sink(options, new AtomicLong(NOON))) {
      sink.decision(ServedRecords.decision(1, "u1"));
    }

    List<JsonNode> all = ServedRecords.all(options.folder());
    assertThat(all.get(0).get("units").asText()).isEqualTo("plain");
    assertThat(all.get(1).get("unit").asText()).isEqualTo("u1");
    assertThat(options.folder().resolve("salt")).doesNotExist();
  }

  @Test
  void theSaltOfTheEnvironmentMustBeSet() {
    FileSinkOptions options =
        new FileSinkOptions(temporary.resolve("env"), 1_000_000, true, "SALT", 1_000_000);

    assertThatThrownBy(() -> sink(options, new AtomicLong(NOON)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("the environment variable SALT, which is not set");

    FileSink.open(options, Disk::real, () -> NOON, name -> "given by " + name).close();
    assertThat(options.folder().resolve("salt")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithTheReason() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    FileSinkOptions options = FileSinkOptions.of(file);
    assertThatThrownBy(() -> sink(options, new AtomicLong(NOON)))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining(
            "the log cannot be written: %s (file already exists); see that the server may write",
            file);
  }

  @Test
  void aSecondServerIsRefused() {
    try (FileSink first = sink(options(), new AtomicLong(NOON))) {
      assertThatThrownBy(() -> sink(options(), new AtomicLong(NOON)))
          .isInstanceOf(InvalidFile.class)
          .hasMessageContaining("another server writes its log to this folder; stop it, or give");
      assertThat(first.status().degraded()).isNull();
    }
    sink(options(), new AtomicLong(NOON)).close();
  }

  @Test
  void aTornTailIsCut() throws IOException {
    FileSinkOptions options = options();
    try (FileSink sink = sink(options, new AtomicLong(NOON))) {
      sink.decision(ServedRecords.decision(1, "u1"));
    }
    Path file = ServedRecords.files(options.folder()).get(0);
    String whole = Files.readString(file);
    Files.writeString(file, "{\"seq\":2,\"ti", StandardOpenOption.APPEND);

    try (FileSink sink = sink(options, new AtomicLong(NOON + 1_000))) {
      sink.decision(ServedRecords.decision(2, "u1"));
    }

    assertThat(Files.readString(file)).isEqualTo(whole);
    List<JsonNode> all = ServedRecords.all(options.folder());
    assertThat(all.get(2).get("cut").asLong()).isEqualTo(12);
    assertThat(ServedRecords.sequences(options.folder())).containsExactly(0, 1, 2, 3);
  }

  /** A folder may lose the file, or an old one may come from a backup. */
  @Test
  void numbersGoOnWithoutTheFileOfTheNextOne() throws IOException {
    FileSinkOptions options = options();
    for (int run = 0; run < 3; run++) {
      try (FileSink sink = sink(options, new AtomicLong(NOON))) {
        sink.decision(ServedRecords.decision(run, "u1"));
      }
      Path sequence = options.folder().resolve("sequence");
      byte[] next = Files.readAllBytes(sequence);
      assertThat(next).hasSize(8);
      assertThat(next[0]).isEqualTo((byte) (2 * run + 2));
      if (run == 0) {
        Files.delete(sequence);
      } else {
        Files.write(sequence, new byte[8]);
      }
    }

    assertThat(ServedRecords.sequences(options.folder())).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void filesRotateBySizeAndByDay() throws IOException {
    FileSinkOptions options =
        new FileSinkOptions(temporary.resolve("small"), 4_000, true, null, 1_000_000);
    AtomicLong clock = new AtomicLong(NOON);
    try (FileSink sink = sink(options, clock)) {
      sink.event(ServedRecords.start());
      for (int i = 0; i < 40; i++) {
        sink.decision(ServedRecords.decision(i, "u" + i));
      }
      clock.addAndGet(86_400_000);
      sink.decision(ServedRecords.decision(40, "u40"));
    }

    List<Path> files = ServedRecords.files(options.folder());
    assertThat(files).hasSizeBetween(4, 8);
    for (Path file : files) {
      assertThat(Files.size(file)).isLessThan(4_600);
      assertThat(Files.readString(file, StandardCharsets.UTF_8)).contains("\"kind\":\"start\"");
    }
    Path last = files.get(files.size() - 1);
    assertThat(last.toString()).contains("served-20260102T120000Z-");
    assertThat(Files.readAllLines(last)).hasSize(2);
    assertThat(ServedRecords.kinds(options.folder())).filteredOn("decision"::equals).hasSize(41);
    long[] sequences = ServedRecords.sequences(options.folder());
    assertThat(sequences[sequences.length - 1]).isEqualTo(sequences.length - 1);
  }

  @Test
  void armsAreInTheStartOfLaterFiles() {
    FileSinkOptions options = options();
    AtomicLong clock = new AtomicLong(NOON);
    try (FileSink sink = sink(options, clock)) {
      sink.event(ServedRecords.start());
      sink.event(new EventRecord.Arms(java.util.Map.of("new", 1)));
      clock.addAndGet(86_400_000);
      sink.decision(ServedRecords.decision(0, "u"));
    }

    JsonNode second = ServedRecords.all(options.folder()).get(2);
    assertThat(second.get("kind").asText()).isEqualTo("start");
    assertThat(second.get("arms").toString()).isEqualTo("{\"new\":1}");
    assertThat(second.get("policies")).hasSize(1);
  }

  /** Files stay in their order by number, and no file begins because the clock went back. */
  @Test
  void theClockMayGoBack() {
    FileSinkOptions options = options();
    AtomicLong clock = new AtomicLong(NOON);
    try (FileSink sink = sink(options, clock)) {
      sink.decision(ServedRecords.decision(0, "u"));
      clock.addAndGet(-86_400_000L * 3);
      sink.decision(ServedRecords.decision(1, "u"));
    }
    try (FileSink sink = sink(options, clock)) {
      sink.decision(ServedRecords.decision(2, "u"));
    }

    assertThat(ServedRecords.files(options.folder()))
        .extracting(it -> it.getFileName().toString())
        .containsExactly(
            "served-20260101T120000Z-000001.jsonl", "served-20251229T120000Z-000002.jsonl");
    assertThat(ServedRecords.sequences(options.folder())).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aRecordThatNeedsTooMuchMemoryIsLostAlone() {
    FileSink sink = sink(options(), new AtomicLong(NOON));
    List<Integer> large =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            throw new OutOfMemoryError("test");
          }

          @Override
          public int size() {
            return 1;
          }
        };
    sink.outcome(new Outcome("x", large, null, null, null, null));
    sink.decision(ServedRecords.decision(1, "u"));
    sink.close();

    assertThat(sink.status()).isEqualTo(new SinkStatus(2, 1, 0, null));
  }

  @Test
  void aRecordThatCannotBeWrittenIsLostAlone() {
    FileSinkOptions options = options();
    FileSink sink = sink(options, new AtomicLong(NOON));
    sink.event(ServedRecords.start());
    sink.decision(ServedRecords.decision(0, "u"));
    java.util.List<Integer> broken = new java.util.ArrayList<>();
    broken.add(null);
    sink.outcome(new Outcome("x", broken, null, null, null, null));
    sink.decision(ServedRecords.decision(1, "u"));
    sink.close();
    assertThat(sink.status()).isEqualTo(new SinkStatus(3, 1, 0, null));
    sink.decision(ServedRecords.decision(2, "u"));
    assertThat(sink.status().lost()).isEqualTo(2);

    assertThat(ServedRecords.sequences(options.folder())).containsExactly(0, 1, 3);
  }
}
