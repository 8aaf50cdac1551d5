package com.example.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page {@code docs/existing-application.md} shows the classes of this package. */
class ExistingApplicationPageTest {
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

  @Test
  void javaIsThatOfTheClassesWithoutImports() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "existing-application.md"));
    List<String> blocks =
        JAVA.matcher(page.replace("\r\n", "\n"))
            .results()
            .map((MatchResult block) -> block.group(1).strip())
            .toList();

    assertThat(blocks).containsExactly(code("RankingConfiguration"), code("RankerAgent"));
  }

  private static String code(String type) throws IOException {
    Path file = Path.of("src/test/java/com/example/ranking", type + ".java");
    return Files.readString(file).replaceAll("(?m)^(package|import) .*\\R", "").strip();
  }
}
