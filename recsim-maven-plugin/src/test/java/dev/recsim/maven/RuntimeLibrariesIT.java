package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The libraries that a goal forks with, by a real Maven. */
class RuntimeLibrariesIT {

  @Tag("nightly")
  @Test
  void listOfTheLibrariesIsUsedAsLongAsItHolds() throws Exception {
    Project project = Project.copy("minimal", "libraries");
    project.mvn("recsim:validate");
    Path list = list(project);
    String written = Files.readString(list);
    Path jar = Files.write(project.path("another.jar"), new byte[] {1});

    Files.writeString(list, "a:b:jar\t" + stamp(jar) + "\t" + jar + "\n" + written);
    Build used = project.mvn("-X", "recsim:validate");
    Files.write(jar, new byte[] {1, 2});
    Build changed = project.mvn("-X", "recsim:validate");

    assertThat(classPath(used)).contains(jar.toString());
    assertThat(classPath(changed)).doesNotContain(jar.toString()).contains("recsim-runtime-");
    assertThat(list).hasContent(written);
  }

  @Test
  void jarOfTheRuntimeListsWhatItsPomSays() throws Exception {
    Project listed = Project.copy("minimal", "listed-libraries");
    Project collected = Project.copy("minimal", "collected-libraries");
    String given =
        """
        <dependencies>
          <dependency>
            <groupId>dev.recsim</groupId>
            <artifactId>recsim-report</artifactId>
            <version>%s</version>
          </dependency>
        </dependencies>
        </plugin>
        """
            .formatted(System.getProperty("recsim.version"));
    Files.writeString(
        collected.path("pom.xml"), collected.read("pom.xml").replaceFirst("</plugin>", given));

    Build withList = listed.mvn("-X", "recsim:validate");
    Build withPoms = collected.mvn("-X", "recsim:validate");

    assertThat(classPath(withList)).isEqualTo(classPath(withPoms));
    try (ZipFile runtime = new ZipFile(StagedRepository.jarOf("dev.recsim.cli.Main").toFile())) {
      InputStream libraries = runtime.getInputStream(runtime.getEntry("META-INF/libraries.txt"));
      assertThat(libraries)
          .asString(StandardCharsets.UTF_8)
          .contains("org.yaml:snakeyaml:jar:")
          .as("colours, which depend on where Maven prints")
          .doesNotContain("\u001b");
    }
  }

  @Tag("nightly")
  @Test
  void damagedListIsMadeAgain() throws Exception {
    Project project = Project.copy("minimal", "damaged-libraries");
    project.mvn("recsim:validate");
    Path list = list(project);
    String written = Files.readString(list);

    for (String damaged : List.of("", "\0\t\0\t\0", written.substring(0, written.length() / 2))) {
      Files.writeString(list, damaged);
      Build build = project.mvn("recsim:validate");

      assertThat(build.exitCode()).as(build.output()).isZero();
      assertThat(list).hasContent(written);
    }
  }

  @Tag("nightly")
  @Test
  void goalNeedsNoBuildFolder() throws Exception {
    Project project = Project.copy("minimal", "no-build-folder").withoutArchive();
    Path file = Files.writeString(project.path("target"), "not a folder");

    Build build = project.mvn("recsim:validate", "recsim:run");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).contains("1 experiment is valid", "report: ");
    assertThat(file).hasContent("not a folder");
  }

  @Tag("nightly")
  @Test
  void versionThatThePluginIsGivenWins() throws Exception {
    Project project = Project.copy("minimal", "given-library");
    Path folder = StagedRepository.FOLDER.resolve(Path.of("org", "yaml", "snakeyaml", "99"));
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("snakeyaml-99.jar"),
        Files.readAllBytes(StagedRepository.jarOf("org.yaml.snakeyaml.Yaml")));
    Files.writeString(folder.resolve("snakeyaml-99.pom"), pom("org.yaml", "snakeyaml", "99"));
    String given =
        """
        <dependencies>
          <dependency>
            <groupId>org.yaml</groupId>
            <artifactId>snakeyaml</artifactId>
            <version>99</version>
          </dependency>
        </dependencies>
        </plugin>
        """;
    Files.writeString(
        project.path("pom.xml"), project.read("pom.xml").replaceFirst("</plugin>", given));

    Build build = project.mvn("-X", "recsim:validate");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(classPath(build)).contains("snakeyaml-99.jar").doesNotContain("snakeyaml-2");
  }

  @Tag("nightly")
  @Test
  void withoutTheRuntimeTheBuildSaysWhatToDo() throws Exception {
    Project project = Project.copy("minimal", "no-runtime");
    String version = System.getProperty("recsim.version");
    Path repository = project.path("repository");
    Path folder = repository.resolve(Path.of("dev", "recsim", "recsim-maven-plugin", version));
    String name = "recsim-maven-plugin-" + version;
    Files.createDirectories(folder);
    Files.copy(
        StagedRepository.jarOf("dev.recsim.maven.fork.JvmOptions"), folder.resolve(name + ".jar"));
    Files.writeString(
        folder.resolve(name + ".pom"), pom("dev.recsim", "recsim-maven-plugin", version));

    Build build =
        project.mvn(
            "recsim:validate", "-Dmaven.repo.local=" + repository, "-Dmaven.repo.local.tail=");

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains(
            "Cannot get dev.recsim:recsim-runtime:jar:", "Run the goal once without --offline")
        .doesNotContain("\tat ");
  }

  /** The least that Maven takes for one. */
  private static String pom(String groupId, String artifactId, String version) {
    return """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
        </project>
        """
        .formatted(groupId, artifactId, version);
  }

  private static Path list(Project project) throws Exception {
    return Project.files(project.path("target/recsim")).stream()
        .filter(file -> file.getFileName().toString().matches("libraries-\\w{16}\\.tsv"))
        .findFirst()
        .orElseThrow();
  }

  private static String stamp(Path jar) throws Exception {
    return Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis();
  }

  private static String classPath(Build build) {
    assertThat(build.exitCode()).as(build.output()).isZero();
    return build.lines().stream()
        .filter(line -> line.contains("Class path of the fork: "))
        .findFirst()
        .orElseThrow();
  }
}
