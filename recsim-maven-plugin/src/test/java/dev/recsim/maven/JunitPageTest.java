package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page about CI shows tests that are in projects that are tested. */
class JunitPageTest {
  static final Path PAGE = Path.of("../docs/ci.md");

  @Test
  void everySnippetStandsInAFileOfAProject() throws IOException {
    List<String> files = new ArrayList<>();
    for (Path root : List.of(TemplateTest.RESOURCES, Path.of("src/test/projects/tests"))) {
      for (Path file : Project.files(root)) {
        files.add(Files.readString(file));
      }
    }
    for (String language : List.of("java", "xml")) {
      assertThat(TutorialTest.blocks(PAGE, language))
          .isNotEmpty()
          .allSatisfy(
              block -> assertThat(files).anyMatch(file -> TutorialTest.contains(file, block)));
    }
  }
}
