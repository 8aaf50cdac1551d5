package dev.recsim.report.trend;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.check.History.Point;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Rounded;
import dev.recsim.report.trend.BaselineTrend.Loss;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Locale;

/**
 * {@code trend.json}: the same commits give the same bytes.
 *
 * @param summary in one sentence
 * @param commits number of commits that were read
 */
public record TrendJson(
    int schemaVersion, String summary, int commits, List<Experiment> experiments) {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 1;

  private record Experiment(String experiment, List<Version> baselines, List<LossJson> losses) {}

  private record Version(
      String commit,
      String date,
      String author,
      String subject,
      boolean experimentChanged,
      List<Mean> means) {}

  private record Mean(String name, Double mean, Interval ci95, int seeds) {}

  private record LossJson(
      String what,
      String verdict,
      boolean accepted,
      @JsonInclude(Include.NON_NULL) Double before,
      @JsonInclude(Include.NON_NULL) Double after,
      String commit) {}

  /** Returns the trend as JSON, ending with a newline. */
  public static String render(TrendReport report) {
    return JsonRecords.write(
        new TrendJson(
            SCHEMA_VERSION,
            report.headline() + ".",
            report.commits(),
            report.experiments().stream().map(TrendJson::experiment).toList()));
  }

  /** The entry of the index. */
  public static Linked linked(String json, String name, String href) throws JacksonException {
    TrendJson read = JsonRecords.read(json, TrendJson.class);
    return new Linked(name, href, null, read == null ? null : read.summary());
  }

  private static Experiment experiment(BaselineTrend it) {
    return new Experiment(
        it.experiment(),
        it.points().stream().map(TrendJson::version).toList(),
        it.losses().stream().map(TrendJson::loss).toList());
  }

  private static Version version(Point it) {
    return new Version(
        it.commit(),
        it.date(),
        it.author(),
        it.subject(),
        it.changed(),
        it.means().entrySet().stream()
            .map(
                each ->
                    new Mean(
                        each.getKey(),
                        Rounded.number(each.getValue().mean()),
                        Rounded.interval(each.getValue().interval(Figures.LEVEL)),
                        each.getValue().n()))
            .toList());
  }

  private static LossJson loss(Loss it) {
    return new LossJson(
        it.what(),
        it.verdict().name().toLowerCase(Locale.ROOT),
        it.accepted(),
        Rounded.number(it.before()),
        Rounded.number(it.after()),
        it.commit().commit());
  }
}
