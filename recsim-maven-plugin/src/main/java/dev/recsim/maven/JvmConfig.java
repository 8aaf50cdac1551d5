package dev.recsim.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/**
 * The options of Maven's own JVM, in {@code .mvn/jvm.config} of the project. A build that runs only
 * goals of recsim ends before code that was compiled a second time pays back.
 *
 * @param root the folder of the outermost POM
 * @param environment the environment variables
 */
record JvmConfig(Path root, Map<String, String> environment) {
  static final String FILE = ".mvn/jvm.config";
  static final String OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms32m";

  private static final String COMPILER = "TieredStopAtLevel";

  /** Variables with options of Maven's JVM. */
  private static final List<String> VARIABLES =
      List.of("MAVEN_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final Pattern GOAL = Pattern.compile("(.*:)?recsim(-maven-plugin)?(:[^:]+)?:.*");

  JvmConfig(MavenSession session) {
    this(root(session), System.getenv());
  }

  private static Path root(MavenSession session) {
    return Optional.ofNullable(session.getRequest().getMultiModuleProjectDirectory())
        .map(it -> it.toPath())
        .orElse(Path.of(session.getExecutionRootDirectory()));
  }

  /** Writes the file, unless something has its name; says which. */
  void write(Log log) throws IOException {
    Path file = root.resolve(FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      log.info("left " + FILE + " as it is");
      return;
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, OPTIONS + "\n");
    log.info("wrote " + FILE + ", so that Maven starts faster: " + OPTIONS);
  }

  /**
   * Suggests the file, where it is of use.
   *
   * @param goals what the build was asked to do
   * @param told is there once it was suggested
   */
  void suggest(List<String> goals, Path told, Log log) throws IOException {
    if (log.isInfoEnabled() && isOfUse(goals) && !Files.exists(told)) {
      log.info(
          "Tip, given once: with the line %s in %s, such a build takes a third less CPU time."
              .formatted(OPTIONS, FILE));
      Files.createDirectories(told.getParent());
      Files.createFile(told);
    }
  }

  private boolean isOfUse(List<String> goals) throws IOException {
    Path file = root.resolve(FILE);
    return !goals.isEmpty()
        && goals.stream().allMatch(it -> GOAL.matcher(it).matches())
        && !"true".equals(environment.get("CI"))
        && VARIABLES.stream().noneMatch(it -> environment.getOrDefault(it, "").contains(COMPILER))
        && !(Files.isRegularFile(file)
            && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .contains(COMPILER));
  }
}
