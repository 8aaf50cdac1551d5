package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.AgentProvider;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service file that names a class which is gone, as after a rename without {@code mvn clean}. */
class BrokenServiceTest {
  @TempDir Path folder;

  @Test
  void errorNamesFileClassAndCure() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(AgentProvider.class.getName()), "com.example.Gone");
    Files.writeString(
        Files.createDirectories(folder.resolve("experiments")).resolve("one.yaml"),
        "environment: {type: transition_matrix}\nagents: {random: {type: random}}\n");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Printed printed;
    try (URLClassLoader own = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(own);
      printed = Printed.by(folder, "validate");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }

    assertThat(printed.code()).isEqualTo(ExitCode.ERROR);
    assertThat(printed.errors().lines().findFirst().orElseThrow())
        .startsWith("META-INF/services/dev.recsim.api.AgentProvider: ")
        .contains("com.example.Gone not found", "; correct that file or the class", "mvn clean");
  }
}
