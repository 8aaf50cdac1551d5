package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages show what is in the project that init writes, and say what InitIT runs. */
class TutorialTest {
  static final Path PAGE = Path.of("../docs/tutorial.md");
  static final Path LEARNER_PAGE = Path.of("../docs/write-an-agent.md");
  static final List<Path> PAGES = List.of(PAGE, LEARNER_PAGE);

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w+)\\n(.*?)^ *```$");
  private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z]+)`");

  static List<Path> pages() {
    return PAGES;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everySnippetStandsInAFileOfTheProject(Path page) throws IOException {
    List<String> files = new ArrayList<>();
    for (Path file : Project.files(TemplateTest.RESOURCES)) {
      files.add(Files.readString(file));
    }
    for (String language : List.of("java", "yaml", "xml", "properties")) {
      for (String block : blocks(page, language)) {
        assertThat(files).as(block).anyMatch(file -> contains(file, block));
      }
    }
  }

  /** Line by line, however deep the block is indented there. */
  static boolean contains(String file, String block) {
    return ("\n" + file.replaceAll("(?m)^ +", "")).contains("\n" + block.replaceAll("(?m)^ +", ""));
  }

  @Test
  void everyCommandIsRun() throws IOException {
    assertThat(blocks(PAGE, "sh").stream().flatMap(String::lines))
        .containsExactlyElementsOf(TutorialSteps.ALL);
    assertThat(blocks(LEARNER_PAGE, "sh").stream().flatMap(String::lines))
        .isNotEmpty()
        .isSubsetOf(TutorialSteps.ALL);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyOtherBlockIsOutput(Path page) throws IOException {
    List<String> languages =
        BLOCK.matcher(Files.readString(page)).results().map(match -> match.group(1)).toList();

    assertThat(languages)
        .contains("java", "yaml", "sh", "text")
        .isSubsetOf("java", "yaml", "xml", "properties", "sh", "text");
  }

  /**
   * All of the learner's file but its imports, in its order; the test of the learner comes last.
   */
  @Test
  void learnerIsShownWhole() throws IOException {
    Path file = TemplateTest.RESOURCES.resolve("src/main/java/com/example/podcasts/DocumentQ.java");
    List<String> java = blocks(LEARNER_PAGE, "java");

    assertThat(code(String.join("", java.subList(0, java.size() - 1))))
        .containsExactlyElementsOf(
            code(Files.readString(file)).stream()
                .filter(line -> !line.matches("(package|import) .*"))
                .toList());
  }

  @Test
  void learnerHasFewerThan120Lines() throws IOException {
    Path file = TemplateTest.RESOURCES.resolve("src/main/java/com/example/podcasts/DocumentQ.java");

    assertThat(code(Files.readString(file)))
        .filteredOn(line -> !line.startsWith("/*"))
        .hasSizeLessThan(120);
  }

  /** Its lines without indentation, but for those that are blank. */
  private static List<String> code(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** What it names is there, in the project or in what projects are written against. */
  @ParameterizedTest
  @MethodSource("pages")
  void everyTypeThatIsNamedExists(Path page) throws IOException {
    List<String> known = new ArrayList<>();
    for (Path root :
        List.of(
            TemplateTest.RESOURCES,
            Path.of("../recsim-api/src/main/java/dev/recsim"),
            Path.of("../recsim-core/src/main/java/dev/recsim"),
            Path.of("../recsim-runtime/src/main/java/dev/recsim"),
            Path.of("../recsim-testkit/src/main/java/dev/recsim"))) {
      Project.files(root).forEach(file -> known.add(file.getFileName().toString()));
    }
    assertThat(
            TYPE.matcher(Files.readString(page)).results().map(match -> match.group(1) + ".java"))
        .isNotEmpty()
        .isSubsetOf(known);
  }

  /** The blocks of one language, without their fences. */
  static List<String> blocks(Path page, String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .filter(match -> match.group(1).equals(language))
        .map((MatchResult match) -> match.group(2))
        .toList();
  }
}
