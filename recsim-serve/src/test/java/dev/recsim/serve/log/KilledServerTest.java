package dev.recsim.serve.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are killed under load, and two of them with one folder. */
@Tag("slow")
class KilledServerTest {
  /** -Dkills=20 */
  private static final int KILLS = Integer.getInteger("kills", 2);

  private static final int THREADS = 3;

  @TempDir Path temporary;

  /** Writes decisions until it is killed. */
  public static final class Load {
    private Load() {}

    public static void main(String[] arguments) {
      FileSink sink =
          FileSink.open(new FileSinkOptions(Path.of(arguments[0]), 300_000, true, null, 1_000_000));
      sink.event(ServedRecords.start());
      for (int t = 0; t < THREADS; t++) {
        long first = 1_000_000_000L * t;
        new Thread(() -> load(sink, first)).start();
      }
      while (sink.status().written() < 1_000) {
        Thread.onSpinWait();
      }
      System.out.println("under load");
    }

    private static void load(FileSink sink, long first) {
      for (long i = first; true; i++) {
        sink.decision(ServedRecords.decision(i, "u" + i % 100));
        sink.outcome(ServedRecords.outcome(i));
        Thread.yield();
      }
    }
  }

  private static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            Load.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static long next(Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("sequence"));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Test
  void aKilledServerLosesWhatItCounts() throws Exception {
    Path folder = temporary.resolve("served");
    for (int kill = 0; kill < KILLS; kill++) {
      Process server = start(folder);
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(out.readLine()).isEqualTo("under load");
        Thread.sleep(37 * kill % 400);
      } finally {
        server.destroyForcibly().waitFor();
      }
      long next = next(folder);

      FileSink restarted = FileSink.open(FileSinkOptions.of(folder));
      restarted.event(ServedRecords.start());
      restarted.close();

      List<JsonNode> all = ServedRecords.all(folder);
      JsonNode last = all.get(all.size() - 1);
      assertThat(last.get("kind").asText()).isEqualTo("start");
      assertThat(last.get("seq").asLong()).isEqualTo(next);
      long[] sequences = ServedRecords.sequences(folder);
      assertThat(sequences).doesNotHaveDuplicates();
      assertThat(sequences[0]).isZero();
      assertThat(ServedRecords.kinds(folder)).filteredOn("decision"::equals).hasSizeGreaterThan(1);
      System.out.printf(
          "kill %d: %d of %d records, %d bytes cut%n",
          kill, sequences.length, next + 1, last.path("cut").asLong());
    }
  }

  @Test
  void aSecondProcessIsRefused() throws Exception {
    Path folder = temporary.resolve("shared");
    FileSink first = FileSink.open(FileSinkOptions.of(folder));
    Process second = start(folder);
    String output = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(second.waitFor()).isNotZero();
    assertThat(output).contains("another server writes its log to this folder");
    first.close();
  }
}
