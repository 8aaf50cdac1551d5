package dev.recsim.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.served.DecisionRecord.Candidate;
import dev.recsim.served.DecisionRecord.Seen;
import dev.recsim.served.DecisionRecord.Shown;
import dev.recsim.served.DecisionRecord.Unit;
import dev.recsim.served.ServedLine.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written is what is read. */
class RecordTextTest {
  private static final RecordText PLAIN = new RecordText(Optional.empty(), null);

  @Test
  void aDecisionIsReadAsItWasWritten() throws IOException {
    DecisionRecord record =
        new DecisionRecord(
            "d",
            new Unit("u", "visit", "new", 0.25),
            new Seen(
                "home",
                new double[] {0.5, Double.NaN},
                List.of(
                    Candidate.of("a"),
                    new Candidate("b", 2, Optional.empty()),
                    new Candidate("c", -1, Optional.of(new double[] {1.5})))),
            new Shown(
                "it", 3, List.of("c", "a"), new double[] {0.5, 0.25}, List.of("x", "y"), "late"),
            -77);

    ServedLine line = read(PLAIN, record);

    assertThat(line.kind()).isEqualTo(Kind.DECISION);
    assertThat(line.sequence).isEqualTo(5);
    assertThat(line.time).isEqualTo(9);
    assertSame(line.decision(), record);
  }

  @Test
  void whatADecisionLacksIsNotWritten() throws IOException {
    DecisionRecord record =
        new DecisionRecord(
            "d",
            new Unit("u", null, null, Double.NaN),
            new Seen(null, new double[0], List.of()),
            new Shown("it", 0, List.of("c"), null, List.of(), null),
            1);

    assertThat(text(PLAIN, record))
        .isEqualTo(
            "{\"seq\":5,\"time\":9,\"kind\":\"decision\",\"id\":\"d\",\"unit\":\"u\","
                + "\"policy\":\"it\",\"member\":0,\"slate_ids\":[\"c\"],\"key\":1}\n");
    assertSame(read(PLAIN, record).decision(), record);
  }

  @Test
  void anOutcomeIsReadAsItWasWritten() throws IOException {
    Outcome full =
        new Outcome(
            "d",
            List.of(1, 0),
            new double[] {0, 2},
            2.5,
            Map.of("watch_time", new double[] {1, Double.NaN, 3}),
            "ended");
    Outcome none = new Outcome("d", List.of(), null, null, null, null);

    Outcome read = read(PLAIN, full).outcome();

    assertSame(read, full);
    assertThat(read.total()).isEqualTo(2.5);
    assertThat(read.signal("watch_time")).isEqualTo(4);
    assertSame(read(PLAIN, none).outcome(), none);
    assertThat(none.total()).isZero();
  }

  @Test
  void aRewardFollowsFromPositionsOrClicks() {
    assertThat(new Outcome("d", List.of(1), new double[] {0.5, 2}, null, null, null).total())
        .isEqualTo(2.5);
    assertThat(new Outcome("d", List.of(1, 0), null, null, null, null).total()).isEqualTo(2);
    assertThat(new Outcome("d", null, null, null, null, null).total()).isZero();
  }

  @Test
  void aStartSaysHowUnitsAreNamed() throws IOException {
    EventRecord.Start start =
        new EventRecord.Start(
            "1",
            List.of(),
            List.of("age"),
            List.of("price"),
            Map.of(),
            Optional.of(new CatalogueMark(12, "00000000000000ab")));
    RecordText hashed = new RecordText(Optional.of(unit -> "#" + unit), "SALT");

    assertThat(read(PLAIN, start).header)
        .isEqualTo(
            new ServedHeader(List.of("age"), List.of("price"), false, "", 40, start.catalogue()));
    assertThat(read(hashed, start).header)
        .isEqualTo(
            new ServedHeader(
                List.of("age"), List.of("price"), true, "SALT", 40, start.catalogue()));
    DecisionRecord decision =
        new DecisionRecord(
            "d",
            new Unit("u", null, null, Double.NaN),
            new Seen(null, new double[0], List.of()),
            new Shown("it", 0, List.of("c"), null, List.of(), null),
            1);
    assertThat(read(hashed, decision).decision().unit().id()).isEqualTo("#u");
  }

  private static void assertSame(Object read, Object written) {
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
        .isEqualTo(written);
  }

  private static String text(RecordText text, Object record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text.write(record, 5, 9, 40, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ServedLine read(RecordText text, Object record) throws IOException {
    byte[] bytes = text(text, record).getBytes(StandardCharsets.UTF_8);
    ServedLine line = ServedLine.of(bytes, 0, bytes.length - 1);
    assertThat(line.fault).isEmpty();
    return line;
  }
}
