package dev.recsim.report.reality;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Tone;
import dev.recsim.report.reality.RealityReport.Observed;
import dev.recsim.report.reality.RealityReport.Tested;
import dev.recsim.report.results.Rounded;
import java.util.List;
import java.util.Locale;

/**
 * {@code reality.json}, the public format of a record. Effects are ln(to / from).
 *
 * @param state {@code UNKNOWN}, {@code REFUSED}, {@code PROVISIONAL} or {@code CALIBRATED}
 * @param summary in one sentence
 */
public record RealityJson(
    int schemaVersion,
    String record,
    String experiment,
    String metric,
    Double level,
    String state,
    String summary,
    int covered,
    int intervals,
    List<Test> tests) {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 1;

  /**
   * A predicted test; figures are null where they are not known.
   *
   * @param unproven why it does not count
   */
  public record Test(
      String test,
      String from,
      String to,
      Double predicted,
      Double changed,
      int candidates,
      @JsonInclude(Include.NON_NULL) Double low,
      @JsonInclude(Include.NON_NULL) Double high,
      @JsonInclude(Include.NON_NULL) Double observed,
      @JsonInclude(Include.NON_NULL) Double error,
      @JsonInclude(Include.NON_NULL) String stopped,
      @JsonInclude(Include.NON_NULL) String unproven) {}

  /** The record as JSON. */
  public static String render(RealityReport it) {
    return JsonRecords.write(
        new RealityJson(
            SCHEMA_VERSION,
            it.name(),
            it.experiment(),
            it.metric(),
            Rounded.number(it.level()),
            it.state().name(),
            RealityWords.summary(it),
            it.covered(),
            it.intervals(),
            it.tests().stream().map(RealityJson::test).toList()));
  }

  private static Test test(Tested it) {
    Observed seen = it.outcome().orElse(null);
    return new Test(
        it.test(),
        it.from(),
        it.to(),
        Rounded.number(it.predicted()),
        Rounded.number(it.changed()),
        it.candidates(),
        it.given().map(given -> Rounded.number(given.low())).orElse(null),
        it.given().map(given -> Rounded.number(given.high())).orElse(null),
        seen == null || seen.stopped() != null ? null : Rounded.number(seen.effect()),
        seen == null || seen.stopped() != null ? null : Rounded.number(seen.error()),
        seen == null ? null : seen.stopped(),
        it.unproven().orElse(null));
  }

  /** The entry of the index. */
  public static Linked linked(String json, String name, String href) throws JacksonException {
    RealityJson read = JsonRecords.read(json, RealityJson.class);
    return read == null || read.state() == null
        ? new Linked(name, href, null, null)
        : new Linked(name, href, badge(read.state()), read.summary());
  }

  static Badge badge(String state) {
    return new Badge(
        switch (state) {
          case "CALIBRATED" -> Tone.GOOD;
          case "REFUSED" -> Tone.BAD;
          case "PROVISIONAL" -> Tone.UNSURE;
          default -> Tone.QUIET;
        },
        state.toLowerCase(Locale.ROOT));
  }
}
