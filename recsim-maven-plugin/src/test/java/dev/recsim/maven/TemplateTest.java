package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {
  static final Path RESOURCES = Path.of("src/main/resources/dev/recsim/maven/init");

  @TempDir Path folder;

  @Test
  void everyFileOfTheTemplateIsWritten() throws IOException {
    List<String> files =
        Project.files(RESOURCES).stream()
            .map(file -> RESOURCES.relativize(file).toString().replace('\\', '/'))
            .toList();

    assertThat(Template.FILES).containsExactlyInAnyOrderElementsOf(files);
    assertThat(template().write(folder)).hasSameSizeAs(files).allMatch(Files::isRegularFile);
  }

  @Test
  void whereOneFileCannotBeWrittenNoneIs() throws IOException {
    // A file stands where a folder is needed, behind others in the order of writing.
    Files.writeString(folder.resolve("src"), "");

    assertThatThrownBy(() -> template().write(folder)).isInstanceOf(IOException.class);

    assertThat(Project.files(folder)).containsExactly(folder.resolve("src"));
    assertThat(folder.resolve("experiments")).doesNotExist();
  }

  @Test
  void filesThatAreThereAreNamedAndStay() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "mine");
    Files.createSymbolicLink(folder.resolve("README.md"), folder.resolve("nowhere"));

    assertThatThrownBy(() -> template().write(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already: README.md, pom.xml.");

    assertThat(folder.resolve("pom.xml")).hasContent("mine");
    assertThat(Project.files(folder)).containsExactly(folder.resolve("pom.xml"));
  }

  /** The new project builds with the versions that recsim builds with. */
  @Test
  void versionsOfThePomAreThoseOfRecsim() throws IOException {
    String ours = Files.readString(Path.of("../pom.xml"));
    String pom = Files.readString(RESOURCES.resolve("pom.xml"));

    for (String plugin : List.of("resources", "compiler", "surefire", "jar")) {
      String version = property(ours, "maven-" + plugin + "-plugin.version");
      assertThat(pom)
          .containsPattern(
              "<artifactId>maven-%s-plugin</artifactId>\\s+<version>%s</version>"
                  .formatted(plugin, Pattern.quote(version)));
    }
    assertThat(pom)
        .containsSubsequence(
            "<artifactId>junit-jupiter</artifactId>",
            "<version>" + property(ours, "junit.version") + "</version>",
            "<artifactId>assertj-core</artifactId>",
            "<version>" + property(ours, "assertj.version") + "</version>");
  }

  private static String property(String pom, String name) {
    return pom.replaceFirst("(?s).*?<%1$s>(.*?)</%1$s>.*".formatted(Pattern.quote(name)), "$1");
  }

  private static Template template() {
    return new Template("com.example", "podcasts", "1");
  }
}
