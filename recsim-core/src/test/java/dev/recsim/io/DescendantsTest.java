package dev.recsim.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsim.io.process.ChannelProcess;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that a process of ours starts end with it, however it ends. */
@Tag("slow")
@Timeout(30)
class DescendantsTest {
  /**
   * Starts a child and grandchildren, of which one has a session of its own and one also another
   * parent, as one of an inner process has, and a grandchild in an environment of its own.
   */
  private static final String FAMILY =
      """
      note='echo $$ >> pids; exec sleep 300'
      sh -c "$note" &
      sh -c 'sh -c "$0" & wait' "$note" &
      setsid sh -c "$note" &
      sh -c 'setsid sh -c "$0" & exit 0' "$note"
      RECSIM_PROCESS=$RECSIM_PROCESS/1-2-3 sh -c 'setsid sh -c "$0" & exit 0' "$note"
      sh -c 'env -i PATH="$PATH" sh -c "$0" & wait' "$note" &
      """;

  private static final int MEMBERS = 6;

  @TempDir Path folder;

  @BeforeEach
  void needsLinux() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "only Linux has /proc");
  }

  @AfterEach
  void endAll() throws IOException {
    pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  private ChannelProcess start(String then) throws Exception {
    ChannelProcess process =
        new ChannelProcess(List.of("sh", "-c", FAMILY + then), folder, kind -> -1);
    while (pids().size() < MEMBERS) {
      Thread.sleep(5);
    }
    assertThat(pids()).hasSize(MEMBERS).allMatch(DescendantsTest::runs);
    return process;
  }

  @Test
  void killed() throws Exception {
    ChannelProcess process = start("wait");
    process.kill();
    awaitEnd();
    process.close();
  }

  @Test
  void endedInTime() throws Exception {
    ChannelProcess process = start("sleep 0.5");
    process.end();
    awaitEnd();
  }

  @Test
  void endedBefore() throws Exception {
    ChannelProcess process = start("exit 0");
    assertThat(process.end(new IOException())).isEqualTo("ended with exit status 0");
    awaitEnd();
  }

  @Test
  void tooSlow() throws Exception {
    ChannelProcess process = start("wait");
    try {
      process.within(
          Duration.ofMillis(1),
          () -> {
            return process.channel().receive();
          });
    } catch (SocketTimeoutException e) {
      awaitEnd();
      return;
    } finally {
      process.close();
    }
    throw new AssertionError("it is too slow");
  }

  private void awaitEnd() throws Exception {
    while (pids().stream().anyMatch(DescendantsTest::runs)) {
      Thread.sleep(5);
    }
  }

  private List<Long> pids() throws IOException {
    Path file = folder.resolve("pids");
    return Files.exists(file)
        ? Files.readString(file).lines().map(Long::valueOf).toList()
        : List.of();
  }

  /** Whether it is there, and more than an entry that nobody has read the status of. */
  private static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }
}
