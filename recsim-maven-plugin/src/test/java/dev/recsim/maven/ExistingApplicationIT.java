package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application in modules, made of what the page shows as it stands there, with its commands. */
@Tag("nightly")
class ExistingApplicationIT {
  private static final Path PAGE = Path.of("../docs/existing-application.md");
  private static final Path CODE =
      Path.of("../recsim-spring-boot-starter/src/test/java/com/example/ranking");

  private static final String HEAD =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
      """;

  private static final String PARENT =
      """
        <parent>
          <groupId>com.example</groupId>
          <artifactId>shop</artifactId>
          <version>1</version>
        </parent>
        <artifactId>%s</artifactId>
      """;

  private static final String SPRING =
      """
        <dependencies>
          <dependency>
            <groupId>org.springframework</groupId>
            <artifactId>spring-context</artifactId>
            <version>7.0.10</version>
          </dependency>
        </dependencies>
      """;

  @Test
  void itsPomsClassesAndCommandsWork() throws Exception {
    Project project = Project.empty("existing application").online();
    write(project, "pom.xml", HEAD + root() + "</project>");
    write(project, "core/pom.xml", HEAD + PARENT.formatted("core") + SPRING + "</project>");
    write(project, "sim/pom.xml", HEAD + PARENT.formatted("sim") + block("xml", 1) + "</project>");
    code(project, "core", "Ranker", "RankingConfiguration");
    code(project, "sim", "RankerAgent");
    write(
        project,
        "sim/src/main/resources/META-INF/services/dev.recsim.api.AgentProvider",
        "com.example.ranking.RankerAgent\n");
    write(project, "sim/experiments/shop.yaml", block("yaml", 0));

    List<String> commands = block("sh", 0).lines().toList();
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      Build build = project.mvn(command.replaceFirst("^mvn ", "").split(" "));
      assertThat(build.exitCode()).as(build.output()).isZero();
      assertThat(build.output()).contains("promoted");
    }
    assertThat(project.path("sim/experiments/baselines/shop.json")).exists();
  }

  private static String root() throws IOException {
    return """
        <groupId>com.example</groupId>
        <artifactId>shop</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <modules>
          <module>core</module>
          <module>sim</module>
        </modules>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
      """
        + block("xml", 0);
  }

  private static void code(Project project, String module, String... types) throws IOException {
    for (String type : types) {
      String file = type + ".java";
      write(
          project,
          module + "/src/main/java/com/example/ranking/" + file,
          Files.readString(CODE.resolve(file)));
    }
  }

  private static String block(String language, int number) throws IOException {
    return TutorialTest.blocks(PAGE, language).get(number);
  }

  private static void write(Project project, String file, String text) throws IOException {
    Files.createDirectories(project.path(file).getParent());
    Files.writeString(project.path(file), text);
  }
}
