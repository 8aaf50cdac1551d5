package dev.recsim.app.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.git.Git.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

  @Test
  void cleanAndChangedCheckoutsAreToldApart() {
    assertThat(Checkout.parse(List.of("# branch.oid abc", "# branch.head main")))
        .isEqualTo(new Checkout("abc", false));
    assertThat(Checkout.parse(List.of("# branch.oid abc", "? new.txt")))
        .isEqualTo(new Checkout("abc", true));
  }

  @Test
  void withoutACommitThereIsNone() {
    assertThat(Checkout.parse(List.of("# branch.oid (initial)", "? new.txt")))
        .isEqualTo(new Checkout(null, null));
  }

  /** The index remembers the times of files, and git status brings them up to date if it may. */
  @Test
  void indexIsNotWritten(@TempDir Path folder) throws Exception {
    Repository repository = Repository.create(folder);
    Path file = repository.write("x.yaml", "text");
    String commit = repository.commit("One");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-01T12:00:00Z")));
    byte[] index = Files.readAllBytes(folder.resolve(".git/index"));

    assertThat(Checkout.of(file)).isEqualTo(new Checkout(commit, false));

    assertThat(folder.resolve(".git/index")).hasBinaryContent(index);
    repository.git("status");
    assertThat(Files.readAllBytes(folder.resolve(".git/index"))).isNotEqualTo(index);
  }

  @Test
  void outsideGitThereIsNone(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("x.yaml"));
    assertThat(Checkout.of(file)).isEqualTo(new Checkout(null, null));
  }
}
