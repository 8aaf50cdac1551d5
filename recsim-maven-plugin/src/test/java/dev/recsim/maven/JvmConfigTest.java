package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmConfigTest {
  private static final List<String> RUN = List.of("recsim:run", "recsim:check");

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();

  /** Keeps the lines that users see. */
  private final SystemStreamLog log =
      new SystemStreamLog() {
        @Override
        public void info(CharSequence line) {
          lines.add(line.toString());
        }
      };

  @Test
  void fileIsWrittenWhereThereIsNone() throws Exception {
    new JvmConfig(folder, Map.of()).write(log);
    assertThat(folder.resolve(".mvn/jvm.config")).hasContent(JvmConfig.OPTIONS);
    assertThat(lines).singleElement().asString().startsWith("wrote .mvn/jvm.config");
  }

  @Test
  void fileOfTheUserStays() throws Exception {
    config("-Xmx1g");
    new JvmConfig(folder, Map.of()).write(log);
    assertThat(folder.resolve(".mvn/jvm.config")).hasContent("-Xmx1g");
    assertThat(lines).containsExactly("left .mvn/jvm.config as it is");
  }

  @Test
  void tipIsGivenOnce() throws Exception {
    suggest(RUN, Map.of());
    suggest(RUN, Map.of());
    assertThat(lines).singleElement().asString().contains(JvmConfig.OPTIONS, ".mvn/jvm.config");
  }

  @Test
  void otherOptionsOfTheUserAreNoReasonToKeepQuiet() throws Exception {
    config("-Xmx1g");
    suggest(List.of("dev.recsim:recsim-maven-plugin:0.1.0:run@quick"), Map.of("CI", "false"));
    assertThat(lines).hasSize(1);
  }

  @Test
  void noTipWhereItIsOfNoUse() throws Exception {
    suggest(List.of(), Map.of());
    suggest(List.of("compile", "recsim:run"), Map.of());
    suggest(List.of("verify"), Map.of());
    suggest(RUN, Map.of("CI", "true"));
    suggest(RUN, Map.of("MAVEN_OPTS", "-XX:TieredStopAtLevel=1"));
    suggest(RUN, Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=4"));
    config("-XX:TieredStopAtLevel=1");
    suggest(RUN, Map.of());
    assertThat(lines).isEmpty();
  }

  private void suggest(List<String> goals, Map<String, String> environment) throws Exception {
    new JvmConfig(folder, environment).suggest(goals, folder.resolve("target/recsim/told"), log);
  }

  private void config(String options) throws Exception {
    Files.createDirectories(folder.resolve(".mvn"));
    Files.writeString(folder.resolve(".mvn/jvm.config"), options);
  }
}
