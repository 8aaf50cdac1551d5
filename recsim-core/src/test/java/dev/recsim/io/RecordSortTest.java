package dev.recsim.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSortTest {
  private static final int LENGTH = 12;

  private record Entry(long key, int number) {}

  /** The last ones have more than 128 runs, which are merged in two steps. */
  @ParameterizedTest
  @CsvSource({
    "0, 1000",
    "1, 1000",
    "999, 24",
    "5000, 100000",
    "5000, 1200",
    "6000, 240",
    "900, 24"
  })
  void recordsAreOrderedAndTheirTiesStay(int count, int memory) throws IOException {
    List<Entry> expected = new ArrayList<>();
    List<Entry> sorted = new ArrayList<>();
    byte[] record = new byte[LENGTH];
    try (RecordSort sort = new RecordSort(LENGTH, memory)) {
      for (int i = 0; i < count; i++) {
        long key = (i * 7_919L % 101 - 50) * (1L << 50);
        expected.add(new Entry(key, i));
        ByteBuffer.wrap(record).putLong(key).putInt(i);
        sort.add(record);
      }
      sort.sort();
      while (sort.next(record)) {
        ByteBuffer read = ByteBuffer.wrap(record);
        sorted.add(new Entry(read.getLong(), read.getInt()));
      }
    }
    expected.sort(Comparator.comparingLong(Entry::key));
    assertThat(sorted).isEqualTo(expected);
  }

  @Test
  void nothingStaysInTheFolderForTemporaryFiles() throws IOException {
    Set<Path> before = temporary();
    try (RecordSort sort = new RecordSort(LENGTH, 24)) {
      for (int i = 0; i < 600; i++) {
        sort.add(new byte[LENGTH]);
      }
      assertThat(temporary()).hasSize(before.size() + 1);
      sort.sort();
      assertThat(sort.next(new byte[LENGTH])).isTrue();
    }
    assertThat(temporary()).isEqualTo(before);
  }

  private static Set<Path> temporary() throws IOException {
    String own = "recsim-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(it -> it.getFileName().toString().startsWith(own))
          .collect(Collectors.toSet());
    }
  }
}
