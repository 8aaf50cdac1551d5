package dev.recsim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every test runs in some build. The builds leave out tests by tag and by nothing else: {@code
 * nightly} and {@code slow} in the profile quick, {@code nightly} by default, none in the profile
 * nightly.
 */
class BuildsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern TEST =
      Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property|ArchTest)\\b");
  private static final Pattern OF_A_CONTRACT =
      Pattern.compile("(?m)^(final )?class \\w+\\s+extends \\w+Contract\\b");
  private static final Pattern TAG = Pattern.compile("@Tag\\(([^)]*)\\)");

  /** Of a build; what else leaves tests out is found by {@link #FILTERS}. */
  private static final Pattern EXCLUDED = Pattern.compile("<tests\\.excluded>?(.*?)(</|/>)");

  private static final Pattern FILTERS =
      Pattern.compile(
          "<(excludedGroups|groups|excludes|excludesFile|includes|includesFile|skip|skipTests|test)\\b");

  @Test
  void buildsLeaveOutTestsByTagAlone() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    assertThat(found(EXCLUDED, pom)).containsExactly("nightly", "nightly | slow", "");
    assertThat(section(pom, "<id>quick</id>", "</profile>")).contains("nightly | slow");
    assertThat(section(pom, "<id>nightly</id>", "</profile>"))
        .contains("<tests.excluded/>")
        .doesNotContain("skip");

    int plugins = 0;
    for (Path file : poms()) {
      for (String artifact : List.of("maven-surefire-plugin", "maven-failsafe-plugin")) {
        String text = Files.readString(file);
        String start = "<artifactId>" + artifact + "</artifactId>";
        if (text.contains(start)) {
          String plugin = section(text, start, "</plugin>");
          assertThat(found(FILTERS, plugin))
              .as(file + " " + artifact)
              .isEqualTo(file.getParent().equals(ROOT) ? List.of("excludedGroups") : List.of());
          plugins++;
        }
      }
    }
    assertThat(plugins).isGreaterThan(3);
  }

  /** Surefire runs {@code *Test}; Failsafe runs {@code *IT} in modules that declare it. */
  @Test
  void everyTestHasANameThatIsRun() throws IOException {
    Map<Path, String> tests = tests();
    assertThat(tests).hasSizeGreaterThan(200);
    tests.forEach(
        (file, text) -> {
          String name = file.getFileName().toString();
          if (text.contains("@ArchTest") && !text.contains("@AnalyzeClasses")) {
            String rules = "ArchTests.in(%s.class)".formatted(name.replace(".java", ""));
            assertThat(tests.values())
                .as("rules that a test has")
                .anyMatch(it -> it.contains(rules));
            return;
          }
          assertThat(name).matches("\\w+(Test|IT)\\.java");
          if (file.toString().endsWith("IT.java")) {
            Path pom = ROOT.resolve(ROOT.relativize(file).getName(0)).resolve("pom.xml");
            assertThat(pom).content().contains("<artifactId>maven-failsafe-plugin</artifactId>");
          }
          assertThat(text).as(file.toString()).doesNotContain("@" + "Disabled");
          assertThat(found(TAG, text)).as(file.toString()).isSubsetOf("\"nightly\"", "\"slow\"");
        });
  }

  private static Map<Path, String> tests() throws IOException {
    Map<Path, String> tests = new TreeMap<>();
    for (Path pom : poms()) {
      Path sources = pom.resolveSibling("src/test/java");
      if (!Files.isDirectory(sources)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
          String text = Files.readString(file);
          boolean contract =
              text.contains("\npublic abstract class ") || text.contains("\nabstract class ");
          if (!contract && (TEST.matcher(text).find() || OF_A_CONTRACT.matcher(text).find())) {
            tests.put(file, text);
          }
        }
      }
    }
    return tests;
  }

  private static List<Path> poms() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return Stream.concat(Stream.of(ROOT), modules.sorted())
          .map(folder -> folder.resolve("pom.xml"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static String section(String text, String start, String end) {
    int from = text.indexOf(start);
    assertThat(from).as(start).isNotNegative();
    return text.substring(from, text.indexOf(end, from));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(BuildsTest::group).toList();
  }

  private static String group(MatchResult match) {
    return match.group(1);
  }
}
