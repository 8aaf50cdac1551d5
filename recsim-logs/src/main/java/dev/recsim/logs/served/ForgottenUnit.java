package dev.recsim.logs.served;

import dev.recsim.io.text.Records;
import dev.recsim.logs.text.LogPaths;
import dev.recsim.served.ServedLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The records of a unit that are to be removed from a served log. */
public final class ForgottenUnit {
  private final Set<String> names;
  private final Set<String> decisions = new HashSet<>();

  /**
   * @param names of the unit: as it is, and its hashes
   */
  public ForgottenUnit(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /**
   * What of a file is removed. A record of their number takes the place of the first one, so that
   * they are no gap.
   *
   * @param records number of records
   * @param first sequence number of the first one
   * @param time of the file's first record, in milliseconds since 1970
   */
  public record Removal(long records, long first, long time) {}

  /** Receives a line. */
  private interface Line {
    /** A line, which may be broken. */
    void take(ServedLine record, byte[] bytes, int from, int to) throws IOException;
  }

  private static void read(Path file, Line line) throws IOException {
    try (Records records = LogPaths.lines(file)) {
      while (records.next()) {
        int from = records.from[0];
        int to = records.to[0];
        line.take(ServedLine.of(records.bytes, from, to), records.bytes, from, to);
      }
    }
  }

  /** Finds the decisions of the unit in a file. All files must be read before any is changed. */
  public void find(Path file) throws IOException {
    find(file, decisions);
  }

  private void find(Path file, Set<String> ids) throws IOException {
    read(
        file,
        (record, bytes, from, to) -> {
          if (isDecision(record)) {
            ids.add(record.decision().id());
          }
        });
  }

  /** Number of decisions that were found. */
  public int decisions() {
    return decisions.size();
  }

  /**
   * What of a file is removed.
   *
   * @param outcomes whether only outcomes of decisions in other files are removed
   */
  public Removal removal(Path file, boolean outcomes) throws IOException {
    Set<String> here = new HashSet<>();
    if (outcomes) {
      find(file, here);
    }
    long[] found = {0, Long.MAX_VALUE, -1};
    read(
        file,
        (record, bytes, from, to) -> {
          if (record.fault.isEmpty() && found[2] < 0) {
            found[2] = record.time;
          }
          if (removes(record, bytes, from, to, outcomes, here)) {
            found[0]++;
            found[1] = record.fault.isPresent() ? found[1] : Math.min(found[1], record.sequence);
          }
        });
    return new Removal(found[0], found[1], Math.max(0, found[2]));
  }

  /** Writes a file without the records that are removed. */
  public void copy(Path file, boolean outcomes, Removal removal, OutputStream to)
      throws IOException {
    Set<String> here = new HashSet<>();
    if (outcomes) {
      find(file, here);
    }
    OutputStream out = new BufferedOutputStream(to, 1 << 16);
    boolean[] told = {removal.first() == Long.MAX_VALUE};
    read(
        file,
        (record, bytes, from, end) -> {
          if (removes(record, bytes, from, end, outcomes, here)) {
            return;
          }
          out.write(bytes, from, end - from);
          out.write('\n');
          if (!told[0]) {
            told[0] = true;
            tell(removal, out);
          }
        });
    if (!told[0]) {
      tell(removal, out);
    }
    out.flush();
  }

  private static void tell(Removal removal, OutputStream out) throws IOException {
    String line =
        "{\"seq\":%s,\"time\":%s,\"kind\":\"forgotten\",\"count\":%s}\n"
            .formatted(removal.first(), removal.time(), removal.records());
    out.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  private boolean isDecision(ServedLine record) {
    return record.kind() == ServedLine.Kind.DECISION
        && names.contains(record.decision().unit().id());
  }

  private boolean removes(
      ServedLine record, byte[] bytes, int from, int to, boolean outcomes, Set<String> here) {
    if (record.fault.isPresent()) {
      return !outcomes && mentions(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
    if (record.kind() == ServedLine.Kind.OUTCOME) {
      String id = record.outcome().decision();
      return decisions.contains(id) && !here.contains(id);
    }
    return !outcomes && isDecision(record);
  }

  /** Half a record may have the unit too. */
  private boolean mentions(String text) {
    return names.stream().anyMatch(name -> text.contains('"' + name + '"'));
  }
}
