package dev.recsim.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders of a process, seen from another one. */
@Timeout(120)
class ScratchTest {
  @TempDir Path temporary;

  /** Creates a folder, sorts, or sweeps; then waits. */
  static final class Other {
    public static void main(String[] args) throws IOException {
      if (args[0].equals("sweep")) {
        Scratch.sweep();
        return;
      }
      if (args[0].equals("sweep-always")) {
        System.out.println("sweeping");
        while (System.in.available() == 0) {
          Scratch.sweep();
        }
      }
      if (args[0].equals("sort")) {
        RecordSort sort = new RecordSort(8, 16);
        for (int i = 0; i < 1_000; i++) {
          sort.add(new byte[8]);
        }
        System.out.println("sorting");
        System.in.read();
      }
      try {
        Path folder = new Scratch().folder();
        Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("c"), "d");
        System.out.println(folder);
        System.in.read();
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void onlyFoldersOfProcessesThatWereKilledAreSwept() throws Exception {
    Path foreign = Files.createDirectories(temporary.resolve("recsim-1-foreign/a"));
    Path unlike = Files.createDirectories(temporary.resolve("other-1-recsim"));
    Files.createFile(unlike.resolve(".recsim-in-use"));
    Path outside =
        Files.writeString(Files.createDirectory(temporary.resolve("x")).resolve("y"), "z");
    Process live = other("create");
    Process killed = other("create");
    Path ofLive = Path.of(live.inputReader().readLine());
    Path ofKilled = Path.of(killed.inputReader().readLine());
    Files.createSymbolicLink(ofKilled.resolve("link"), outside.getParent());
    Files.createSymbolicLink(temporary.resolve("recsim-2-link"), ofLive);

    sweep();
    assertThat(ofKilled.resolve("a/b/c")).exists();

    killed.destroyForcibly().waitFor();
    sweep();
    assertThat(ofKilled).doesNotExist();
    assertThat(ofLive.resolve("a/b/c")).exists();
    assertThat(foreign).exists();
    assertThat(unlike).exists();
    assertThat(outside).exists();

    live.destroyForcibly().waitFor();
    sweep();
    assertThat(ofLive).doesNotExist();
  }

  @Test
  void filesOfAKilledSortAreSwept() throws Exception {
    Process killed = other("sort");
    assertThat(killed.inputReader().readLine()).isEqualTo("sorting");
    killed.destroyForcibly().waitFor();
    assertThat(temporary).isNotEmptyDirectory();
    sweep();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void ownFoldersAreSweptByNobodyAndDeletedWhenTheyAreClosed() throws Exception {
    Path folder;
    try (Scratch scratch = new Scratch()) {
      folder = scratch.folder();
      Files.writeString(folder.resolve("a"), "b");
      Scratch.sweep();
      other(System.getProperty("java.io.tmpdir"), "sweep").waitFor();
      assertThat(folder.resolve("a")).exists();
    }
    assertThat(folder).doesNotExist();
  }

  /** Another run may look at a folder before its file is locked. */
  @Test
  void newFoldersAreSweptByNobody() throws Exception {
    Process sweeper = other(System.getProperty("java.io.tmpdir"), "sweep-always");
    assertThat(sweeper.inputReader().readLine()).isEqualTo("sweeping");
    try {
      for (int i = 0; i < 1_000; i++) {
        try (Scratch scratch = new Scratch()) {
          Path file = Files.writeString(scratch.folder().resolve("a"), "b");
          assertThat(file).exists();
          Thread.onSpinWait();
          assertThat(file).exists();
        }
      }
    } finally {
      sweeper.destroyForcibly().waitFor();
    }
  }

  @Test
  void aMissingFolderForTemporaryFilesIsNamedWithItsCure() throws Exception {
    String missing = temporary.resolve("missing").toString();
    String message = other(missing, "create").inputReader().readLine();
    assertThat(message)
        .contains("the folder for temporary files cannot be used: " + missing)
        .endsWith("set another one with recsim.argLine=-Djava.io.tmpdir=/folder");
    assertThat(other(missing, "sweep").waitFor()).isZero();
  }

  private void sweep() throws Exception {
    Process sweeper = other("sweep");
    assertThat(sweeper.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(sweeper.exitValue()).isZero();
  }

  private Process other(String verb) throws IOException {
    return other(temporary.toString(), verb);
  }

  private static Process other(String temporary, String verb) throws IOException {
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
