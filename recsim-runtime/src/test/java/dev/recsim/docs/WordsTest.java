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
import org.junit.jupiter.params.provider.MethodSource;

/** Pages and messages are in plain words. */
class WordsTest {
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
}
