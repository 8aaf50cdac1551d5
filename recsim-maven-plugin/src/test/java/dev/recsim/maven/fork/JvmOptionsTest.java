package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"/a\nb/classes", "/a\rb/classes"})
  void pathWithALineEndIsRefused(String path) {
    for (JvmOptions options :
        List.of(
            new JvmOptions(List.of(Path.of("/x.jar"), Path.of(path)), List.of(), Map.of(), ""),
            new JvmOptions(
                List.of(Path.of("/x.jar")), List.of("-XX:Archive=" + path), Map.of(), ""))) {
      assertThatThrownBy(() -> options.write(folder.resolve("recsim.args")))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("/a?b/classes has a line end in it; rename that folder");
    }
  }

  @Test
  void lineEndsOfTheUsersOptionsSeparateThem() throws Exception {
    JvmOptions options =
        new JvmOptions(List.of(Path.of("/x.jar")), List.of(), Map.of(), "-Xmx1g\n-ea");
    Path file = options.write(folder.resolve("recsim.args"));
    assertThat(Files.readAllLines(file)).contains("-Xmx1g", "-ea", "\"/x.jar\"");
  }
}
