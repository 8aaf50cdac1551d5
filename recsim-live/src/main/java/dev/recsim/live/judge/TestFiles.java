package dev.recsim.live.judge;

import dev.recsim.live.InvalidTestData;
import dev.recsim.live.SumColumns;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestColumns.Only;
import dev.recsim.live.TestMetric;
import dev.recsim.live.TestSource;
import dev.recsim.live.file.DailySums;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.Rows;
import dev.recsim.live.options.AbSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    return open(until, null);
  }

  /**
   * Opens the data.
   *
   * @param until looks end here or before
   * @param only a part of the units; null for all
   * @throws InvalidTestData if there are none
   */
  public TestSource open(Instant until, Only only) throws IOException, InvalidTestData {
    AbOptions options = section.options();
    if (section.logs().isPresent()) {
      Path log = folder.resolve(options.file()).normalize();
      return RowLog.served(log, rows(until, only), section.logs().get().served());
    }
    List<Path> files = files("file", options.file());
    return options.columns().n() == null
        ? new RowLog(files, rows(until, only))
        : new DailySums(files, sums(until));
  }

  /** The columns of a log, with looks up to a time. */
  public TestColumns rows(Instant until, Only only) {
    AbOptions options = section.options();
    AbColumns columns = options.columns();
    boolean timed = columns.time() != null;
    boolean ends = timed && (options.lookTime().isPresent() || options.window() != null);
    return new TestColumns(
        columns.unit(),
        columns.arm(),
        columns.time(),
        columns.row(),
        List.copyOf(section.arms().keySet()),
        metrics(),
        options.windowTime().orElse(null),
        timed ? options.lookTime().orElse(null) : null,
        ends ? until : null,
        only);
  }

  private SumColumns sums(Instant until) {
    AbOptions options = section.options();
    AbColumns columns = options.columns();
    boolean ends = columns.day() != null && options.lookTime().isPresent();
    return new SumColumns(
        columns.day(),
        columns.arm(),
        columns.n(),
        List.copyOf(section.arms().keySet()),
        metrics(),
        options.rows() == Rows.NEW_UNITS,
        ends ? options.lookTime().orElseThrow() : null,
        ends ? until : null);
  }

  /** Opens the log of the time before the test: one look at all units. */
  public TestSource history(Instant now) throws IOException, InvalidTestData {
    AbColumns columns = section.options().columns();
    if (columns.unit() == null) {
      throw new InvalidTestData(
          "recsim:ab-plan needs a log with units; write columns: {unit: <column>}");
    }
    boolean timed = columns.time() != null;
    return new RowLog(
        files("history", section.options().history()),
        new TestColumns(
            columns.unit(),
            null,
            columns.time(),
            columns.row(),
            List.of(section.control()),
            metrics(),
            section.options().windowTime().orElse(null),
            timed ? Duration.ofDays(1) : null,
            timed ? now : null,
            null));
  }

  private List<TestMetric> metrics() {
    List<TestMetric> metrics = new ArrayList<>();
    section.metrics().forEach((name, it) -> metrics.add(metric(name, it)));
    return metrics;
  }

  private static TestMetric metric(String name, AbMetric it) {
    return new TestMetric(
        name,
        it.y(),
        it.ratio() == null ? null : it.ratio().get(1),
        it.covariate(),
        it.join(),
        it.clip() == null ? Double.NaN : it.clip(),
        it.share() != null,
        it.range() == null ? Double.NaN : it.range().get(0),
        it.range() == null ? Double.NaN : it.range().get(1));
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
