package dev.recsim.live.judge;

import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestColumns.Only;
import dev.recsim.live.TestMetric;
import dev.recsim.live.TestSource;
import dev.recsim.live.file.DailySums;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data that a live test names.
 *
 * @param folder that paths are relative to
 */
public record TestFiles(AbSection section, Path folder) {
  private static final String ENDINGS = ".*\\.(csv|jsonl)(\\.gz)?";

  /** All data with looks up to a time. */
  public TestSource until(Instant until) throws IOException, InvalidTestData {
    return open(until, Only.ALL);
  }

  /**
   * Opens the data.
   *
   * @param until looks end here or before
   * @param only a part of the units
   * @throws InvalidTestData if there are none
   */
  public TestSource open(Instant until, Only only) throws IOException, InvalidTestData {
    AbOptions options = section.options();
    TestColumns columns = columns(until, only);
    if (section.logs().isPresent()) {
      Path log = folder.resolve(options.file()).normalize();
      return RowLog.served(log, columns, section.logs().get().served());
    }
    List<Path> files = files("file", options.file());
    return options.columns().n() == null
        ? new RowLog(files, columns)
        : new DailySums(files, columns);
  }

  /** How the data are read, with looks up to a time. */
  public TestColumns columns(Instant until, Only only) {
    AbOptions options = section.options();
    boolean ends = options.lookTime().isPresent() || options.windowTime().isPresent();
    return new TestColumns(
        options, List.copyOf(section.arms().keySet()), metrics(), ends ? until : Instant.MAX, only);
  }

  /** Opens the log of the time before the test: one look at all units. */
  public TestSource history(Instant now) throws IOException, InvalidTestData {
    if (section.options().columns().unit() == null) {
      throw new InvalidTestData(
          "recsim:ab-plan needs a log with units; write columns: {unit: <column>}");
    }
    return new RowLog(
        files("history", section.options().history()),
        new TestColumns(
            section.options().beforeTest(), List.of(section.control()), metrics(), now, Only.ALL));
  }

  private List<TestMetric> metrics() {
    return section.metrics().entrySet().stream()
        .map(it -> new TestMetric(it.getKey(), it.getValue()))
        .toList();
  }

  private List<Path> files(String key, String name) throws IOException, InvalidTestData {
    Path given = folder.resolve(name).normalize();
    if (Files.isRegularFile(given)) {
      return List.of(given);
    }
    if (!Files.isDirectory(given)) {
      throw new InvalidTestData(
          "ab.%s %s does not exist; write a path relative to this file".formatted(key, given));
    }
    try (Stream<Path> all = Files.list(given)) {
      List<Path> files =
          all.filter(it -> it.getFileName().toString().matches(ENDINGS)).sorted().toList();
      if (files.isEmpty()) {
        throw new InvalidTestData("the folder %s has no .csv or .jsonl file".formatted(given));
      }
      return files;
    }
  }
}
