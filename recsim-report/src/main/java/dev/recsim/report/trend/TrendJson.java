package dev.recsim.report.trend;

import dev.recsim.json.JsonObject;
import dev.recsim.report.IndexPage.Brief;
import dev.recsim.report.check.History.Point;
import dev.recsim.report.page.Figures;
import dev.recsim.report.trend.BaselineTrend.Loss;
import java.util.Optional;

/** {@code trend.json}: the same commits give the same bytes. */
public final class TrendJson {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 1;

  private TrendJson() {}

  /** Returns the trend as JSON, ending with a newline. */
  public static String render(TrendReport report) {
    return JsonObject.of("schema_version", SCHEMA_VERSION)
        .and("summary", report.headline() + ".")
        .and("commits", report.commits())
        .and(
            "experiments",
            report.experiments().stream()
                .map(
                    it ->
                        JsonObject.of("experiment", it.experiment())
                            .and("baselines", it.points().stream().map(TrendJson::version).toList())
                            .and("losses", it.losses().stream().map(TrendJson::loss).toList()))
                .toList())
        .text();
  }

  /** What the index reads of a file. */
  public record Read(String summary) implements Brief {}

  private static JsonObject version(Point it) {
    return JsonObject.of("commit", it.commit())
        .and("date", it.date())
        .and("author", it.author())
        .and("subject", it.subject())
        .and("experiment_changed", it.changed())
        .and(
            "means",
            it.means().entrySet().stream()
                .map(
                    each ->
                        JsonObject.of("name", each.getKey())
                            .and("mean", each.getValue().mean())
                            .and("ci95", each.getValue().interval(Figures.LEVEL))
                            .and("seeds", each.getValue().n()))
                .toList());
  }

  private static JsonObject loss(Loss it) {
    return JsonObject.of("what", it.what())
        .and("verdict", JsonObject.key(it.verdict()))
        .and("accepted", it.accepted())
        .andIf("before", Optional.of(it.before()))
        .andIf("after", Optional.of(it.after()))
        .and("commit", it.commit().commit());
  }
}
