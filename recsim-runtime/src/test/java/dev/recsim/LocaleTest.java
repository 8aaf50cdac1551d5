package dev.recsim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers are written with the same digits in every locale. */
class LocaleTest {
  /** The body of a method that formats all numbers of its file. */
  private static final String ONE_FOR_ALL = "return String.format(Locale.ROOT, format, values);";

  /** Writes digits of the locale; {@code %s} does not. */
  private static final Pattern NUMBER = Pattern.compile("%[-+#0,(]*\\d*(\\.\\d+)?[dfeEgG]\\b");

  @Test
  void noFormatDependsOnTheLocale() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      List<Path> sources =
          modules
              .filter(it -> !it.endsWith("recsim-benchmarks") && !it.endsWith("recsim-testkit"))
              .map(it -> it.resolve("src/main/java"))
              .filter(Files::isDirectory)
              .toList();
      assertThat(sources).hasSizeGreaterThan(2);
      for (Path source : sources) {
        try (Stream<Path> files = Files.walk(source)) {
          for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
            List<String> lines = Files.readAllLines(file);
            boolean named = lines.stream().anyMatch(line -> line.contains(ONE_FOR_ALL));
            assertThat(lines)
                .as("%s: write %%s, or name the locale on the line", file)
                .noneMatch(
                    line -> NUMBER.matcher(line).find() && !named && !line.contains("Locale.ROOT"));
            assertThat(named && lines.stream().anyMatch(line -> line.contains(".formatted(")))
                .as("%s: two ways to format, of which one depends on the locale", file)
                .isFalse();
          }
        }
      }
    }
  }
}
