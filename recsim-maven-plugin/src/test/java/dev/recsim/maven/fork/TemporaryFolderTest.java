package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.io.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TemporaryFolderTest {
  @TempDir Path temporary;

  /** Another Maven, or a fork that sweeps. */
  static final class Other {
    public static void main(String[] args) throws IOException {
      if (args[0].equals("sweep")) {
        Scratch.sweep();
        return;
      }
      try {
        Path file = new TemporaryFolder().file("recsim.args");
        Files.writeString(file, "-cp");
        System.out.println(file);
        System.in.read();
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void filesAreDeletedWhenTheFolderIsClosed() throws IOException {
    Path file;
    try (TemporaryFolder folder = new TemporaryFolder()) {
      file = Files.writeString(folder.file("a"), "b");
      assertThat(file).exists();
    }
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void aForkDeletesTheFoldersOfMavensThatWereKilled() throws Exception {
    Process maven = other(temporary, "create");
    Path file = Path.of(maven.inputReader().readLine());
    assertThat(other(temporary, "sweep").waitFor()).isZero();
    assertThat(file).exists();

    maven.destroyForcibly().waitFor();
    assertThat(other(temporary, "sweep").waitFor()).isZero();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aMissingFolderForTemporaryFilesIsNamedWithItsCure() throws Exception {
    Path missing = temporary.resolve("missing");
    assertThat(other(missing, "create").inputReader().readLine())
        .startsWith("the folder for temporary files cannot be used: " + missing)
        .endsWith("set another one with MAVEN_OPTS=-Djava.io.tmpdir=/folder");
  }

  private static Process other(Path temporary, String verb) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                verb))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
