package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY.md lists the jars of the runtime and of ONNX Runtime, with their versions. */
class ThirdPartyTest {
  private static final Pattern ROW = Pattern.compile("\\| (\\S+):(\\S+) \\| (\\S+) \\|.*");

  /** Modules whose libraries are not on this class path. */
  private static final List<String> OTHERS =
      List.of(
          "recsim-testkit",
          "recsim-index",
          "recsim-dl4j",
          "recsim-duckdb",
          "recsim-spark",
          "recsim-serve-http",
          "recsim-spring-boot-starter");

  private static final Pattern NOT_LISTED =
      Pattern.compile(
          ".*/(dev/recsim|org/junit|surefire|org/opentest4j|org/apiguardian|org/assertj"
              + "|net/bytebuddy)/.*");

  @Test
  void thePageListsTheClassPath() throws IOException {
    List<String> listed = listed();
    List<String> resolved =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(jar -> jar.replace(File.separatorChar, '/'))
            .filter(jar -> jar.endsWith(".jar"))
            .filter(jar -> !jar.contains("/target/") && !NOT_LISTED.matcher(jar).matches())
            .toList();
    assertThat(resolved)
        .as("jars that .ci/third-party --write would add")
        .isNotEmpty()
        .allMatch(jar -> listed.stream().anyMatch(jar::contains));
    assertThat(listed)
        .as("libraries that .ci/third-party --write would remove")
        .allMatch(folder -> resolved.stream().anyMatch(jar -> jar.contains(folder)));
  }

  /** The folders of the listed libraries in a repository. */
  private static List<String> listed() throws IOException {
    List<String> folders = new ArrayList<>();
    String module = "";
    for (String line : Files.readAllLines(Path.of("..", "THIRD-PARTY.md"))) {
      module = line.startsWith("## ") ? line.substring(3) : module;
      Matcher row = ROW.matcher(line);
      if (row.matches() && !OTHERS.contains(module)) {
        folders.add(
            "/%s/%s/%s/".formatted(row.group(1).replace('.', '/'), row.group(2), row.group(3)));
      }
    }
    return folders;
  }
}
