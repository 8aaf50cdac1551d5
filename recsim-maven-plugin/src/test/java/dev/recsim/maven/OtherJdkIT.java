package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Java 25, where the machine has it: at JAVA_HOME_25 or where Debian's Temurin package lies. */
@Tag("nightly")
class OtherJdkIT {

  @Test
  void newerJdkWritesTheSameBytesWithoutAWarning() throws Exception {
    Path home = java25();
    Project project = Project.copy("minimal", "jdk-25");
    String[] reports = {"this", "forked", "maven"};

    Build old = project.mvn("recsim:run", "-Drecsim.reportsDirectory=this");
    Build forked =
        project.mvn(
            "recsim:run",
            "-Drecsim.reportsDirectory=forked",
            "-Drecsim.jvm=" + home.resolve("bin/java"));
    Build maven =
        project
            .with("JAVA_HOME", home.toString())
            .mvn("recsim:run", "-Drecsim.reportsDirectory=maven");

    for (Build build : new Build[] {old, forked, maven}) {
      assertThat(build.exitCode()).as(build.output()).isZero();
    }
    assertThat(forked.output()).doesNotContain("WARNING: ");
    for (String report : reports) {
      assertThat(project.path(report + "/tiny/results.json"))
          .hasSameBinaryContentAs(project.path("this/tiny/results.json"));
      assertThat(outsideProvenance(project.read(report + "/tiny/index.html")))
          .isEqualTo(outsideProvenance(project.read("this/tiny/index.html")));
    }
    assertThat(project.read("forked/tiny/run.json")).containsPattern("\"java\": \".* 25\\.");
    assertThat(project.read("maven/tiny/run.json")).containsPattern("\"java\": \".* 25\\.");
  }

  private static String outsideProvenance(String page) {
    int start = page.indexOf("<details id=\"provenance\"");
    assertThat(start).isPositive();
    return page.substring(0, start) + page.substring(page.indexOf("</details>", start));
  }

  private static Path java25() {
    Optional<Path> home =
        Stream.of(System.getenv("JAVA_HOME_25"), "/usr/lib/jvm/temurin-25-jdk-amd64")
            .filter(place -> place != null && Files.exists(Path.of(place, "bin", "java")))
            .map(Path::of)
            .findFirst();
    Tool.JDK_25.require(home.isPresent());
    return home.get();
  }
}
