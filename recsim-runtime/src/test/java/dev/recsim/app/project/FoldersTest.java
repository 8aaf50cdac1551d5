package dev.recsim.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FoldersTest {
  @TempDir Path folder;

  @Test
  void filesAreNamedByTheirPathsBelowTheFolder() throws Exception {
    write("in/b.yaml");
    write("in/papers/a.yml");
    write("in/papers/x.json");
    Files.createDirectory(folder.resolve("in/folder.yaml"));
    assertThat(Folders.files(folder.resolve("in"), ".yaml", ".yml"))
        .containsOnlyKeys("b.yaml", "papers/a.yml")
        .containsEntry("papers/a.yml", folder.resolve("in/papers/a.yml"));
  }

  @Test
  void missingFolderHasNoFiles() throws Exception {
    assertThat(Folders.files(folder.resolve("none"), "")).isEmpty();
    assertThat(Folders.runs(folder.resolve("none"))).isEmpty();
  }

  @Test
  void linksToFoldersAndFilesAreFollowed() throws Exception {
    Path real = write("elsewhere/papers/a.yaml");
    link("in", folder.resolve("elsewhere"));
    link("elsewhere/more", Files.createDirectory(folder.resolve("third")));
    write("third/b.yaml");
    link("third/c.yaml", real);
    Files.createSymbolicLink(folder.resolve("third/dangling.yaml"), Path.of("nowhere"));
    assertThat(Folders.files(folder.resolve("in"), ".yaml"))
        .containsOnlyKeys("papers/a.yaml", "more/b.yaml", "more/c.yaml");
  }

  @Test
  void linkToAFolderThatContainsItIsAnError() throws Exception {
    write("in/papers/a.yaml");
    link("in/papers/loop", folder.resolve("in"));
    assertThatThrownBy(() -> Folders.files(folder.resolve("in"), ".yaml"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            folder.resolve("in/papers/loop")
                + " is a link to a folder that contains it; remove the link");
  }

  @Test
  void unreadableFolderIsNamed() throws Exception {
    write("in/closed/a.yaml");
    Path closed = folder.resolve("in/closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(closed), "the user may read everything");
      assertThatThrownBy(() -> Folders.files(folder.resolve("in"), ".yaml"))
          .isInstanceOf(IOException.class)
          .hasMessage(
              closed + " cannot be read (AccessDeniedException); make it readable or remove it");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** A file in the place of a folder is refused like a folder without permission, also for root. */
  @Test
  void fileInThePlaceOfTheFolderIsNamed() throws Exception {
    Path file = write("in");
    assertThatThrownBy(() -> Folders.files(file, ".yaml"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file + " cannot be read (NotDirectoryException); make it readable or remove it");
  }

  /** As in the root of a disk; by links, of which few are needed. */
  @Tag("nightly")
  @Test
  void farTooManyFoldersAreAnError() throws Exception {
    for (String above : List.of("a", "b", "c", "d")) {
      Files.createDirectories(folder.resolve(above));
    }
    for (int i = 0; i < 40; i++) {
      link("a/" + i, folder.resolve("b"));
      link("b/" + i, folder.resolve("c"));
      link("c/" + i, folder.resolve("d"));
    }
    assertThat(Folders.runs(folder.resolve("b"))).isEmpty();
    assertThatThrownBy(() -> Folders.runs(folder.resolve("a")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            folder.resolve("a")
                + " has more than 50000 folders below it; name a folder of experiments, baselines"
                + " or reports");
  }

  @Test
  void runsAreFoundOutsideTheTrialsOfAReport() throws Exception {
    write("reports/results.json");
    write("reports/quick/results.json");
    write("reports/quick/trials/x/results.json");
    write("reports/trials/one/results.json");
    write("reports/papers/two/results.json");
    Files.createDirectories(folder.resolve("reports/odd/results.json"));
    assertThat(Folders.runs(folder.resolve("reports")))
        .containsOnlyKeys("quick", "trials/one", "papers/two")
        .containsEntry("papers/two", folder.resolve("reports/papers/two/results.json"));
  }

  private Path write(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private void link(String path, Path target) throws IOException {
    Files.createSymbolicLink(folder.resolve(path), target);
  }
}
