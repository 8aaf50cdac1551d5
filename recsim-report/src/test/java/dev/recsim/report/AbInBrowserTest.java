package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.IndexPage.Links;
import dev.recsim.report.ab.AbJson;
import dev.recsim.report.ab.AbPage;
import dev.recsim.report.ab.LiveTestReports;
import dev.recsim.report.results.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a live test in a real browser, for every decision. */
@Tag("nightly")
class AbInBrowserTest {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private static final Map<String, Supplier<LiveTestResult>> REPORTS =
      Map.of(
          "ship", LiveTestReports::ship,
          "stop", LiveTestReports::stop,
          "continue", LiveTestReports::goOn,
          "end", LiveTestReports::end,
          "refused", LiveTestReports::refused,
          "once", LiveTestReports::once,
          "first", LiveTestReports::first);

  @TempDir static Path folder;
  @AutoClose private static Chromium chromium;

  @BeforeAll
  static void openBrowser() {
    chromium = new Chromium();
  }

  @ParameterizedTest
  @CsvSource({"continue, 390, dark", "stop, 1280, light"})
  void axeFindsNothingAndNothingIsWiderThanThePage(String name, int width, String scheme)
      throws Exception {
    look(name, width, scheme);
  }

  @ParameterizedTest
  @CsvSource({
    "continue, 1280, light",
    "ship, 800, dark",
    "refused, 390, light",
    "once, 1280, dark",
    "end, 1280, light",
    "once, 390, light",
    "first, 1280, light"
  })
  void axeFindsNothingOnOtherPages(String name, int width, String scheme) throws Exception {
    look(name, width, scheme);
  }

  private static void look(String name, int width, String scheme) throws Exception {
    open(name, width, scheme);
    Files.createDirectories(SCREENSHOTS);
    Files.write(
        SCREENSHOTS.resolve("ab-%s-%d-%s.png".formatted(name, width, scheme)),
        chromium.screenshot());
    chromium.script("document.querySelectorAll('details').forEach((it) => { it.open = true; })");
    assertThat(chromium.axe()).isEmpty();
    assertThat((Long) chromium.script("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    assertThat(chromium.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "390, dark"})
  void indexHasTheTrendOfEachTest(int width, String scheme) throws Exception {
    List<Linked> tests = new ArrayList<>();
    for (String it : List.of("continue", "once", "refused", "ship", "stop")) {
      tests.add(
          Linked.read(AbJson.render(REPORTS.get(it).get()), AbJson.Read.class, it, it + ".html"));
    }
    Path page = folder.resolve("index-%d.html".formatted(width));
    Links links = new Links("tests", "Live tests", "Test", tests);
    Files.writeString(
        page, IndexPage.render(List.of(), Map.of(), List.of(links), Provenance.UNKNOWN));
    chromium.narrow(width);
    chromium.media("", scheme);
    chromium.open(page);
    Files.createDirectories(SCREENSHOTS);
    Files.write(
        SCREENSHOTS.resolve("ab-index-%d-%s.png".formatted(width, scheme)), chromium.screenshot());

    assertThat(chromium.axe()).isEmpty();
    assertThat((Long) chromium.script("return document.querySelectorAll('svg.trend').length"))
        .isEqualTo(tests.stream().filter(it -> it.trend().isPresent()).count())
        .isBetween(3L, 4L);
  }

  private static void open(String name, int width, String scheme) throws Exception {
    Path page = folder.resolve(name + ".html");
    Files.write(page, new AbPage(REPORTS.get(name).get()).utf8(Provenance.UNKNOWN));
    chromium.narrow(width);
    chromium.media("", scheme);
    chromium.open(page);
  }
}
