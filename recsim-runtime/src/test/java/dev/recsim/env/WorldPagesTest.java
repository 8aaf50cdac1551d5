package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.env.world.ComposedOptions;
import dev.recsim.spec.ExperimentReader;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/worlds: their examples are valid, and no option is missing. */
class WorldPagesTest {
  private static final Path PAGES = Path.of("../docs/worlds");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  static Stream<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".md", ""))
          .filter(name -> !name.equals("README"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void examplesAreValid(String type) throws Exception {
    Matcher example = EXAMPLE.matcher(page(type));
    int examples = 0;
    while (example.find()) {
      Path file = Files.writeString(folder.resolve("experiment.yaml"), example.group(1));
      assertThat(ExperimentReader.read(file).environment().provider().name()).isEqualTo(type);
      examples++;
    }
    assertThat(examples).isPositive();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyOptionHasARow(String type) throws IOException {
    Record defaults = provider(type).defaults();
    if (!(defaults instanceof ComposedOptions composed) || composed.user() == null) {
      assertRows(type, defaults);
      return;
    }
    for (Part<?> part : List.of(composed.user(), composed.documents())) {
      assertThat(page(type)).contains("`" + part.provider().name() + "`");
      assertRows(type, part.options());
    }
    assertThat(page(type)).contains("`" + composed.choice().provider().name() + "`");
  }

  private static void assertRows(String type, Record options) throws IOException {
    for (RecordComponent option : options.getClass().getRecordComponents()) {
      assertThat(page(type)).contains("| `" + Options.key(option.getName()) + "` | ");
    }
  }

  private static EnvironmentProvider<?> provider(String type) {
    for (EnvironmentProvider<?> provider : ServiceLoader.load(EnvironmentProvider.class)) {
      if (provider.name().equals(type)) {
        return provider;
      }
    }
    throw new AssertionError("docs/worlds has a page on " + type + ", which is no type of world");
  }

  private static String page(String type) throws IOException {
    return Files.readString(PAGES.resolve(type + ".md"));
  }
}
