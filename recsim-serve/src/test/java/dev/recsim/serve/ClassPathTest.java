package dev.recsim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The libraries that an application gets with a ranker are those of class-path.md. */
class ClassPathTest {
  private static final Pattern JAR = Pattern.compile("(.+?)-\\d[^/]*\\.jar");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| ([0-9.]+) \\|");

  private static final Pattern OF_TESTS =
      Pattern.compile("(junit|assertj|opentest4j|apiguardian|byte-buddy|surefire|jspecify).*");

  /** Modules of recsim grow; their size is that of the last edit of the page. */
  private static final double GROWTH = 1.5;

  @Test
  void librariesAreThoseOfTheDocumentation() throws IOException {
    Map<String, Double> listed = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("src/test/resources/class-path.md")));
    while (row.find()) {
      listed.put(row.group(1), Double.valueOf(row.group(2)));
    }
    Map<String, Double> found = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      Matcher jar = JAR.matcher(path.getFileName().toString());
      if (jar.matches() && !OF_TESTS.matcher(jar.group(1)).matches()) {
        found.put(jar.group(1), Files.size(path) / 1e6);
      } else if (path.endsWith(Path.of("target", "classes"))) {
        found.put(path.getParent().getParent().getFileName().toString(), Double.NaN);
      }
    }
    assertThat(found.keySet()).isEqualTo(listed.keySet());
    listed.forEach(
        (name, size) -> {
          double now = found.get(name);
          if (name.startsWith("recsim-")) {
            assertThat(now > GROWTH * size).as("%s has %s MB", name, now).isFalse();
          } else {
            assertThat(now).as(name).isEqualTo(size, within(0.006));
          }
        });
  }
}
