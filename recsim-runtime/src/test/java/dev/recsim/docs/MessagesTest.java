package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages that docs/troubleshooting.md quotes are messages of recsim, word by word. */
class MessagesTest {
  private static final Path PAGE = Docs.FOLDER.resolve("troubleshooting.md");

  /** Messages of Maven and of the JVM. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "No plugin found for prefix 'recsim'",
          "Could not find artifact dev.recsim:recsim-maven-plugin:jar:0.1.0-SNAPSHOT",
          "META-INF/services/...: Provider com.example.Mine not found",
          "class file version 61.0");

  /** What differs from one message to the next: anything, a value in quotes, a number, a name. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "\\.\\.\\.[\\w/]*|\"[^\"]*\"|-?\\b[0-9]+(\\.[0-9]+)?\\b|\\bNaN\\b"
              + "|\\bexample\\.Mine\\.train \\(Mine\\.java:"
              + "|\\b(mine-seed-|mine|sims|policies|foo|gamma|random|dev\\.recsim:recsim-dl4j)(?![\\w.])"
              + "|^(recsim\\.experiments|environment|loss)(?= )");

  /** Parts that the sources put together from several strings. */
  private static final Map<String, List<String>> PIECES =
      Map.of(
          "unknown environment type", List.of("unknown ", "environment", " type \""),
          "unknown agent type", List.of("unknown ", "agent", " type \""),
          "thrown in update", List.of("; thrown ", "in update "),
          "gave the reward", List.of("gave ", "the reward"),
          "earns clearly less than", List.of("earns", " clearly less than "),
          "agents tie.", List.of(" agents", " tie"),
          "No clear winner between", List.of("No clear winner ", "between "));

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\n]*|/\\*.*?\\*/|'(?:[^'\\\\\n]|\\\\.)+'"
              + "|\"\"\"(?<block>.*?)\"\"\"|\"(?<text>(?:[^\"\\\\\n]|\\\\.)*+)\"",
          Pattern.DOTALL);

  /** What String.format replaces. */
  private static final Pattern DIRECTIVE = Pattern.compile("%[-#+0,.\\d]*[a-zA-Z]");

  private static final String GAP = "\0";

  private static String strings;

  @BeforeAll
  static void readSources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(Docs.ROOT, "recsim-*")) {
      for (Path module : modules) {
        Path sources = module.resolve("src/main/java");
        if (Files.notExists(sources)) {
          continue; // of tests alone
        }
        try (Stream<Path> files = Files.walk(sources)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .forEach(file -> all.append(strings(Docs.read(file))).append(GAP));
        }
      }
    }
    for (Outcome verdict : Outcome.values()) {
      all.append(GAP).append(verdict.name().replace('_', ' ')).append(GAP);
    }
    strings = DIRECTIVE.matcher(all).replaceAll(GAP).replace("%%", "%");
  }

  /** The strings of a source; those joined by a plus are one, others have a gap between them. */
  static String strings(String source) {
    StringBuilder strings = new StringBuilder();
    Matcher token = TOKEN.matcher(source);
    int end = 0;
    while (token.find()) {
      String text = token.group("text") == null ? token.group("block") : token.group("text");
      if (text != null) {
        boolean joined = source.substring(end, token.start()).strip().equals("+");
        strings.append(joined ? "" : GAP).append(unescaped(text));
        end = token.end();
      }
    }
    return strings.toString();
  }

  /** A code point escape is no part of a message. */
  private static String unescaped(String text) {
    return text.replaceAll("(?<!\\\\)\\\\u[0-9a-fA-F]{4}", GAP).translateEscapes();
  }

  static List<String> messages() {
    return quoted().stream().filter(message -> !OF_OTHERS.contains(message)).toList();
  }

  /** Code in the first column of the tables. */
  private static List<String> quoted() {
    List<String> messages = new ArrayList<>();
    String tables = Docs.read(PAGE).split("\n## Debug", 2)[0];
    for (String line : tables.lines().filter(line -> line.startsWith("| ")).toList()) {
      CODE.matcher(line.split(" \\| ", 2)[0]).results().forEach(it -> messages.add(it.group(1)));
    }
    return messages;
  }

  @Test
  void thePageQuotesMessages() {
    assertThat(messages()).hasSizeGreaterThan(30);
    assertThat(quoted()).as("messages of others").containsAll(OF_OTHERS);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void messageIsInTheSources(String message) {
    List<String> parts =
        EXAMPLE
            .splitAsStream(message)
            .map(part -> part.replaceAll("^[\\s,;:()]+|[\\s,;:()]+$", ""))
            .filter(part -> part.matches(".*\\w.*"))
            .flatMap(part -> PIECES.getOrDefault(part, List.of(part)).stream())
            .toList();
    assertThat(parts).as("what is the same in every such message").isNotEmpty();
    assertThat(parts)
        .allSatisfy(
            part ->
                assertThat(hasWords(part))
                    .as("words of the page in a string of the sources: %s", part)
                    .isTrue());
  }

  /** Whether a string contains the words, and not only as parts of longer ones. */
  private static boolean hasWords(String words) {
    for (int i = strings.indexOf(words); i >= 0; i = strings.indexOf(words, i + 1)) {
      int end = i + words.length();
      boolean starts = !isLetter(words.charAt(0)) || !isLetter(strings.charAt(i - 1));
      if (starts && (!isLetter(strings.charAt(end - 1)) || !isLetter(strings.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetter(char c) {
    return Character.isLetterOrDigit(c);
  }

  @Test
  void stringsAreJoinedAndCommentsIgnored() {
    assertThat(
            strings(
                """
                /** Says "no". */ f("a \\"b\\" "
                    + "c", 'd'); // "e"
                g("f" + name + "g");
                """))
        .isEqualTo(GAP + "a \"b\" c" + GAP + "f" + GAP + "g");
  }
}
