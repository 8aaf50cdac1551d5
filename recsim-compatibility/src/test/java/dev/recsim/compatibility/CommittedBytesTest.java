package dev.recsim.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.cli.InThisJvm;
import dev.recsim.io.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No file of a version is changed, added or removed. */
class CommittedBytesTest {
  private static final String LIST = "SHA256SUMS";

  /** The digest of the list of each version. */
  private static final Map<String, String> PINNED =
      Map.of("0.1", "269ff713a3232b86ba5ae8679ee70eef23d4442343703a16a1c2228dc5a077e0");

  @Test
  void areThoseThatTheVersionWrote() throws Exception {
    assertThat(KindFolder.versions()).hasSameSizeAs(PINNED.keySet());
    for (Path version : KindFolder.versions()) {
      Path list = version.resolve(LIST);
      StringBuilder today = new StringBuilder();
      Map<String, String> files = KindFolder.files(version);
      files.remove(LIST);
      files.forEach((name, digest) -> today.append(digest + "  " + name + "\n"));
      if ("sums".equals(System.getProperty("recsim.compatibility")) && Files.notExists(list)) {
        Files.writeString(list, today);
      }
      assertThat(today).as("%s", version).hasToString(Files.readString(list));
      assertThat(Digest.of(today.toString()))
          .as("the digest of %s", list)
          .isEqualTo(PINNED.get(version.getFileName().toString()));
    }
  }

  @Test
  void exitStatusesKeepTheirNumbers() throws Exception {
    for (Path version : KindFolder.versions()) {
      assertThat(InThisJvm.statuses().lines())
          .containsAll(Files.readAllLines(version.resolve("exit-statuses/statuses.txt")));
    }
  }
}
