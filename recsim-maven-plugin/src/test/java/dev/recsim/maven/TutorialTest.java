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

/** The tutorial shows what is in the project that init writes, and says what InitIT runs. */
class TutorialTest {
  private static final Path PAGE = Path.of("../docs/tutorial.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z]+)`");

  @Test
  void everySnippetStandsInAFileOfTheProject() throws IOException {
    List<String> files = new ArrayList<>();
    for (Path file : Project.files(TemplateTest.RESOURCES)) {
      files.add(Files.readString(file));
    }
    for (String language : List.of("java", "yaml", "xml", "properties")) {
      assertThat(blocks(language)).as(language).isNotEmpty();
      for (String block : blocks(language)) {
        assertThat(files).as(block).anyMatch(file -> contains(file, block));
      }
    }
  }

  /** Line by line, however deep the block is indented there. */
  private static boolean contains(String file, String block) {
    return ("\n" + file.replaceAll("(?m)^ +", "")).contains("\n" + block.replaceAll("(?m)^ +", ""));
  }

  @Test
  void everyCommandIsRun() throws IOException {
    assertThat(blocks("sh").stream().flatMap(String::lines))
        .containsExactlyElementsOf(TutorialSteps.ALL);
  }

  @Test
  void everyOtherBlockIsOutput() throws IOException {
    List<String> languages =
        BLOCK.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();

    assertThat(languages).isSubsetOf("java", "yaml", "xml", "properties", "sh", "text");
  }

  /** What it names is there, in the project or in what projects are written against. */
  @Test
  void everyTypeThatIsNamedExists() throws IOException {
    List<String> known = new ArrayList<>();
    for (Path root :
        List.of(
            TemplateTest.RESOURCES,
            Path.of("../recsim-api/src/main/java/dev/recsim"),
            Path.of("../recsim-runtime/src/main/java/dev/recsim"),
            Path.of("../recsim-runtime/src/test/java/dev/recsim/contract"))) {
      Project.files(root).forEach(file -> known.add(file.getFileName().toString()));
    }
    assertThat(
            TYPE.matcher(Files.readString(PAGE)).results().map(match -> match.group(1) + ".java"))
        .isNotEmpty()
        .isSubsetOf(known);
  }

  /** The blocks of one language, without their fences. */
  static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .filter(match -> match.group(1).equals(language))
        .map((MatchResult match) -> match.group(2))
        .toList();
  }
}
