package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages are short, and pages and messages are in plain words. */
class WordsTest {
  private static final int MOST_WORDS_OF_README = 1_000;
  private static final int MOST_WORDS_OF_A_PAGE = 1_500;
  private static final int MOST_WORDS_OF_A_GUIDE = 1_000;
  private static final int MOST_PAGES = 40;
  private static final int MOST_WORDS = 40_000;

  /** Pages that lead through something; others are looked up, or show a whole program. */
  private static final List<String> GUIDES =
      List.of(
          "README",
          "compare",
          "counterfactual-logs",
          "existing-application",
          "ids",
          "large-catalogues",
          "logs",
          "onnx",
          "production",
          "promote",
          "python",
          "ranking",
          "reading-a-report",
          "reality",
          "search",
          "served-logs",
          "write-a-fit-model",
          "write-an-environment",
          "your-recommender");

  private static final Pattern AVOIDED =
      Pattern.compile(
          "(?i)\\b(anew|of\\s+late|for\\s+want\\s+of|(is|are)\\s+told|passe[sd]\\s+over"
              + "|(comes|came)\\s+to|measured\\s+again)\\b");

  private static final Pattern LIST_BEHIND_TEXT =
      Pattern.compile("(?m)^(?![#|>-]|\\d+\\. )\\S.*\n(- |1\\. ).*");

  private static final Pattern STRING =
      Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"", Pattern.DOTALL);

  static List<Path> pages() {
    return Stream.concat(
            Docs.pages().stream(),
            Stream.concat(
                Docs.pagesOfTheRoot().stream(), Stream.of(Docs.ROOT.resolve("reports/README.md"))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pagesAreInPlainWords(Path page) {
    assertThat(avoided(Docs.read(page))).isEmpty();
  }

  /** Also the texts of reports, and the descriptions that become the schema's. */
  @Test
  void messagesAreInPlainWords() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(Docs.ROOT, "recsim-*")) {
      for (Path module : modules) {
        Path main = module.resolve("src/main");
        try (Stream<Path> files = Files.exists(main) ? Files.walk(main) : Stream.empty()) {
          files
              .filter(file -> file.toString().matches(".*\\.(java|jte|js|css|json|properties)"))
              .forEach(sources::add);
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(400);
    for (Path source : sources) {
      assertThat(avoided(texts(source))).as(source.toString()).isEmpty();
    }
  }

  /** Of Java, only what a user may read. */
  private static String texts(Path source) {
    String text = Docs.read(source);
    return source.toString().endsWith(".java")
        ? STRING
            .matcher(text)
            .results()
            .map(found -> found.group())
            .collect(Collectors.joining("\n"))
        : text;
  }

  private static List<String> avoided(String text) {
    return AVOIDED.matcher(text).results().map(found -> found.group()).toList();
  }

  /** The site would show a list behind a line of text as more text. */
  @ParameterizedTest
  @MethodSource("pages")
  void listsFollowABlankLineOrAHeading(Path page) {
    String text = Docs.read(page).replaceAll("(?s)```.*?```", "");
    assertThat(LIST_BEHIND_TEXT.matcher(text).results().map(found -> found.group())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pagesAreShort(Path page) {
    boolean readme = page.equals(Docs.README);
    assertThat(words(page, readme))
        .as(page + (readme ? "" : ", without its tables"))
        .isLessThanOrEqualTo(readme ? MOST_WORDS_OF_README : MOST_WORDS_OF_A_PAGE);
  }

  @ParameterizedTest
  @FieldSource("GUIDES")
  void guidesAreShort(String guide) {
    assertThat(words(Docs.FOLDER.resolve(guide + ".md"), false))
        .as(guide + ", without its tables")
        .isLessThanOrEqualTo(MOST_WORDS_OF_A_GUIDE);
  }

  @Test
  void decisionsAreShort() throws IOException {
    try (Stream<Path> files = Files.list(Docs.FOLDER.resolve("decisions"))) {
      assertThat(files.filter(it -> it.getFileName().toString().matches("\\d.*")))
          .hasSizeGreaterThan(40)
          .allSatisfy(it -> assertThat(Docs.read(it).split("\\s+")).hasSizeBetween(200, 400));
    }
  }

  /** Directly in docs: without its folders, whose pages are looked up. */
  @Test
  void pagesAreFew() {
    List<Path> pages =
        Docs.pages().stream().filter(page -> page.getParent().equals(Docs.FOLDER)).toList();
    assertThat(pages).hasSizeLessThanOrEqualTo(MOST_PAGES);
    assertThat(pages.stream().mapToLong(page -> words(page, true)).sum())
        .isLessThanOrEqualTo(MOST_WORDS);
  }

  private static long words(Path page, boolean tables) {
    return Docs.read(page)
        .lines()
        .filter(line -> tables || !line.startsWith("|"))
        .flatMap(line -> Stream.of(line.split("\\s+")))
        .filter(word -> !word.isEmpty() && !word.equals("|"))
        .count();
  }
}
