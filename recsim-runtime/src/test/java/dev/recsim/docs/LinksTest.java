package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of pages lead somewhere, every page is linked, and Java types that are named exist. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** With the package below dev.recsim before it. */
  private static final Pattern JAVA_TYPE = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w*)`");

  static List<Path> pages() {
    return Stream.concat(Docs.pages().stream(), Docs.pagesOfTheRoot().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(withoutCode(Docs.read(page)));
    while (link.find()) {
      String file = link.group(1);
      if (!file.contains(":")) {
        Path target = file.isEmpty() ? page : page.getParent().resolve(file);
        boolean there =
            Files.exists(target) && (link.group(2) == null || has(target, link.group(2)));
        if (!there) {
          broken.add(link.group());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static String withoutCode(String text) {
    return text.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
  }

  private static boolean has(Path page, String anchor) {
    return HEADING
        .matcher(Docs.read(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .anyMatch(anchor::equals);
  }

  /** From the table of contents, or from the README of its folder, which is linked there. */
  @Test
  void everyPageIsInTheContents() {
    Set<Path> linked = new TreeSet<>(linked(Docs.FOLDER.resolve("README.md")));
    for (Path page : List.copyOf(linked)) {
      if (page.endsWith("README.md")) {
        linked.addAll(linked(page));
      }
    }
    Set<Path> pages = Docs.pages().stream().map(Path::normalize).collect(Collectors.toSet());
    pages.remove(Docs.FOLDER.resolve("README.md").normalize());
    assertThat(linked).as("pages linked from docs/README.md").containsAll(pages);
    assertThat(linked(Docs.README)).contains(Docs.FOLDER.resolve("README.md").normalize());
  }

  @Test
  void navigationOfTheSiteHasEveryPage() {
    Set<String> entries =
        Docs.read(Docs.ROOT.resolve("mkdocs.yml"))
            .lines()
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .collect(Collectors.toSet());
    List<Path> pages = Docs.pages().stream().filter(page -> page.startsWith(Docs.FOLDER)).toList();
    assertThat(pages)
        .extracting(page -> Docs.FOLDER.relativize(page).toString().replace('\\', '/'))
        .isSubsetOf(entries);
  }

  private static List<Path> linked(Path page) {
    return LINK.matcher(Docs.read(page))
        .results()
        .map(link -> page.getParent().resolve(link.group(1)).normalize())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaTypesExist(Path page) {
    String text = Docs.read(page);
    // The left column there is RecSim's.
    boolean both = page.endsWith("recsim-to-recsim.md");
    assertThat(javaTypes(both ? text.replaceAll("(?m)^\\| .*? \\| ", "") : text))
        .allSatisfy(LinksTest::assertExists);
  }

  private static List<String> javaTypes(String text) {
    return JAVA_TYPE
        .matcher(text)
        .results()
        .map(type -> type.group(1))
        .filter(type -> Stream.of("java.", "org.", "com.").noneMatch(type::startsWith))
        .map(type -> type.startsWith("dev.recsim.") ? type : "dev.recsim." + type)
        .toList();
  }

  private static void assertExists(String type) throws ClassNotFoundException {
    assertThat(Class.forName(type, false, LinksTest.class.getClassLoader())).isNotNull();
  }

  /** RecSim's own names stand in the left column. */
  @Test
  void everyRowOfRecsimToRecsimNamesSomethingThatExists() throws Exception {
    String page = Docs.read(Docs.FOLDER.resolve("recsim-to-recsim.md"));
    List<String> rows = page.lines().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows).hasSizeGreaterThan(60);
    for (String row : rows) {
      String here = row.split(" \\| ", 2)[1];
      assertThat(here).matches(".*(\\]\\(|`|none).*");
    }
    for (Kind kind : Kind.values()) {
      if (kind.folder != null) {
        kind.types()
            .keySet()
            .forEach(type -> assertThat(page).contains(kind.folder + "/" + type + ".md"));
      }
    }
  }
}
