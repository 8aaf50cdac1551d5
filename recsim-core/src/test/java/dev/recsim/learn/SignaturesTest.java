package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.policy.SavedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users compile against is in committed lists of signatures. A line that starts with {@code -}
 * is a break: a signature that is gone since the last release. The changelog must name it.
 */
class SignaturesTest {
  private static final String GONE = "- ";
  private static final Path CHANGELOG = Path.of("..", "CHANGELOG.md");
  private static final String CURE =
      "the public API has changed. If that is intended, write the list: mvn test"
          + " -Dtest=SignaturesTest -Drecsim.docs=write -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void signaturesOfTheApiAreThoseOfTheList() throws IOException {
    Signatures now = Signatures.of(Agent.class, "dev.recsim.api", "dev.recsim.random");
    assertThat(now.types()).isGreaterThan(50);
    check(now.lines(), Path.of("../recsim-api/src/test/resources/signatures.txt"), CHANGELOG);
  }

  @Test
  void signaturesOfTheToolkitAreThoseOfTheList() throws IOException {
    Signatures now =
        Signatures.of(SavedPolicy.class, "dev.recsim.learn", "dev.recsim.nn", "dev.recsim.policy");
    assertThat(now.types()).isGreaterThan(50);
    check(now.lines(), Path.of("src/test/resources/signatures.txt"), CHANGELOG);
  }

  private static void check(SortedSet<String> now, Path list, Path changelog) throws IOException {
    List<String> listed = Files.exists(list) ? Files.readAllLines(list) : List.of();
    List<String> expected = expected(now, listed);
    if ("write".equals(System.getProperty("recsim.docs"))) {
      Files.createDirectories(list.toAbsolutePath().getParent());
      Files.write(list, expected);
    } else {
      assertThat(differences(listed, expected)).as("%s: %s", list, CURE).isEmpty();
    }
    assertThat(unnamed(expected, Files.readString(changelog)))
        .as(
            "breaks of %s that \"### Breaks\" of CHANGELOG.md does not name; add a line such as"
                + " \"- `Agent.greedy` ...\"",
            list)
        .isEmpty();
  }

  /** The signatures, and those of the list that are gone. */
  private static List<String> expected(SortedSet<String> now, List<String> listed) {
    SortedSet<String> gone = new TreeSet<>();
    for (String line : listed) {
      gone.add(line.startsWith(GONE) ? line.substring(GONE.length()) : line);
    }
    gone.removeAll(now);
    return Stream.concat(gone.stream().map(line -> GONE + line), now.stream()).toList();
  }

  private static List<String> differences(List<String> listed, List<String> expected) {
    return Stream.concat(
            listed.stream().filter(it -> !expected.contains(it)).map(it -> "list: " + it),
            expected.stream().filter(it -> !listed.contains(it)).map(it -> "code: " + it))
        .toList();
  }

  /** The breaks that a changelog does not name as {@code `Type.member`}. */
  private static List<String> unnamed(List<String> expected, String changelog) {
    int start = changelog.indexOf("\n### Breaks\n");
    int next = start < 0 ? -1 : changelog.indexOf("\n#", start + 1);
    String breaks =
        start < 0 ? "" : changelog.substring(start, next < 0 ? changelog.length() : next);
    return expected.stream()
        .filter(line -> line.startsWith(GONE))
        .filter(line -> !breaks.contains("`" + name(line) + "`"))
        .toList();
  }

  /** The type and member of a line, without packages. */
  private static String name(String line) {
    return line.replaceFirst("^- ", "")
        .replaceFirst("[:(].*", "")
        .replaceFirst("^([a-z0-9]+\\.)+", "");
  }

  @Test
  void breaksAreKeptUntilTheChangelogNamesThem() throws IOException {
    SortedSet<String> now = new TreeSet<>(List.of("dev.recsim.api.Agent.act(): public void"));
    List<String> listed =
        List.of(
            "- dev.recsim.api.Old: public class", "dev.recsim.api.Agent.play(int): public void");
    List<String> expected = expected(now, listed);
    assertThat(expected)
        .containsExactly(
            "- dev.recsim.api.Agent.play(int): public void",
            "- dev.recsim.api.Old: public class",
            "dev.recsim.api.Agent.act(): public void");
    assertThat(differences(listed, expected))
        .containsExactly(
            "list: dev.recsim.api.Agent.play(int): public void",
            "code: - dev.recsim.api.Agent.play(int): public void",
            "code: dev.recsim.api.Agent.act(): public void");
    assertThat(unnamed(expected, "# Changelog\n\n### Breaks\n- `Old` is gone.\n\n### `Agent.play`"))
        .containsExactly("- dev.recsim.api.Agent.play(int): public void");
    assertThat(unnamed(expected, "### Breaks\n")).hasSize(2);
    assertThat(unnamed(expected, "\n### Breaks\n- `Agent.play` is `act`, `Old` is gone")).isEmpty();
  }
}
