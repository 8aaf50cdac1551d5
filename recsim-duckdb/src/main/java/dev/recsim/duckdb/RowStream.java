package dev.recsim.duckdb;

import dev.recsim.duckdb.DuckDbFiles.Csv;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** The rows of a query as CSV. */
final class RowStream extends InputStream {
  private static final int CHUNK = 1 << 16;

  private final Connection connection;
  private final Statement statement;
  private final ResultSet rows;
  private final Csv csv;
  private final List<String> columns;
  private byte[] bytes;
  private int next;
  private boolean over;

  /**
   * Runs the query.
   *
   * @param connection is closed with the stream
   */
  RowStream(Connection connection, String query, Csv csv, Set<String> columns) throws SQLException {
    this.connection = connection;
    this.csv = csv;
    this.columns = List.copyOf(columns);
    bytes = csv.line(columns);
    statement = connection.createStatement();
    rows = statement.executeQuery(query);
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - next);
    System.arraycopy(bytes, next, to, from, count);
    next += count;
    return count;
  }

  /** Makes the next bytes; returns false at the end. */
  private boolean fill() throws IOException {
    if (next == bytes.length && !over) {
      try {
        bytes = chunk().getBytes(StandardCharsets.UTF_8);
        next = 0;
      } catch (SQLException e) {
        throw DuckDbFiles.problem(e);
      }
    }
    return next < bytes.length;
  }

  private String chunk() throws SQLException, IOException {
    StringBuilder chunk = new StringBuilder();
    while (chunk.length() < CHUNK && !over) {
      if (rows.next()) {
        for (int c = 1; c <= columns.size(); c++) {
          csv.add(chunk, c == 1, value(c));
        }
        chunk.append('\n');
      } else {
        over = true;
      }
    }
    return chunk.toString();
  }

  private String value(int column) throws SQLException, IOException {
    Object value = rows.getObject(column);
    if (value instanceof Array list) {
      return csv.joined((Object[]) list.getArray(), columns.get(column - 1));
    }
    return value == null ? null : value.toString();
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
      statement.close();
      connection.close();
    } catch (SQLException e) {
      throw DuckDbFiles.problem(e);
    }
  }
}
