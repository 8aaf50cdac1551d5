package dev.recsim.report.reality;

import dev.recsim.json.JsonObject;
import dev.recsim.report.IndexPage.Brief;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Tone;
import dev.recsim.report.reality.RealityReport.Observed;
import dev.recsim.report.reality.RealityReport.Tested;
import dev.recsim.stats.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code reality.json}, the public format of a record. Effects are ln(to / from). Figures have 12
 * significant digits and are left out if they are not known.
 */
public final class RealityJson {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 1;

  private RealityJson() {}

  /** The record as JSON. */
  public static String render(RealityReport it) {
    return JsonObject.of("schema_version", SCHEMA_VERSION)
        .and("record", it.predicted().record())
        .and("experiment", it.predicted().experiment())
        .and("metric", it.predicted().metric())
        .and("level", it.predicted().level())
        .and("state", it.state().name())
        .and("summary", RealityWords.summary(it))
        .and("covered", it.coverage().covered())
        .and("intervals", it.coverage().intervals())
        .and("tests", it.tests().stream().map(RealityJson::test).toList())
        .text();
  }

  private static JsonObject test(Tested it) {
    Optional<Observed> seen = it.seen();
    return JsonObject.of("test", it.test())
        .and("from", it.change().from())
        .and("to", it.change().to())
        .and("predicted", it.change().effect())
        .and("changed", it.change().changed())
        .and("candidates", it.change().candidates())
        .andIf("low", it.given().map(Interval::low))
        .andIf("high", it.given().map(Interval::high))
        .andIf("observed", seen.map(Observed::effect))
        .andIf("error", seen.map(Observed::error))
        .andIf("stopped", it.outcome().flatMap(Observed::stopped))
        .andIf("unproven", it.unproven());
  }

  /** What the index reads of a file. */
  public record Read(String state, String summary) implements Brief {
    @Override
    public Optional<Badge> badge() {
      return Optional.ofNullable(state).map(RealityJson::badge);
    }
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
