package dev.recsim.spark;

import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.Frames.Load;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;

/** Sums over what users opened, in a JVM with the options that Spark needs. */
final class SumsHere {
  private SumsHere() {}

  /**
   * Writes counts and factors.
   *
   * @param files what users opened, and where the parts of the sums are written
   */
  public static void main(String[] files) throws Exception {
    Map<String, String> options =
        Map.of(
            SparkSettings.MASTER,
            "local[2]",
            SparkSettings.CONF,
            "spark.driver.host=127.0.0.1,spark.sql.shuffle.partitions=2,spark.default.parallelism=2");
    SparkContext context = new SparkContext(SparkSettings.of(options));
    context.setCheckpointDir(Path.of(files[1]).resolveSibling("checkpoints").toUri().toString());
    Load load = new Load(Files.readAllBytes(Path.of(files[0])), options);
    OpenedEvents events = new OpenedEvents(context, load);
    Path out = Files.createDirectories(Path.of(files[1]));
    write(out.resolve("counts"), events.parts(Map.of(Frames.SUM, Frames.COUNTS, Frames.MOST, "6")));
    write(
        out.resolve("factors"),
        events.parts(
            Map.of(
                Frames.SUM,
                Frames.FACTORS,
                Frames.RANK,
                "2",
                Frames.ALPHA,
                "1",
                Frames.LAMBDA,
                "1",
                Frames.ITERATIONS,
                "12",
                Frames.SEED,
                "3")));
    context.stop();
  }

  private static void write(Path file, List<byte[]> parts) throws Exception {
    Files.createDirectories(file);
    for (int i = 0; i < parts.size(); i++) {
      Files.write(file.resolve("%03d".formatted(i)), parts.get(i));
    }
  }
}
