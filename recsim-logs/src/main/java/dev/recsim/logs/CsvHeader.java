package dev.recsim.logs;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.text.Records;
import dev.recsim.io.text.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The first line of a CSV file.
 *
 * @param names of the columns
 */
record CsvHeader(Path file, List<String> names) {

  /**
   * Reads it.
   *
   * @throws InvalidFile if there is none, or it is not text
   */
  static CsvHeader of(Path file, Records records) throws IOException {
    if (!records.next()) {
      throw new InvalidFile(file, 1, 1, "the file is empty; its first line names the columns");
    }
    List<String> names = new ArrayList<>();
    for (int f = 0; f < records.fields; f++) {
      int from = records.from[f];
      String name = new String(records.bytes, from, records.to[f] - from, StandardCharsets.UTF_8);
      if (name.indexOf('\r') >= 0) {
        throw new InvalidFile(file, 1, records.column(f), Faulty.LINE_ENDS);
      }
      if (!Utf8.isText(records.bytes, from, records.to[f])) {
        throw new InvalidFile(file, 1, records.column(f), Faulty.HEADER);
      }
      names.add(f == 0 && name.startsWith("\uFEFF") ? name.substring(1) : name);
    }
    return new CsvHeader(file, names);
  }

  /**
   * The place of a column; -1 if the log has no such column.
   *
   * @param role what it means
   * @param name or null
   * @throws InvalidFile if it is missing, or there twice
   */
  int find(String role, String name) {
    if (name == null) {
      return -1;
    }
    int column = names.indexOf(name);
    if (column < 0 || column != names.lastIndexOf(name)) {
      boolean other = names.size() == 1 && names.get(0).matches(".*[;\t|].*");
      throw new InvalidFile(
          file,
          1,
          1,
          "the column \"%s\" (%s) is %s; the header has %s%s"
              .formatted(
                  name,
                  role,
                  column < 0 ? "missing" : "there twice",
                  Faulty.start(String.join(", ", names)),
                  other ? "; set separator to the character between the columns" : ""));
    }
    return column;
  }
}
