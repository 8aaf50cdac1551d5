package dev.recsim.duckdb;

import dev.recsim.logs.text.ParquetFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/** Reads Parquet files with a DuckDB in memory, which turns values into texts. */
public final class DuckDbFiles implements ParquetFiles {
  private static final String SIMPLE =
      "(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\\(.*\\)|VARCHAR|UUID"
          + "|ENUM\\(.*\\)|BOOLEAN|DATE|TIMESTAMP.*)";

  @Override
  public InputStream csv(Path file, Set<String> columns, char separator, String listSeparator)
      throws IOException {
    Csv csv = new Csv(separator, listSeparator);
    Connection connection = null;
    try {
      connection = connect();
      Map<String, String> types = types(connection, file);
      if (!types.keySet().containsAll(columns)) {
        connection.close();
        return new ByteArrayInputStream(csv.line(types.keySet()));
      }
      types.keySet().retainAll(columns);
      return new RowStream(connection, query(file, types, listSeparator), csv, types.keySet());
    } catch (SQLException e) {
      close(connection);
      throw problem(e);
    } catch (IOException e) {
      close(connection);
      throw e;
    }
  }

  private static void close(Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // Nothing was written.
    }
  }

  private static Connection connect() throws SQLException {
    Properties properties = new Properties();
    // Rows come as they are asked for.
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET preserve_insertion_order = true");
    }
    return connection;
  }

  private static Map<String, String> types(Connection connection, Path file) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + table(file))) {
      while (rows.next()) {
        types.put(rows.getString(1), rows.getString(2));
      }
    }
    return types;
  }

  private static String table(Path file) {
    // A file may have characters of a pattern in its name.
    String name = file.toString().replaceAll("[*?\\[]", "[$0]").replace("'", "''");
    return "read_parquet('%s', hive_partitioning = false)".formatted(name);
  }

  private static String query(Path file, Map<String, String> types, String listSeparator)
      throws IOException {
    StringBuilder parts = new StringBuilder();
    for (Map.Entry<String, String> column : types.entrySet()) {
      parts.append(parts.isEmpty() ? "SELECT " : ", ");
      parts.append(column(column.getKey(), column.getValue(), listSeparator));
    }
    return parts + " FROM " + table(file);
  }

  /** The column as a text, or a list of texts. */
  private static String column(String name, String type, String listSeparator) throws IOException {
    String quoted = '"' + name.replace("\"", "\"\"") + '"';
    if (!type.endsWith("[]")) {
      return text(name, quoted, type);
    }
    if (listSeparator == null) {
      throw new IOException(
          "the column \"%s\" is a list; set logs.list_separator, which joins its entries"
              .formatted(name));
    }
    String entry = text(name, "x", type.substring(0, type.length() - 2));
    return "list_transform(%s, lambda x: %s)".formatted(quoted, entry);
  }

  private static String text(String name, String value, String type) throws IOException {
    if (!type.matches(SIMPLE)) {
      throw new IOException(
          "the column \"%s\" is of type %s; recsim reads numbers, texts, times, truth values and lists of these"
              .formatted(name, type));
    }
    String plain = type.equals("BOOLEAN") ? value + "::INTEGER" : value;
    boolean zoned = type.equals("TIMESTAMP WITH TIME ZONE");
    return (zoned ? "(%s AT TIME ZONE 'UTC')".formatted(value) : plain) + "::VARCHAR";
  }

  static IOException problem(SQLException e) {
    String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new IOException("it is no readable Parquet file; write it again: " + first, e);
  }

  /**
   * Writes lines of CSV.
   *
   * @param listSeparator null if there are no lists
   */
  record Csv(char separator, String listSeparator) {
    byte[] line(Iterable<String> values) {
      StringBuilder line = new StringBuilder();
      for (String value : values) {
        line.append(line.isEmpty() ? "" : separator).append(quoted(value));
      }
      return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    void add(StringBuilder line, boolean first, String value) {
      line.append(first ? "" : separator).append(quoted(value == null ? "" : value));
    }

    /** Joins the entries of a list. */
    String joined(Object[] entries, String column) throws IOException {
      for (Object entry : entries) {
        if (entry != null && entry.toString().contains(listSeparator)) {
          throw new IOException(
              "an entry of the column \"%s\" is \"%s\", which has the separator of lists; set another logs.list_separator"
                  .formatted(column, entry));
        }
      }
      return Arrays.stream(entries)
          .map(it -> it == null ? "" : it.toString())
          .collect(Collectors.joining(listSeparator));
    }

    private String quoted(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == separator || c == '"' || c == '\n' || c == '\r') {
          return '"' + text.replace("\"", "\"\"") + '"';
        }
      }
      return text;
    }
  }
}
