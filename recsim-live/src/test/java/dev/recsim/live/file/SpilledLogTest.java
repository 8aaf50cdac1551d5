package dev.recsim.live.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.live.InvalidTestData;
import dev.recsim.live.ReadAs;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestMetric;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that do not fit into the memory that sorts them. */
class SpilledLogTest {
  private static final int ROWS = 3_000;
  private static final int MEMORY = 10_000;

  @TempDir Path folder;

  @Test
  void sumsAreThoseOfTheOrderedLogAndNoFileStays() throws Exception {
    Set<Path> before = temporary();
    List<String> rows = rows();
    TestData ordered = read(rows, MEMORY);
    Collections.reverse(rows);
    TestData sorted = read(rows, MEMORY);
    assertThat(sorted.looks()).hasSize(ordered.looks().size()).hasSizeGreaterThan(20);
    for (int i = 0; i < ordered.looks().size(); i++) {
      assertThat(sorted.looks().get(i).sums()).isDeepEqualTo(ordered.looks().get(i).sums());
      assertThat(sorted.looks().get(i).assigned()).isEqualTo(ordered.looks().get(i).assigned());
    }
    assertThat(temporary()).isEqualTo(before);
  }

  @Test
  void noFileStaysWhenTheLogIsRefused() throws Exception {
    Set<Path> before = temporary();
    List<String> rows = rows();
    Collections.reverse(rows);
    rows.add("u,a,2026-01-05T00:00:00Z,none");
    assertThatThrownBy(() -> read(rows, MEMORY))
        .isInstanceOf(InvalidTestData.class)
        .hasMessageContaining("line " + (ROWS + 2) + ": column \"paid\": \"none\"");
    rows.set(ROWS, "u,a,2026-01-05T00:00:00Z,-1");
    assertThatThrownBy(() -> read(rows, MEMORY))
        .isInstanceOf(InvalidTestData.class)
        .hasMessageContaining("line " + (ROWS + 2) + ": with this row");
    assertThat(temporary()).isEqualTo(before);
  }

  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int unit = RandomKey.root(3).below(i, 300);
      Instant time = Instant.ofEpochSecond(1_767_600_000L + 600L * i);
      rows.add("u%d,%s,%s,0.%d".formatted(unit, unit % 2 == 0 ? "a" : "b", time, i % 97));
    }
    return rows;
  }

  private TestData read(List<String> rows, int memory) throws Exception {
    TestMetric paid = ReadAs.range("paid", "paid", 0, 1e300);
    TestColumns columns =
        ReadAs.events("time", null, List.of(paid), null, Duration.ofDays(1), null);
    Path file =
        Files.writeString(
            folder.resolve("log.csv"), "user,arm,time,paid\n" + String.join("\n", rows));
    return new RowLog(List.of(file), columns, memory).read();
  }

  private static Set<Path> temporary() throws IOException {
    String own = "recsim-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(it -> it.getFileName().toString().startsWith(own))
          .collect(Collectors.toSet());
    }
  }
}
