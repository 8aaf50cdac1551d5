package dev.recsim.app.results;

import dev.recsim.baseline.Revision;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.IndexPage.Linked.Words;
import dev.recsim.report.Trend;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Tone;
import dev.recsim.stats.Estimate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * What a command has found out for the index of a folder of reports, for the next command: rows,
 * and committed versions of baselines. A file that is damaged, or of another state, is as good as
 * none.
 */
public final class KeptIndex {
  private static final int FORMAT = 2;

  /**
   * A row of the index.
   *
   * @param from what it was made from, by the name of the experiment
   */
  public record Row(SortedMap<String, String> from, Linked row) {}

  private final Path file;
  private final String state;

  /** The file's contents; empty before anything was read. */
  private byte[] stored = new byte[0];

  private boolean changed;

  private final SortedMap<String, Row> rows = new TreeMap<>();
  private final SortedMap<String, List<Revision>> histories = new TreeMap<>();

  /**
   * Reads the file, if it is there.
   *
   * @param state what everything in it depends on: the code, and the last commit
   */
  public KeptIndex(Path file, String state) {
    this.file = file;
    this.state = state;
    try {
      stored = RegularFile.read(file);
      int end = stored.length - Long.BYTES;
      if (end > 0 && sum(stored, end) == number(stored, end)) {
        read(new DataInputStream(new ByteArrayInputStream(stored, 0, end)));
      }
    } catch (IOException | IllegalArgumentException e) {
      rows.clear();
      histories.clear();
    }
  }

  /** The rows, by the name of their file; a change is kept. */
  public SortedMap<String, Row> rows() {
    changed = true;
    return rows;
  }

  /** The committed versions of a baseline, newest first; empty if they are not known. */
  public Optional<List<Revision>> history(String experiment) {
    return Optional.ofNullable(histories.get(experiment));
  }

  /** Keeps the committed versions of a baseline. */
  public void add(String experiment, List<Revision> history) {
    changed = true;
    histories.put(experiment, history);
  }

  /** Writes the file if it is not like that already. */
  public void write() throws IOException {
    if (!changed) {
      return;
    }
    changed = false;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    write(out);
    out.writeLong(sum(bytes.toByteArray(), bytes.size()));
    if (!Arrays.equals(bytes.toByteArray(), stored)) {
      stored = bytes.toByteArray();
      AtomicFile.write(file, stored);
    }
  }

  private static long sum(byte[] bytes, int end) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    return sum.getValue();
  }

  private static long number(byte[] bytes, int at) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(bytes, at, Long.BYTES)).readLong();
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(FORMAT);
    write(out, state);
    out.writeInt(rows.size());
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      write(out, row.getKey());
      out.writeInt(row.getValue().from().size());
      for (Map.Entry<String, String> from : row.getValue().from().entrySet()) {
        write(out, from.getKey());
        write(out, from.getValue());
      }
      write(out, row.getValue().row());
    }
    out.writeInt(histories.size());
    for (Map.Entry<String, List<Revision>> history : histories.entrySet()) {
      write(out, history.getKey());
      out.writeInt(history.getValue().size());
      for (Revision revision : history.getValue()) {
        write(out, revision);
      }
    }
  }

  private void read(DataInputStream in) throws IOException {
    if (in.readInt() != FORMAT || !text(in).equals(state)) {
      return;
    }
    for (int n = in.readInt(); n > 0; n--) {
      String name = text(in);
      SortedMap<String, String> from = new TreeMap<>();
      for (int m = in.readInt(); m > 0; m--) {
        from.put(text(in), text(in));
      }
      rows.put(name, new Row(from, linked(in)));
    }
    for (int n = in.readInt(); n > 0; n--) {
      String name = text(in);
      List<Revision> history = new ArrayList<>();
      for (int m = in.readInt(); m > 0; m--) {
        history.add(revision(in));
      }
      histories.put(name, history);
    }
  }

  private static void write(DataOutputStream out, Revision it) throws IOException {
    for (String text : List.of(it.commit(), it.date(), it.subject(), it.fingerprint())) {
      write(out, text);
    }
    out.writeInt(it.means().size());
    for (Map.Entry<String, Estimate> mean : it.means().entrySet()) {
      write(out, mean.getKey());
      out.writeDouble(mean.getValue().mean());
      out.writeDouble(mean.getValue().standardDeviation());
      out.writeInt(mean.getValue().n());
    }
  }

  private static Revision revision(DataInputStream in) throws IOException {
    String commit = text(in);
    String date = text(in);
    String subject = text(in);
    String fingerprint = text(in);
    Map<String, Estimate> means = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      means.put(text(in), new Estimate(in.readDouble(), in.readDouble(), in.readInt()));
    }
    return new Revision(commit, date, subject, fingerprint, means);
  }

  private static void write(DataOutputStream out, Linked it) throws IOException {
    write(out, it.name());
    write(out, it.href());
    write(out, it.words().summary());
    write(out, it.words().title());
    out.writeInt(it.words().notes().size());
    for (String note : it.words().notes()) {
      write(out, note);
    }
    out.writeBoolean(it.badge().isPresent());
    if (it.badge().isPresent()) {
      write(out, it.badge().get().tone().name());
      write(out, it.badge().get().word());
    }
    out.writeBoolean(it.trend().isPresent());
    if (it.trend().isPresent()) {
      Trend trend = it.trend().get();
      for (String text : List.of(trend.points(), trend.band(), trend.zero(), trend.text())) {
        write(out, text);
      }
    }
    out.writeDouble(it.harm());
    out.writeInt(it.parts().size());
    for (Linked part : it.parts()) {
      write(out, part);
    }
  }

  private static Linked linked(DataInputStream in) throws IOException {
    Link page = new Link(text(in), text(in));
    String summary = text(in);
    String title = text(in);
    List<String> notes = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      notes.add(text(in));
    }
    Optional<Badge> badge =
        in.readBoolean()
            ? Optional.of(new Badge(Tone.valueOf(text(in)), text(in)))
            : Optional.empty();
    Optional<Trend> trend =
        in.readBoolean()
            ? Optional.of(new Trend(text(in), text(in), text(in), text(in)))
            : Optional.empty();
    double harm = in.readDouble();
    List<Linked> parts = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      parts.add(linked(in));
    }
    return new Linked(page, new Words(summary, title, notes), badge, trend, harm, parts);
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
