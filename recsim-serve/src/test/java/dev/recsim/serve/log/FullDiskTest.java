package dev.recsim.serve.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recsim.served.EventRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, slow or gone: serving goes on, and losses are counted. */
class FullDiskTest {
  private static final int QUEUE = 100_000;

  @TempDir Path temporary;

  private FileSink open(Path folder, Disk disk) {
    return FileSink.open(
        new FileSinkOptions(folder, 10_000_000, true, null, QUEUE),
        disk,
        System::currentTimeMillis,
        name -> null);
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 3_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** What is in the files, and the gaps, are what the sink counted. */
  private static void check(Path folder, SinkStatus status) {
    List<JsonNode> all = ServedRecords.all(folder);
    assertThat(all).hasSize((int) status.written());
    long[] sequences = ServedRecords.sequences(folder);
    assertThat(sequences).doesNotHaveDuplicates();
    long last = sequences[sequences.length - 1];
    assertThat(last + 1 - sequences.length).isEqualTo(status.lost());
  }

  /** The first bytes of a write fit, then the disk is full. */
  private static Disk halfWrites(AtomicBoolean full) {
    return (file, size) -> {
      Disk.Output real = Disk.real(file, size);
      return new Delegate(real) {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          if (full.get()) {
            real.write(ByteBuffer.wrap(bytes.array(), 0, bytes.limit() / 2));
            throw new IOException("No space left on device");
          }
          real.write(bytes);
        }
      };
    };
  }

  /** Records wait until there is room; the queue and the failing write hold some 500 together. */
  @Test
  void whatDoesNotFitWaitsAndTheRestIsLost() throws Exception {
    Path folder = temporary.resolve("full");
    AtomicBoolean full = new AtomicBoolean();
    FileSink sink = open(folder, halfWrites(full));
    sink.event(ServedRecords.start());
    sink.decision(ServedRecords.decision(0, "u"));
    until(() -> sink.status().written() == 2);
    full.set(true);
    for (int i = 1; i < 2_000; i++) {
      sink.decision(ServedRecords.decision(i, "u"));
    }
    String reason = "the log cannot be written: No space left on device";
    until(() -> reason.equals(sink.status().degraded()));
    assertThat(sink.status().lost()).isGreaterThan(1_000);
    assertThat(sink.status().waiting()).isGreaterThan(10);
    full.set(false);
    until(() -> sink.status().waiting() == 0);
    assertThat(sink.status().degraded()).isNull();
    sink.event(new EventRecord.Stop());
    sink.close();

    check(folder, sink.status());
  }

  /** A disk that is full until the end does not keep the server from ending. */
  @Test
  @Tag("slow")
  void closingEndsAlthoughTheDiskIsFull() throws Exception {
    Path folder = temporary.resolve("end");
    AtomicBoolean full = new AtomicBoolean();
    FileSink sink = open(folder, halfWrites(full));
    sink.event(ServedRecords.start());
    until(() -> sink.status().written() == 1);
    full.set(true);
    sink.decision(ServedRecords.decision(0, "u"));
    assertTimeout(Duration.ofSeconds(60), sink::close);

    assertThat(sink.status().lost()).isEqualTo(1);
    assertThat(ServedRecords.kinds(folder)).containsExactly("start");
    open(folder, Disk::real).close();
  }

  /** While a write hangs, the queue fills, and no caller waits. */
  @Test
  void noCallerWaitsForASlowDisk() throws Exception {
    Path folder = temporary.resolve("slow");
    CountDownLatch writes = new CountDownLatch(1);
    CountDownLatch hangs = new CountDownLatch(1);
    FileSink sink = open(folder, waiting(writes, hangs));
    sink.event(ServedRecords.start());
    await(writes);
    Thread caller =
        new Thread(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                sink.decision(ServedRecords.decision(i, "u"));
              }
            });
    caller.start();
    caller.join(30_000);
    assertThat(caller.isAlive()).isFalse();
    assertThat(sink.status().lost()).isGreaterThan(500);
    assertThat(sink.status().degraded())
        .isEqualTo("the disk is too slow for the log, and records are lost");
    hangs.countDown();
    until(() -> sink.status().waiting() == 0 && sink.status().degraded() == null);
    sink.event(new EventRecord.Stop());
    sink.close();

    check(folder, sink.status());
  }

  /** Counts writes, and lets them wait. */
  private static Disk waiting(CountDownLatch writes, CountDownLatch goesOn) {
    return (file, size) -> {
      Disk.Output real = Disk.real(file, size);
      return new Delegate(real) {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          writes.countDown();
          await(goesOn);
          real.write(bytes);
        }
      };
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Records come while the log writes, and then it ends. */
  @Test
  void whatCameBeforeTheEndIsWritten() throws Exception {
    Path folder = temporary.resolve("last");
    CountDownLatch writes = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    FileSink sink = open(folder, waiting(writes, goesOn));
    sink.event(ServedRecords.start());
    await(writes);
    sink.decision(ServedRecords.decision(0, "u"));
    Thread end = new Thread(sink::close);
    end.start();
    long number = 1;
    while (sink.status().lost() == 0) {
      sink.decision(ServedRecords.decision(number++, "u"));
      Thread.sleep(1);
    }
    goesOn.countDown();
    end.join();

    assertThat(sink.status()).isEqualTo(new SinkStatus(number, 1, 0, null));
    assertThat(ServedRecords.all(folder)).hasSize((int) number);
  }

  /** Someone deletes the file that is being written. */
  @Test
  @Tag("slow")
  void aDeletedFileIsFollowedByAnother() throws Exception {
    Path folder = temporary.resolve("gone");
    FileSink sink = open(folder, Disk::real);
    sink.event(ServedRecords.start());
    until(() -> sink.status().written() == 1);
    Files.delete(ServedRecords.files(folder).get(0));
    until(
        () -> {
          sink.decision(ServedRecords.decision(1, "u"));
          return !ServedRecords.files(folder).isEmpty();
        });
    sink.close();

    assertThat(ServedRecords.kinds(folder)).startsWith("start").contains("decision");
    assertThat(ServedRecords.files(folder)).singleElement().asString().endsWith("-000002.jsonl");
  }

  /** A file system of 1 MB, where the machine allows to mount one. */
  @Test
  @Tag("slow")
  void aRealDiskIsFullForAWhile() throws Exception {
    Path mounted = Files.createDirectory(temporary.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mounted.toString()) == 0,
        "only root mounts a file system");
    try {
      Path folder = mounted.resolve("served");
      FileSink sink = open(folder, Disk::real);
      sink.event(ServedRecords.start());
      Path ballast = mounted.resolve("ballast");
      Files.write(ballast, new byte[500_000]);
      long number = 0;
      while (sink.status().lost() < 100) {
        sink.decision(ServedRecords.decision(number++, "u"));
        Thread.sleep(0, 100_000);
      }
      assertThat(sink.status().degraded()).contains("No space left on device");
      Files.delete(ballast);
      until(() -> sink.status().waiting() == 0);
      assertThat(sink.status().degraded()).isNull();
      sink.decision(ServedRecords.decision(number, "u"));
      sink.close();

      assertThat(sink.status().written()).isGreaterThan(500);
      check(folder, sink.status());
    } finally {
      run("umount", "-l", mounted.toString());
    }
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  /** A file, of which a test changes something. */
  private abstract static class Delegate implements Disk.Output {
    private final Disk.Output real;

    Delegate(Disk.Output real) {
      this.real = real;
    }

    @Override
    public void force() throws IOException {
      real.force();
    }

    @Override
    public boolean exists() {
      return real.exists();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
