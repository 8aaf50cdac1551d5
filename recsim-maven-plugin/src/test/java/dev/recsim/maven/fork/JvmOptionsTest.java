package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"/a\nb/classes", "/a\rb/classes"})
  void pathWithALineEndIsRefused(String path) {
    for (JvmOptions options :
        List.of(
            new JvmOptions(List.of(Path.of("/x.jar"), Path.of(path)), List.of(), null),
            new JvmOptions(List.of(Path.of("/x.jar")), List.of("-XX:Archive=" + path), null))) {
      assertThatThrownBy(options::write)
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("/a?b/classes has a line end in it; rename that folder");
    }
  }

  @Test
  void lineEndsOfTheUsersOptionsSeparateThem() throws Exception {
    Path file = new JvmOptions(List.of(Path.of("/x.jar")), List.of(), "-Xmx1g\n-ea").write();
    assertThat(Files.readAllLines(file)).contains("-Xmx1g", "-ea", "\"/x.jar\"");
    Files.delete(file);
  }
}
