package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages quote Java that is compiled and tested here, in a package of {@code com.example}. */
class QuotedJavaTest {
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

  @ParameterizedTest
  @CsvSource({
    "your-recommender.md, shop, 3",
    "write-an-environment.md, moods, 5",
    "write-a-fit-model.md, rates, 5",
    "metrics.md, counted, 1"
  })
  void javaStandsInFilesThatAreCompiled(String page, String folder, int count) throws Exception {
    String code;
    try (Stream<Path> files = Files.list(Path.of("src/test/java/com/example", folder))) {
      code = files.map(Docs::read).map(QuotedJavaTest::stripped).collect(Collectors.joining());
    }
    List<String> blocks =
        JAVA.matcher(Docs.read(Docs.FOLDER.resolve(page)))
            .results()
            .map((MatchResult block) -> stripped(block.group(1)))
            .toList();

    assertThat(blocks).hasSize(count).allSatisfy(block -> assertThat(code).contains(block));
  }

  /** Pasted below the imports, the blocks compile: they are all of these files, in this order. */
  @ParameterizedTest
  @CsvSource({
    "write-an-environment.md, moods/MoodsProvider moods/MoodsTest",
    "your-recommender.md, shop/ShopRecommender shop/ShopAgent shop/ShopAgentTest"
  })
  void blocksAreWholeFiles(String page, String files) {
    String code =
        Stream.of(files.split(" "))
            .map(file -> Docs.read(Path.of("src/test/java/com/example", file + ".java")))
            .map(file -> file.replaceAll("(?m)^(package|import|@Tag).*$", ""))
            .collect(Collectors.joining());
    String blocks =
        JAVA.matcher(Docs.read(Docs.FOLDER.resolve(page)))
            .results()
            .map((MatchResult block) -> block.group(1))
            .collect(Collectors.joining());

    assertThat(stripped(blocks)).isEqualTo(stripped(code));
  }

  private static String stripped(String text) {
    return text.replaceAll("(?m)^\\s+", "");
  }
}
