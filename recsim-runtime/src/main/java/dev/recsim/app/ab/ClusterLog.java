package dev.recsim.app.ab;

import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.experiment.remote.LogDriver.LogProblem;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestSource;
import dev.recsim.live.file.UnitPart;
import dev.recsim.live.options.LiveTestSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Rows of units in CSV or Parquet files that a cluster reads. Sums are those of this machine but
 * for rounding.
 */
record ClusterLog(LogDriver driver, LiveTestSpec spec, TestColumns columns) implements TestSource {
  private static final String URI = "[a-zA-Z][a-zA-Z0-9+.-]+:.*";

  @Override
  public TestData read() throws IOException, InvalidTestData {
    String file = spec.section().options().file();
    if (file.matches(".*\\.(jsonl|gz)")) {
      throw problem("is not read on Spark; write .csv or .parquet, or set recsim.executor=local");
    }
    Path folder = spec.file().toAbsolutePath().getParent();
    byte[] request = UnitPart.request(columns);
    try {
      driver.open(
          request,
          Map.of(
              Frames.LOG_READER,
              UnitPart.class.getName(),
              Frames.LOG_FILE,
              file.matches(URI) ? file : folder.resolve(file).normalize().toUri().toString(),
              Frames.LOG_SEPARATOR,
              ",",
              Frames.LOG_SESSION,
              columns.by().unit()));
      return UnitPart.add(driver.read(request));
    } catch (LogProblem e) {
      throw problem(": " + e.getMessage().replace("logs.file", "ab.file"));
    }
  }

  private InvalidTestData problem(String message) {
    return new InvalidTestData(
        "%s: ab.file %s %s"
            .formatted(spec.file(), spec.section().options().file(), message)
            .replace(" : ", ": "));
  }
}
