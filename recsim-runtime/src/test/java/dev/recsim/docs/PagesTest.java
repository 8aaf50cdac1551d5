package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type has a page, with its options as they are, valid examples and a picture. */
class PagesTest {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  /** What a program of users has said about itself, so reading an example starts none. */
  private static final String RECORD =
      """
      {"record": 1, "program": "", "introduction": "{\\"protocol\\": 1, \\"space\\": {\\"documents\\": 3, \\"slate_size\\": 1, \\"states\\": 3}}"}
      """;

  @TempDir Path folder;

  /** What they do depends on a model or a program of users, so there is nothing to draw. */
  private static final List<String> WITHOUT_PICTURE = List.of("http", "onnx");

  private static final List<String> OTHER_PAGES =
      List.of("defaults.md", "language-model-users.md", "protocol.md", "recsim-faults.md");

  /** The files that examples name. */
  @BeforeEach
  void writeFiles() throws Exception {
    Files.createFile(folder.resolve("mine.onnx"));
    Path file = Files.createDirectory(folder.resolve("environments")).resolve("shop.json");
    Files.copy(Path.of("../experiments/environments/shop.json"), file);
    Files.createFile(Files.createDirectory(folder.resolve("users")).resolve("mine.py"));
    try (var record =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("users.jsonl.gz")))) {
      record.write(RECORD.getBytes(StandardCharsets.UTF_8));
    }
  }

  static List<Path> pages() {
    return Docs.pages();
  }

  static Stream<Arguments> types() {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.folder != null)
        .flatMap(kind -> kind.types().keySet().stream().map(type -> Arguments.of(kind, type)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void tablesAreThoseOfTheCode(Path page) {
    String text = Docs.read(page);
    String renewed = GeneratedTables.renewed(page, text);
    if (Docs.isWritten() && !renewed.equals(text)) {
      Docs.write(page, renewed);
    }
    assertThat(Docs.read(page)).as(Docs.cure(page)).isEqualTo(renewed);
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyTypeHasAPageWithItsOptions(Kind kind, String type) {
    Path page = kind.page(type).orElseThrow();
    assertThat(page).as("the page of " + kind.word + " " + type).exists();
    if (kind.types().get(type).defaults().getClass().getRecordComponents().length > 0) {
      assertThat(GeneratedTables.told(kind, Docs.read(page))).contains(type);
    }
    assertThat(Docs.read(page)).startsWith("# " + type + "\n");
    if (!WITHOUT_PICTURE.contains(type)) {
      assertThat(Docs.read(page)).contains("](images/" + type + ".svg)");
    }
  }

  /** Users, documents and bandits have no pages of their own. */
  @ParameterizedTest
  @EnumSource
  void everyPartIsToldOnSomePage(Kind kind) {
    String all = String.join("\n", Docs.pages().stream().map(Docs::read).toList());
    kind.types()
        .forEach(
            (type, provider) -> {
              if (provider.defaults().getClass().getRecordComponents().length > 0) {
                assertThat(GeneratedTables.told(kind, all)).contains(type);
              }
              assertThat(all).contains("`" + type + "`");
            });
  }

  /** But for the tables of contents, and three pages. */
  @ParameterizedTest
  @EnumSource(names = {"ENVIRONMENT", "AGENT", "CHOICE_MODEL"})
  void everyPageIsThatOfAType(Kind kind) throws Exception {
    try (Stream<Path> files = Files.list(Docs.FOLDER.resolve(kind.folder))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".md"))
          .allMatch(
              name ->
                  name.equals("README.md")
                      || OTHER_PAGES.contains(name)
                      || kind.types().containsKey(name.replace(".md", "")));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void examplesAreExperimentsWithTheType(Kind kind, String type) throws Exception {
    Matcher example = EXAMPLE.matcher(Docs.read(kind.page(type).orElseThrow()));
    int examples = 0;
    while (example.find()) {
      Path file = Files.writeString(folder.resolve("experiment.yaml"), example.group(1));
      assertThat(names(kind, ExperimentReader.read(file))).contains(type);
      examples++;
    }
    assertThat(examples).isPositive();
  }

  private static List<String> names(Kind kind, ExperimentSpec spec) {
    return switch (kind) {
      case ENVIRONMENT -> List.of(spec.environment().provider().name());
      case AGENT -> spec.agents().stream().map(agent -> agent.provider().name()).toList();
      default -> {
        var environment =
            (dev.recsim.api.compose.ComposedEnvironment.Options) spec.environment().options();
        yield List.of(environment.choice().provider().name());
      }
    };
  }
}
