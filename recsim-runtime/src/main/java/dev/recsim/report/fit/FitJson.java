package dev.recsim.report.fit;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.IndexPage.Linked;
import java.util.Arrays;

/**
 * {@code fit.json}: the verdict on a fit.
 *
 * @param environment its name
 * @param verdict PASSES, UNDECIDED or FAILS
 * @param summary in one sentence
 */
public record FitJson(int schemaVersion, String environment, String verdict, String summary) {
  private static final int SCHEMA_VERSION = 1;

  /** Returns the verdict as JSON, ending with a newline. */
  public static String render(FitWords words) {
    return JsonRecords.write(
        new FitJson(SCHEMA_VERSION, words.name(), words.verdict().name(), words.overview()));
  }

  /**
   * Reads a file for the index.
   *
   * @param name of the environment
   * @param href address of the report, from the index
   * @throws JacksonException if it is not JSON of this record
   */
  public static Linked linked(String json, String name, String href) throws JacksonException {
    FitJson read = JsonRecords.read(json, FitJson.class);
    if (read == null) {
      return new Linked(name, href, null, null);
    }
    return new Linked(
        name,
        href,
        Arrays.stream(Verdict.values())
            .filter(it -> it.name().equals(read.verdict()))
            .findFirst()
            .map(FitPage::badge)
            .orElse(null),
        read.summary());
  }
}
