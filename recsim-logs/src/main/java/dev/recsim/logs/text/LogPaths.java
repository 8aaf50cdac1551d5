package dev.recsim.logs.text;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.text.Gunzip;
import dev.recsim.io.text.Records;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a log: one, or those of a folder. */
public final class LogPaths {
  private static final int ZIPPED = 1 << 16;

  private LogPaths() {}

  /**
   * Finds them.
   *
   * @param file a file or folder
   * @throws InvalidFile if there are none
   */
  public static List<Path> files(Path file) {
    if (!Files.isDirectory(file)) {
      if (!Files.isRegularFile(file)) {
        throw new InvalidFile(file, 0, 0, "the log is missing; check logs.file");
      }
      return List.of(file);
    }
    try (Stream<Path> inside = Files.list(file)) {
      List<Path> found =
          inside
              .filter(each -> each.toString().matches(".*[.](csv|csv[.]gz|jsonl|parquet)"))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new InvalidFile(file, 0, 0, "the folder has no .csv, .parquet or .jsonl file");
      }
      return found;
    } catch (IOException e) {
      throw new InvalidFile(file, 0, 0, "the log cannot be read: " + e.getMessage());
    }
  }

  /** The kind of a file by its name. */
  public static String kind(Path file) {
    return ParquetFiles.isParquet(file) ? ParquetFiles.ENDING : isCsv(file) ? ".csv" : ".jsonl";
  }

  /** Whether a file has the columns that options name: all but session logs of recsim. */
  public static boolean isCsv(Path file) {
    return !file.toString().endsWith(".jsonl");
  }

  /**
   * Opens a file with columns.
   *
   * @param listSeparator null if a field has one entry
   * @param columns that are needed
   * @throws InvalidFile if nothing reads such files
   */
  public static Records open(Path file, char separator, String listSeparator, Set<String> columns)
      throws IOException {
    if (!ParquetFiles.isParquet(file)) {
      InputStream in = Files.newInputStream(file);
      return Records.csv(unzipped(file, in), separator, fault(file));
    }
    ParquetFiles reader =
        ParquetFiles.find()
            .orElseThrow(
                () ->
                    new InvalidFile(
                        file,
                        0,
                        0,
                        "is a Parquet file, which needs dev.recsim:%s on the class path; or convert it: duckdb -c \"COPY (FROM '%s') TO 'log.csv'\""
                            .formatted(ParquetFiles.MODULE, file.getFileName())));
    InputStream in = reader.csv(file, columns, separator, listSeparator);
    return Records.csv(in, separator, fault(file));
  }

  private static InputStream unzipped(Path file, InputStream in) throws IOException {
    try {
      return file.toString().endsWith(".gz") ? new Gunzip(in, ZIPPED) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** The lines of a file. */
  public static Records lines(Path file) throws IOException {
    return Records.lines(Files.newInputStream(file), fault(file));
  }

  /** What is thrown if a file cannot be split. */
  public static Records.Fault fault(Path file) {
    return (line, column, message) -> new InvalidFile(file, (int) line, column, message);
  }
}
