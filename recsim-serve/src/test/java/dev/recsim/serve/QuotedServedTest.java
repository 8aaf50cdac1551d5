package dev.recsim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages on served policies quote Java that is compiled here. */
class QuotedServedTest {
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
  private static final Path CODE = Path.of("src/test/java/com/example/served/Served.java");

  @ParameterizedTest
  @CsvSource({"ranking.md, 2", "promote.md, 1", "production.md, 1"})
  void javaIsCompiled(String page, int count) throws IOException {
    String code = without(Files.readString(CODE));
    List<String> blocks =
        JAVA.matcher(Files.readString(Path.of("../docs", page)).replace("\r\n", "\n"))
            .results()
            .map(block -> without(block.group(1)))
            .toList();
    assertThat(blocks).hasSize(count).allSatisfy(block -> assertThat(code).contains(block));
  }

  private static String without(String text) {
    return text.replaceAll("\\s+", "");
  }
}
