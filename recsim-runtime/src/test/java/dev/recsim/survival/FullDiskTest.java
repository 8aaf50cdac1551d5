package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsim.survival.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full and folders that cannot be written. The file systems are real: a small tmpfs,
 * and read-only mounts, in a name space of the test's own ({@code unshare}). Where the system does
 * not allow that, the limit on the size of files stands in for the full disk.
 */
@Tag("nightly")
class FullDiskTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix, doc_num: 5}
      agents:
        random: {type: random}
        actor_critic: {type: actor_critic, engine: java}
      training: {warmup_sessions: 5, epochs: 2, updates_per_epoch: 2}
      evaluation: {sessions: 20}
      trials: {seeds: 0..7}
      """;

  private static Program sound;
  @TempDir Path folder;
  private Program program;

  @BeforeAll
  static void runOnce(@TempDir Path folder) throws Exception {
    sound = new Program(folder).experiment("small", EXPERIMENT);
    sound.call("run", "undisturbed").fine();
  }

  @BeforeEach
  void copy() throws Exception {
    program = new Program(folder).experiment("small", EXPERIMENT).copy("undisturbed", sound);
    Files.createDirectories(program.path("reports"));
  }

  @Test
  void fullDiskIsToldAndWhatWasStoredIsThereWhenThereIsRoomAgain() throws Exception {
    assumeMounts();
    Ended ended =
        inNameSpace(
            """
            mount -t tmpfs -o size=200k tmpfs reports
            run
            find reports -name '*.tmp'; find reports -name '*.json' | wc -l
            mount -o remount,size=20m reports
            run
            cp -r reports kept
            """);

    assertThat(ended.err())
        .containsPattern(
            "reports/small/trials/.* cannot be read or written \\(No space left on device\\); see"
                + " that its folder can be written and has room")
        .contains("what was stored before stays")
        .doesNotContain("is damaged", "\tat ");
    assertThat(ended.out()).contains("exit code 1", "exit code 0").doesNotContain(".tmp");
    long stored = number(ended.out(), "(?m)^(\\d+)$");
    assertThat(stored).isBetween(1L, 15L);
    assertThat(ended.out()).contains("%d trials, %d already stored".formatted(16 - stored, stored));
    assertThat(program.path("kept/small/results.json"))
        .hasSameBinaryContentAs(program.path("undisturbed/small/results.json"));
    assertThat(program.files("kept")).isEqualTo(program.files("undisturbed"));
  }

  @Test
  void diskWithoutRoomForTheFirstFileIsToldBeforeAnythingRuns() throws Exception {
    assumeMounts();
    Ended ended =
        inNameSpace(
            """
            mount -t tmpfs -o size=4k tmpfs reports
            echo full > reports/other
            run
            """);

    assertThat(ended.err()).contains("cannot be written (", "No space left", "has room");
    assertThat(ended.out()).contains("exit code 1").doesNotContain("random-seed");
  }

  @Test
  void readOnlyReportsAreToldBeforeAnythingRuns() throws Exception {
    assumeMounts();
    Ended ended =
        inNameSpace(
            """
            mount --bind undisturbed reports
            mount -o remount,bind,ro reports
            run --force
            """);

    assertThat(ended.err())
        .contains(program.path("reports") + " cannot be written (", "Read-only file system")
        .contains("recsim.reportsDirectory")
        .doesNotContain("\tat ");
    assertThat(ended.out()).contains("exit code 1").doesNotContain("random-seed");
  }

  @Test
  void readOnlyTrialsAreToldAndUsedAllTheSame() throws Exception {
    assumeMounts();
    Ended ended =
        inNameSpace(
            """
            mount --bind undisturbed reports
            mount --bind reports/small/trials reports/small/trials
            mount -o remount,bind,ro reports/small/trials
            run --force
            run
            """);

    assertThat(ended.err())
        .containsPattern("reports/small/trials/.*json cannot be .*Read-only file system")
        .doesNotContain("\tat ");
    assertThat(ended.out()).contains("exit code 1", "small: unchanged, 16 already stored");
    assertThat(ended.out()).endsWith("exit code 0\n");
  }

  @Test
  void reportsWithoutPermissionAreToldBeforeAnythingRuns() throws Exception {
    assumeOtherUser();
    Ended ended = asOtherUser("chmod 555 reports\nrun\n");

    assertThat(ended.err())
        .contains(program.path("reports") + " cannot be written (", "Permission denied")
        .doesNotContain("\tat ");
    assertThat(ended.out()).contains("exit code 1").doesNotContain("random-seed");
  }

  @Test
  void trialsWithoutPermissionAreToldWhenTheyAreReadAndWhenTheyAreWritten() throws Exception {
    assumeOtherUser();
    Ended ended =
        asOtherUser(
            """
            cp -r undisturbed/. reports
            chmod 000 reports/small/trials/random-seed-0.json
            chmod 555 reports/small/trials
            run
            chmod 755 reports/small/trials
            run
            """);

    String file = program.path("reports/small/trials/random-seed-0.json").toString();
    assertThat(ended.err())
        .contains(file + " is unreadable, permission denied; its trial is run again")
        .contains(file + " cannot be read or written (permission denied)")
        .doesNotContain("\tat ");
    assertThat(ended.out()).contains("exit code 1", "small: 1 trials, 15 already stored");
    assertThat(ended.out()).endsWith("exit code 0\n");
  }

  @Test
  void fileThatMayNotGrowIsToldAndLeavesNothingHalfWritten() throws Exception {
    // In blocks of 512 or 1024 bytes: room for trials without networks, not for those with.
    Ended ended = program.script(List.of("sh"), "ulimit -f 12\nrun --parallelism=1\n");

    assertThat(ended.err())
        .containsPattern("actor_critic-seed-0.safetensors cannot be .*\\(File too large\\)");
    assertThat(ended.out()).contains("random-seed-0: ", "exit code 1");
    assertThat(program.files("reports/small"))
        .containsExactly("trials/code.txt", "trials/random-seed-0.json");
    assertThat(program.run().fine().out()).contains("15 trials, 1 already stored");
  }

  private Ended inNameSpace(String script) throws Exception {
    return program.script(List.of("unshare", "-rm", "sh"), script);
  }

  /** As somebody without the powers of root, which tests may run as. */
  private Ended asOtherUser(String script) throws Exception {
    return program.script(List.of("unshare", "-U", "sh"), script);
  }

  private static long number(String text, String regex) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static void assumeMounts() throws IOException, InterruptedException {
    assumeWorks("unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt");
  }

  private static void assumeOtherUser() throws IOException, InterruptedException {
    assumeWorks("unshare", "-U", "true");
  }

  private static void assumeWorks(String... command) throws IOException, InterruptedException {
    String told = "this system does not allow: " + String.join(" ", command);
    try {
      assumeTrue(new ProcessBuilder(command).start().waitFor() == 0, told);
    } catch (IOException e) {
      abort(told);
    }
  }
}
