package dev.recsim.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestMetric;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.random.RandomKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the log of a live test of 28 days, ordered by time, with rows of 40 bytes.
 *
 * <pre>{@code
 * java -Xmx400m -XX:+UseSerialGC -cp <class path> dev.recsim.benchmarks.LiveTestBenchmark \
 *     <folder> 100000000 3000000
 * }</pre>
 */
public final class LiveTestBenchmark {
  private static final int DAYS = 28;
  private static final LocalDateTime START = LocalDateTime.of(2026, 1, 5, 0, 0);

  /** One of so many rows is written a few rows late, if they are not ordered. */
  private static final int LATE = 1_000;

  private LiveTestBenchmark() {}

  /**
   * Writes the log unless it is there, reads it, and prints CPU, time and memory.
   *
   * @param args the folder of the log; numbers of rows and units; "late" for a log that is not
   *     ordered; "window" for windows of a week
   */
  public static void main(String[] args) throws Exception {
    List<String> given = List.of(args);
    int rows = Integer.parseInt(args[1]);
    int units = Integer.parseInt(args[2]);
    boolean late = given.contains("late");
    Path file = Path.of(args[0], "test-%d-%d-%s.csv".formatted(rows, units, late));
    if (!Files.exists(file)) {
      write(file, rows, units, late);
    }
    AbOptions daily = AbOptions.of("", AbColumns.ofEvents("user", "arm", "time"), null);
    TestColumns columns =
        new TestColumns(
            given.contains("window") ? daily.withWindow("7d") : daily,
            List.of("a", "b"),
            List.of(TestMetric.mean("clicks", "clicks"), TestMetric.mean("revenue", "revenue")),
            Instant.MAX,
            TestColumns.Only.ALL);
    long before = cpu();
    long start = System.nanoTime();
    TestData data = new RowLog(List.of(file), columns).read();
    System.out.printf(
        Locale.ROOT,
        "%,d rows, %,d bytes, %d looks: %.1f CPU seconds, %.1f seconds, heap %d MB, resident %s%n",
        rows,
        Files.size(file),
        data.looks().size(),
        (cpu() - before) / 1e9,
        (System.nanoTime() - start) / 1e9,
        heap() >> 20,
        resident());
    System.out.println(data.looks().get(data.looks().size() - 1).sums()[1][1]);
  }

  private static void write(Path file, int rows, int units, boolean late) throws IOException {
    RandomKey key = RandomKey.root(1);
    byte[] line = new byte[64];
    byte[] held = null;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write("user,arm,time,clicks,revenue\n".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < rows; i++) {
        int length = line(line, key.bits(i), units, DAYS * 86_400L * i / rows);
        if (late && i % LATE == 0) {
          held = Arrays.copyOf(line, length);
        } else {
          out.write(line, 0, length);
        }
        if (held != null && i % LATE == LATE / 2) {
          out.write(held);
          held = null;
        }
      }
    }
  }

  private static int line(byte[] line, long luck, int units, long second) {
    int unit = (int) ((luck >>> 32) * units >>> 32);
    int end = digits(line, 0, 10_000_000 + unit, 8);
    line[0] = 'u';
    line[end++] = ',';
    line[end++] = (byte) ('a' + (unit * 0x9E3779B9 >>> 31));
    line[end++] = ',';
    LocalDateTime time = START.plusSeconds(second);
    end = digits(line, end, time.getYear(), 4);
    line[end++] = '-';
    end = digits(line, end, time.getMonthValue(), 2);
    line[end++] = '-';
    end = digits(line, end, time.getDayOfMonth(), 2);
    line[end++] = 'T';
    end = digits(line, end, time.getHour(), 2);
    line[end++] = ':';
    end = digits(line, end, time.getMinute(), 2);
    line[end++] = ':';
    end = digits(line, end, time.getSecond(), 2);
    line[end++] = 'Z';
    line[end++] = ',';
    line[end++] = (byte) ('0' + (luck & 3));
    line[end++] = ',';
    line[end++] = (byte) ('0' + (luck >>> 2 & 7));
    line[end++] = '.';
    end = digits(line, end, (int) (luck >>> 5 & 63), 2);
    line[end++] = '\n';
    return end;
  }

  private static int digits(byte[] line, int from, int value, int count) {
    int rest = value;
    for (int i = from + count - 1; i >= from; i--) {
      line[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return from + count;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static String resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "unknown";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.substring(6).strip())
        .findFirst()
        .orElse("unknown");
  }
}
