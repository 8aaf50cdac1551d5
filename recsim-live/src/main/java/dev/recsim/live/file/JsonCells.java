package dev.recsim.live.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.recsim.io.text.Records;
import dev.recsim.live.InvalidTestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cells of JSON Lines: the members of an object a line. Texts and numbers are as they are written,
 * true is 1, false is 0; null is empty, as a member that is not there.
 */
final class JsonCells extends Cells {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] TRUE = {'1'};
  private static final byte[] FALSE = {'0'};

  private final Records records;
  private final Map<String, Integer> index = new HashMap<>();
  private final boolean[] seen;
  private int used;

  /** A record that is too long. */
  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long line;

    TooLong(long line, String message) {
      super(message, null, false, false);
      this.line = line;
    }
  }

  JsonCells(Path file, List<String> columns, Set<String> optional, InputStream in) {
    super(file, columns);
    records = Records.lines(in, (line, column, message) -> new TooLong(line, message));
    columns.forEach(name -> index.put(name, index.size()));
    seen = new boolean[columns.size()];
    optional.forEach(name -> seen[index.get(name)] = true);
    bytes = new byte[256];
  }

  @Override
  boolean move() throws IOException, InvalidTestData {
    try {
      if (!records.next()) {
        columnsSeen();
        return false;
      }
    } catch (TooLong e) {
      throw at(file, e.line, e.getMessage());
    }
    line = records.line;
    used = 0;
    Arrays.fill(from, 0);
    Arrays.fill(to, 0);
    int start = records.from[0];
    try (JsonParser json = JSON.createParser(records.bytes, start, records.to[0] - start)) {
      object(json);
    } catch (IOException e) {
      throw at(file, line, "the line is not JSON; it must be an object with the columns");
    }
    return true;
  }

  /** A column without any value is misspelt. */
  private void columnsSeen() throws InvalidTestData {
    for (int c = 0; c < seen.length; c++) {
      if (!seen[c] && line > 0) {
        throw new InvalidTestData(
            "%s: no line has \"%s\"; correct its name, or write it, also as null"
                .formatted(file, columns.get(c)));
      }
    }
  }

  private void object(JsonParser json) throws IOException, InvalidTestData {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw at(file, line, "the line is not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Integer column = index.get(json.currentName());
      JsonToken token = json.nextToken();
      if (column == null) {
        json.skipChildren();
      } else {
        seen[column] = true;
        set(column, cell(column, token, json));
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw at(file, line, "the line has more than one JSON object");
    }
  }

  private byte[] cell(int column, JsonToken token, JsonParser json)
      throws IOException, InvalidTestData {
    return switch (token) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          json.getText().getBytes(StandardCharsets.UTF_8);
      case VALUE_TRUE -> TRUE;
      case VALUE_FALSE -> FALSE;
      case VALUE_NULL -> new byte[0];
      default -> throw at(column, "must be a text, a number, true, false or null");
    };
  }

  private void set(int column, byte[] cell) {
    if (used + cell.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (used + cell.length));
    }
    System.arraycopy(cell, 0, bytes, used, cell.length);
    from[column] = used;
    used += cell.length;
    to[column] = used;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
