package dev.recsim.app.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.project.UserError;
import dev.recsim.app.served.ForgetOperation.Forgotten;
import dev.recsim.cli.Main;
import dev.recsim.io.Digest;
import dev.recsim.io.SharedFile;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogReport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetOperationTest {
  @TempDir Path folder;

  private Path served() {
    return folder.resolve("served");
  }

  private ForgetOperation operation() {
    return new ForgetOperation(served(), Map.of());
  }

  private String text() {
    try (Stream<Path> files = Files.walk(served())) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(it -> it.toString().contains(".jsonl")).sorted().toList()) {
        text.append(read(file));
      }
      return text.toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A file that is being written may get its name at any time. */
  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private long size() throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.list(served())) {
      for (Path file : files.filter(it -> it.toString().endsWith(".jsonl")).toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  private LogReport read() {
    LogOptions options = LogOptions.ofServed("served", 0);
    return Log.of(options, folder, List.of()).read(session -> {});
  }

  /** A decision is in one file, its outcome in another. */
  @Test
  void decisionsAndOutcomesOfAUnitAreRemoved() throws Exception {
    HandWrittenLog log = new HandWrittenLog(served(), "plain");
    log.decision(0, "ann", "old", true).decision(1, "bob", "old", true);
    log.decision(2, "ann", "old", "d1", "ab");
    log.file();
    log.outcome(3, "d1", true);
    log.decision(4, "bob", "old", false).file();
    long before = text().lines().count();

    Forgotten forgotten = operation().forget("ann");

    assertThat(forgotten).isEqualTo(new Forgotten(4, 2));
    assertThat(text()).doesNotContain("\"ann\"", "d1").contains("bob");
    // A record in each file stands for those that are gone.
    assertThat(text().lines().count()).isEqualTo(before - 4 + 2);
    LogReport report = read();
    assertThat(report.used().sessions()).isEqualTo(2);
    assertThat(report.notes())
        .contains("4 records were removed by recsim:log-forget")
        .noneMatch(it -> it.contains("lost"));
    assertThat(operation().forget("ann")).isEqualTo(new Forgotten(0, 0));
    assertThat(operation().forget("bob").records()).isEqualTo(4);
    assertThat(text()).doesNotContain("bob");
  }

  @Test
  void hashedUnitsAreFoundByTheSalt() throws Exception {
    String hash = Digest.of("s4lt/ann").substring(0, 32);
    new HandWrittenLog(served(), "hashed").decision(0, hash, "old", true).file();
    assertThatThrownBy(() -> operation().forget("ann"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("salt is missing; units are hashed");
    Files.writeString(served().resolve("salt"), "s4lt\n");

    assertThat(operation().forget("bob").records()).isZero();
    assertThat(operation().forget("ann").records()).isEqualTo(2);
    assertThat(text()).doesNotContain(hash);
  }

  @Test
  void theSaltMayBeInTheEnvironment() throws Exception {
    String hash = Digest.of("s4lt/ann").substring(0, 32);
    new HandWrittenLog(served(), "hashed\",\"salt_env\":\"SALT")
        .decision(0, hash, "old", true)
        .file();
    assertThatThrownBy(() -> operation().forget("ann"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("with a salt in the environment variable SALT; set it");
    assertThatThrownBy(() -> new ForgetOperation(served(), Map.of("SALT", " ")).forget("ann"))
        .hasMessageContaining("set it");

    assertThat(new ForgetOperation(served(), Map.of("SALT", "s4lt")).forget("ann").records())
        .isEqualTo(2);
  }

  @Test
  void aRunningServerRefuses() throws Exception {
    new HandWrittenLog(served(), "plain").decision(0, "ann", "old", true).file();
    Closeable server = SharedFile.lock(served().resolve("lock")).orElseThrow();

    assertThatThrownBy(() -> operation().forget("ann"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a server writes this log; stop it");
    server.close();
    assertThat(operation().forget("ann").records()).isEqualTo(2);
  }

  /** Half a record may have the unit, too. */
  @Test
  void aTornTailIsRemoved() throws Exception {
    new HandWrittenLog(served(), "plain").decision(0, "ann", "old", true).file();
    Path file = served().resolve("served-20260101T000000Z-000001.jsonl");
    Files.writeString(file, Files.readString(file) + "{\"seq\":9,\"unit\":\"ann\",\"ses");

    operation().forget("ann");

    assertThat(text()).doesNotContain("ann");
  }

  /** After a kill, each file is whole, and the next run finds the rest. */
  @Tag("nightly")
  @Test
  @Tag("slow")
  void aKilledRunIsFinishedByTheNext() throws Exception {
    HandWrittenLog log = new HandWrittenLog(served(), "plain");
    int files = 40;
    for (int f = 0; f < files; f++) {
      for (int i = 0; i < 400; i++) {
        log.decision(f, i % 10 == 0 ? "ann" : "bob" + i, "old", true);
      }
      log.decision(f, "ann", "old", "late" + f, "ab");
      log.file();
      log.outcome(f, "late" + f, true);
    }
    log.file();
    int kills = 0;
    for (int changes : new int[] {2, 10}) {
      Process program =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "log-forget",
                  "--logs=" + served(),
                  "--unit=ann")
              .redirectErrorStream(true)
              .start();
      long size = size();
      for (int seen = 0; seen < changes && program.isAlive(); ) {
        long now = size();
        seen += now == size ? 0 : 1;
        size = now;
      }
      kills += program.isAlive() ? 1 : 0;
      program.destroyForcibly().waitFor();
      assertThat(read().notes()).noneMatch(it -> it.contains("lost"));
    }
    assertThat(kills).isEqualTo(2);
    assertThat(text().lines().anyMatch(it -> it.contains("\"forgotten\""))).isTrue();
    assertThat(text().lines().anyMatch(it -> it.contains("\"ann\""))).isTrue();

    operation().forget("ann");

    assertThat(text().lines().noneMatch(it -> it.contains("\"ann\"") || it.contains("\"late")))
        .isTrue();
    assertThat(read().notes())
        .contains("3,280 records were removed by recsim:log-forget")
        .noneMatch(it -> it.contains("lost") || it.contains("no decision"));
    assertThat(read().used().sessions()).isEqualTo(40 * 360);
  }
}
