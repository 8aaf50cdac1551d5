package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.EnvironmentFile.LogFile;
import dev.recsim.fit.file.EnvironmentFile.Source;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.Judgement;
import dev.recsim.fit.judge.Likelihood;
import dev.recsim.fit.judge.Picture;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.random.RandomKey;
import dev.recsim.report.fit.FitPage;
import dev.recsim.report.results.Provenance;
import dev.recsim.stats.Interval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report of a fit in a real browser, wide and narrow. */
@Tag("nightly")
class FitInBrowserTest {
  @TempDir static Path folder;
  @AutoClose private static Chromium chromium;

  @BeforeAll
  static void openBrowser() {
    chromium = new Chromium();
  }

  private static FitPage page() {
    return page(new Likelihood("markov_chain", -1, Math.E, 0, null));
  }

  private static FitPage page(Likelihood own) {
    List<FitFinding> findings =
        List.of(
            FitFinding.atMost("drift", 0.01, 0.05, 0, "Little <i>changed</i>.", "Bad."),
            FitFinding.atMost("session_length", 0.2, 0.03, 0, "Lengths differ.", "That is bad."));
    EnvironmentFile environment =
        new EnvironmentFile(
            1,
            "markov_chain",
            List.of("model:", "  type: markov_chain"),
            new Source(
                List.of(new LogFile("log.csv", "0f")),
                800,
                200,
                "the split",
                null,
                null,
                List.of()),
            List.of("home", "news"),
            new Mapped(),
            findings,
            List.of(),
            List.of(new Unseen("kinds of users", "sessions are <short>")));
    return new FitPage(
        "shop",
        environment,
        new Judgement(
            findings,
            List.of(
                own, new Likelihood("independent documents", -2, 7.4, 1, new Interval(0.9, 1.1))),
            List.of(
                new Picture(
                    "session_length",
                    "Session length",
                    "steps of a session",
                    new String[] {"1", "2", "more"},
                    new double[] {0.5, 0.3, 0.2},
                    new double[] {0.3, 0.3, 0.4}))));
  }

  /** Documents with vectors, and one with a long name at the edge. */
  private record Mapped() implements FittedParameters {
    @Override
    public Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
      return null;
    }

    @Override
    public Similar similar(List<String> documents) {
      RandomKey key = RandomKey.root(1);
      return new Similar(
          List.of(),
          new DocumentMap(
              0.4,
              0.2,
              IntStream.range(0, 200)
                  .mapToObj(
                      i ->
                          new Place(
                              i == 0
                                  ? "<b>home"
                                  : i == 1 ? "a document with a long name" : "news " + i,
                              i == 1 ? 4 : key.child("x").gaussian(i),
                              key.child("y").gaussian(i),
                              2_000 / (i + 1)))
                  .toList()));
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "390, dark"})
  void theVerdictIsOnTopAndChartsAreDrawn(int width, String scheme) throws Exception {
    Path file = Files.write(folder.resolve("page.html"), page().utf8(Provenance.UNKNOWN));
    chromium.narrow(width);
    chromium.media("", scheme);
    chromium.open(file);
    assertThat(chromium.find(".check").getText())
        .contains("shop does not fit the log: session_length FAILS")
        .contains("1 of 2 thresholds are reached on held-out sessions, 1 is not.")
        .contains("Lengths differ. That is bad.");
    assertThat(chromium.find("#accept").getText()).contains("Little <i>changed</i>.");
    assertThat(chromium.find("#not_looked_for").getText())
        .contains("Not looked for in this log", "kinds of users", "sessions are <short>");
    assertThat(chromium.find("#chart-session_length").getText())
        .contains("log", "model", "steps of a session", "more");
    assertThat(chromium.all("#chart-session_length svg path").size()).isGreaterThan(6);
    assertThat(chromium.find("#chart-map").getText())
        .contains("<b>home", "news 4", "first component, 40 % of the variance")
        .contains("second component, 20 % of the variance")
        .doesNotContain("news 100");
    assertThat(chromium.all("#chart-map svg path").size()).isGreaterThan(200);
    assertThat(chromium.find("#map").getText()).contains("The 200 documents that the log has most");
    Files.write(
        Files.createDirectories(Path.of("target/screenshots")).resolve("fit-" + width + ".png"),
        chromium.screenshot());
    assertThat((Long) chromium.script("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void aPerplexityBeyondAllNumbersIsADash() throws Exception {
    FitPage page = page(new Likelihood("markov_chain", -2_000, Double.POSITIVE_INFINITY, 0, null));
    chromium.open(Files.write(folder.resolve("far.html"), page.utf8(Provenance.UNKNOWN)));
    assertThat(chromium.find("body").getText()).containsPattern("-\\s+perplexity of a decision");
  }
}
