package dev.recsim.serve.config;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of servers on pages are valid as they stand there, and parts of them with a policy. */
class ServeExamplesTest {
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(# serve.*?)^```$");

  @TempDir Path folder;

  static Stream<String> examples() {
    return Stream.of("production", "serving", "served-logs").flatMap(ServeExamplesTest::of);
  }

  private static Stream<String> of(String page) {
    try {
      String text = Files.readString(Path.of("../docs", page + ".md")).replace("\r\n", "\n");
      List<String> blocks = YAML.matcher(text).results().map(it -> it.group(1)).toList();
      assert !blocks.isEmpty() : page;
      return blocks.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsValid(String block) throws IOException {
    Path serve = Files.createDirectory(folder.resolve("serve"));
    for (Path home : List.of(folder, serve)) {
      for (String agent : List.of("slate_q", "popular", "tabular_q")) {
        Files.createDirectories(home.resolve("promoted/shop").resolve(agent));
      }
      Files.createFile(home.resolve("catalogue.jsonl"));
      Files.createFile(home.resolve("catalogue.csv"));
    }
    Path file = serve.resolve("serve.yaml");
    String policies = block.contains("policies:") ? "" : "policies: {random: {type: random}}\n";
    Files.writeString(file, block + policies);
    assertThatCode(() -> ServeFile.read(file)).doesNotThrowAnyException();
  }
}
