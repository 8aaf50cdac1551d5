package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tests and goals share trials in a project whose parent manages other versions of the libraries of
 * recsim than the plugin has. The parent comes from Maven Central.
 */
@Tag("nightly")
class SpringParentIT {
  private static final String TEST =
      """
      package example;

      import dev.recsim.junit.ExperimentRun;
      import dev.recsim.junit.RecsimAssertions;
      import dev.recsim.junit.RecsimTest;

      class ShopTest {
        @RecsimTest("experiments/shop.yaml")
        void holds(ExperimentRun run) {
          RecsimAssertions.assertThat(run).holdsClaims();
        }
      }
      """;

  private static final String SNAKE_YAML =
      """
          <dependency>
            <groupId>org.yaml</groupId>
            <artifactId>snakeyaml</artifactId>
          </dependency>
      """;

  private Project project;

  @Test
  void testsAndGoalsShareTrialsUntilCodeChanges() throws Exception {
    project = Project.copy("spring-parent", "spring parent").online();
    Path test = project.path("src/test/java/example/ShopTest.java");
    Files.createDirectories(test.getParent());
    Files.writeString(test, TEST);
    Project.copy("gated", "spring parent sources").copyTo(project.path(""), "{src,experiments}/**");

    output("test");
    Map<Path, FileTime> stored = project.trials("shop");
    assertThat(stored).hasSize(30);
    assertThat(output("recsim:run")).contains("shop: unchanged, 20 already stored");

    project.edit("src/main/java/example/ClickRate.java", "uniform(0) <", "uniform(1) <");
    assertThat(output("compile", "recsim:run"))
        .contains("shop: run again: spring parent/target/classes changed; see");
    stored = project.trials("shop");
    output("test");
    assertThat(project.trials("shop")).isEqualTo(stored);

    // What the project itself uses at run time counts.
    project.edit("pom.xml", "<dependencies>", "<dependencies>\n" + SNAKE_YAML);
    project.edit("src/main/java/example/ClickRate.java", "uniform(1) <", "uniform(0) <");
    output("test");
    assertThat(output("recsim:run"))
        .containsPattern("shop: run again: snakeyaml-[\\d.]+jar -> snakeyaml-[\\d.]+jar; see");
  }

  private String output(String... arguments) throws Exception {
    Build build = project.mvn(arguments);
    assertThat(build.exitCode()).as(build.output()).isZero();
    return build.output();
  }
}
