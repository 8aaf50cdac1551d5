package dev.recsim.logs.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** Reads Parquet files. Found by {@link ServiceLoader}; {@link #MODULE} has one. */
public interface ParquetFiles {
  /** The optional module that reads them. */
  String MODULE = "recsim-duckdb";

  /** The ending of names of such files. */
  String ENDING = ".parquet";

  /**
   * The rows of a file as CSV with a header, in the order of the file: a null is an empty field, a
   * list is joined, true is 1, and a time with a zone is in UTC.
   *
   * @param columns that are needed; without one of them in the file, there is only a header of all
   * @param separator of columns
   * @param listSeparator of entries of a list; null if lists are an error
   * @throws IOException if the file cannot be read, or a column is neither a number, a text, a
   *     time, a truth value nor a list of these
   */
  InputStream csv(Path file, Set<String> columns, char separator, String listSeparator)
      throws IOException;

  /** What reads Parquet on the class path. */
  static Optional<ParquetFiles> find() {
    return ServiceLoader.load(ParquetFiles.class, ParquetFiles.class.getClassLoader()).findFirst();
  }

  /** Whether a file is one by its name. */
  static boolean isParquet(Path file) {
    return file.toString().endsWith(ENDING);
  }
}
