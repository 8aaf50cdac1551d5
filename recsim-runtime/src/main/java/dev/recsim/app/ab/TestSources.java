package dev.recsim.app.ab;

import dev.recsim.app.project.UserError;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.SumColumns;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestColumns.Only;
import dev.recsim.live.TestData;
import dev.recsim.live.TestMetric;
import dev.recsim.live.TestSource;
import dev.recsim.live.file.DailySums;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.Rows;
import dev.recsim.live.options.AbSection;
import dev.recsim.live.options.LiveTestSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The data that a file with a live test names. */
final class TestSources {
  private static final String ENDINGS = ".*\\.(csv|jsonl)(\\.gz)?";

  private TestSources() {}

  /**
   * Opens the data.
   *
   * @param until looks end here or before
   * @param only a part of the units; null for all
   * @param cluster reads logs; empty for this JVM
   * @throws UserError if there are none
   */
  static TestSource of(LiveTestSpec spec, Instant until, Only only, Optional<LogDriver> cluster)
      throws IOException, UserError {
    AbSection section = spec.section();
    AbOptions options = section.options();
    boolean remote = cluster.isPresent() && options.columns().n() == null;
    if (remote && section.logs().isPresent()) {
      throw new UserError(spec.file() + ": a served log is read with recsim.executor=local");
    }
    List<Path> files =
        remote || section.logs().isPresent() ? List.of() : files(spec, "file", options.file());
    AbColumns columns = options.columns();
    Duration look = options.lookTime();
    if (columns.n() != null) {
      return new DailySums(
          files,
          new SumColumns(
              columns.day(),
              columns.arm(),
              columns.n(),
              List.copyOf(section.arms().keySet()),
              metrics(section),
              options.rows() == Rows.NEW_UNITS,
              columns.day() == null ? null : look,
              columns.day() == null || look == null ? null : until));
    }
    TestColumns log =
        new TestColumns(
            columns.unit(),
            columns.arm(),
            columns.time(),
            columns.row(),
            List.copyOf(section.arms().keySet()),
            metrics(section),
            options.windowTime(),
            columns.time() == null ? null : look,
            columns.time() == null || look == null && options.window() == null ? null : until,
            only);
    if (section.logs().isPresent()) {
      Path folder = spec.file().toAbsolutePath().getParent().resolve(options.file());
      return RowLog.served(folder.normalize(), log, section.logs().get().served());
    }
    return remote ? new ClusterLog(cluster.get(), spec, log) : new RowLog(files, log);
  }

  /**
   * Reads all data.
   *
   * @throws UserError if they cannot be judged
   */
  static TestData read(TestSource source) throws IOException, UserError {
    try {
      return source.read();
    } catch (InvalidTestData e) {
      throw new UserError(e.getMessage());
    }
  }

  /** Opens the log of the time before the test: one look at all units. */
  static TestSource history(LiveTestSpec spec) throws IOException, UserError {
    AbSection section = spec.section();
    AbColumns columns = section.options().columns();
    if (columns.unit() == null) {
      throw new UserError(
          spec.file() + ": recsim:ab-plan needs a log with units; write columns: {unit: <column>}");
    }
    return new RowLog(
        files(spec, "history", section.options().history()),
        new TestColumns(
            columns.unit(),
            null,
            columns.time(),
            columns.row(),
            List.of(section.control()),
            metrics(section),
            section.options().windowTime(),
            columns.time() == null ? null : Duration.ofDays(1),
            columns.time() == null ? null : Instant.now(),
            null));
  }

  private static List<TestMetric> metrics(AbSection section) {
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

  private static List<Path> files(LiveTestSpec spec, String key, String name)
      throws IOException, UserError {
    Path given = spec.file().toAbsolutePath().getParent().resolve(name).normalize();
    if (Files.isRegularFile(given)) {
      return List.of(given);
    }
    if (!Files.isDirectory(given)) {
      throw new UserError(
          "%s: ab.%s %s does not exist; write a path relative to this file"
              .formatted(spec.file(), key, given));
    }
    try (Stream<Path> all = Files.list(given)) {
      List<Path> files =
          all.filter(it -> it.getFileName().toString().matches(ENDINGS)).sorted().toList();
      if (files.isEmpty()) {
        throw new UserError(
            "%s: the folder %s has no .csv or .jsonl file".formatted(spec.file(), given));
      }
      return files;
    }
  }
}
