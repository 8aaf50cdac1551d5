package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No page denies what recsim can do, and pages that say what it cannot do name what it can. */
class FeaturesTest {

  /**
   * What recsim can do.
   *
   * @param words by which pages name it
   * @param page that shows it, below docs
   */
  private record Feature(String words, String page) {}

  private static final List<Feature> FEATURES =
      List.of(
          new Feature("logs?|real users|off-policy", "off-policy.md"),
          new Feature("recsim:fit|fits?\\b.* to (a|your) log|fitted environments?", "fit.md"),
          new Feature("Python|PyTorch", "python.md"),
          new Feature("Gymnasium|gym|Stable-Baselines3", "python.md"),
          new Feature("ONNX", "onnx.md"),
          new Feature("HTTP|services?", "agents/http.md"),
          new Feature(
              "recommenders? that (we|you) already have|own recommender", "your-recommender.md"),
          new Feature("serv(e|es|ed|ing|er)|production", "production.md"),
          new Feature("live tests?|A/B tests?", "ab.md"),
          new Feature("JUnit", "ci.md"),
          new Feature("Spark|clusters?", "executors.md"));

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(%s)\\b"
              .formatted(String.join("|", FEATURES.stream().map(Feature::words).toList())));

  private static final Pattern DENIAL =
      Pattern.compile(
          "(?i)\\b(?-i:recsim) (itself )?(does not|do not|cannot|can not|has no|lacks)\\b"
              + "|\\bthere (is|are) no\\b|\\bno (bridge|support|way|plugin)\\b"
              + "|\\bnot (supported|possible)\\b|\\b(are|is) written in Java\\b"
              + "|\\bcan be called from Java\\b|\\buse \\[?Gymnasium\\b|\\? No\\b"
              // A row of a table that sends its reader to another program.
              + "|\\| *\\[?(Gymnasium|PyTorch)\\b[^|]*\\| *$");

  /** Denials that are true. */
  private static final Set<String> TRUE =
      Set.of("Without `version`, recsim cannot know whether the service is the same.");

  /** Pages on which readers look up what recsim can do. */
  private static final List<Path> ASKED =
      Stream.of("../README.md", "README.md", "troubleshooting.md", "recsim-to-recsim.md")
          .map(page -> Docs.FOLDER.resolve(page).normalize())
          .toList();

  static List<Path> pages() {
    return Docs.pages().stream().filter(page -> !page.toString().contains("decisions")).toList();
  }

  static List<Path> asked() {
    return ASKED;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pageDeniesNoFeature(Path page) {
    assertThat(units(Docs.read(page)))
        .filteredOn(FeaturesTest::isDenial)
        .filteredOn(unit -> !TRUE.contains(unit))
        .isEmpty();
  }

  private static boolean isDenial(String unit) {
    return DENIAL.matcher(unit).find() && NAMED.matcher(unit).find();
  }

  /** Sentences, rows of tables, and questions with the sentence that answers them. */
  private static List<String> units(String text) {
    List<String> lines = text.replaceAll("(?ms)^ *```.*?^ *```$", "").lines().toList();
    List<String> units = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.matches("#.*\\?") && i + 1 < lines.size()) {
        units.add(line + " " + lines.get(i + 1).split("(?<=[.!?]) ")[0]);
      }
      units.addAll(line.startsWith("|") ? List.of(line) : Arrays.asList(line.split("(?<=[.!?]) ")));
    }
    return units;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recsim does not learn from logs of real users.",
        "### Can I test the recommender that we already have?\nYes, if it can be called from Java.",
        "### Can I use it from Python?\nAgents and environments are written in Java.",
        "To train agents in Python, use Gymnasium.",
        "| train agents in Python | [Gymnasium](https://gymnasium.farama.org) |",
        "- There is no TensorFlow, Dopamine, gym or gin, and no bridge to Python agents.",
        "### Can it serve policies?\nNo. Write a server around `SavedPolicy`."
      })
  void denialIsFound(String text) {
    assertThat(units(text)).anyMatch(FeaturesTest::isDenial);
  }

  @Test
  void denialOfSomethingElseIsNone() {
    assertThat(
            units(
                "### Can it use a GPU?\nNo. More machines help.\n\nThere is no plugin for Gradle."))
        .noneMatch(FeaturesTest::isDenial);
  }

  @ParameterizedTest
  @MethodSource("asked")
  void pageLinksToEveryFeature(Path page) {
    String text = Docs.read(page);
    String folder = page.getParent().endsWith("docs") ? "" : "docs/";
    for (Feature feature : FEATURES) {
      assertThat(text)
          .as(feature.words())
          .containsPattern("\\]\\(" + folder + feature.page() + "[#)]");
    }
  }

  /** What stands before the first heading after the title is seen first. */
  @Test
  void firstScreenOfTheReadmeNamesPythonLogsAndProduction() {
    String first = Docs.read(Docs.README).split("\n## ", 2)[0];
    assertThat(first).contains("docs/python.md", "logs", "docs/fit.md", "docs/off-policy.md");
    assertThat(first).contains("docs/production.md", "docs/your-recommender.md");
  }

  /** The site's home and the README start in the same way. */
  @Test
  void quickstartOfTheSiteIsThatOfTheReadme() {
    String readme = Docs.read(Docs.README);
    List<String> blocks = new ArrayList<>();
    Pattern.compile("(?ms)^ *```(?:sh|xml|yaml)\\n.*?^ *```$")
        .matcher(Docs.read(Docs.FOLDER.resolve("README.md")))
        .results()
        .forEach(block -> blocks.add(block.group()));

    assertThat(blocks).hasSize(4).allSatisfy(block -> assertThat(readme).contains(block));
  }
}
