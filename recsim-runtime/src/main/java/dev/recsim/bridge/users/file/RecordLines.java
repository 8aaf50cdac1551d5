package dev.recsim.bridge.users.file;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.FormatVersions;
import dev.recsim.io.text.Gunzip;
import dev.recsim.json.JsonRecords;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** The file of a record: a header, and a line for each answer, sorted. */
public final class RecordLines {
  public static final int FORMAT = 1;

  private static final int BUFFER = 1 << 16;

  /** The order of the lines, which does not depend on the order in which they were recorded. */
  private static final Comparator<Line> ORDER =
      Comparator.comparing(Line::session)
          .thenComparing(Line::step)
          .thenComparing(Line::after)
          .thenComparing(line -> line.slate().toString());

  private RecordLines() {}

  /**
   * The first line.
   *
   * @param record version of the format
   * @param program digest of the program that was recorded
   * @param introduction its introduction, JSON
   * @param model its finite model, in base64; null if it has none
   */
  public record Header(int record, String program, String introduction, String model) {}

  /**
   * An answer.
   *
   * @param session key of the session, 16 hex digits
   * @param step number of steps with this one; 0 for the start
   * @param after what was shown before, 16 hex digits
   * @param slate what is shown; empty at the start
   * @param answer arrays of the protocol with one row, in base64
   */
  public record Line(String session, int step, String after, List<Integer> slate, String answer) {
    public Line {
      slate = slate == null ? List.of() : List.copyOf(slate);
    }

    public boolean isWhole() {
      return session != null && after != null && answer != null;
    }
  }

  /** A record that cannot be read; the message says where and what to do. */
  public static final class Damaged extends IOException {
    private static final long serialVersionUID = 1;

    public Damaged(Path file, long line, String why) {
      super(
          "%s is damaged at line %s (%s); restore it, or delete it to record it again"
              .formatted(file.getFileName(), line, why));
    }
  }

  /**
   * Reads a file.
   *
   * @param lines receives each line in order
   * @return the header
   * @throws Damaged if something is wrong with it
   */
  public static Header read(Path file, Consumer<Header> first, Consumer<Line> lines)
      throws IOException {
    long number = 1;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new Gunzip(Files.newInputStream(file), BUFFER),
                StandardCharsets.UTF_8.newDecoder()))) {
      String text = in.readLine();
      Header header = text == null ? null : JsonRecords.read(text, Header.class);
      if (header == null || header.record() < 1) {
        throw new Damaged(file, 1, "it is no record");
      }
      if (header.record() != FORMAT) {
        throw new IOException(
            file.getFileName()
                + " "
                + new FormatVersions(FORMAT, FORMAT).unknown(header.record(), "record it again"));
      }
      if (header.introduction() == null) {
        throw new Damaged(file, 1, "the introduction is missing");
      }
      first.accept(header);
      for (text = in.readLine(); text != null; text = in.readLine()) {
        number++;
        Line line = JsonRecords.read(text, Line.class);
        if (line == null || !line.isWhole()) {
          throw new Damaged(file, number, "a value is missing");
        }
        lines.accept(line);
      }
      return header;
    } catch (JacksonException e) {
      throw new Damaged(file, number, "no JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new Damaged(file, number, e.getMessage());
    } catch (EOFException | ZipException | CharacterCodingException e) {
      throw new Damaged(file, number + 1, "its end is missing or not compressed");
    }
  }

  /**
   * Writes the lines of a file, if it exists, and more in one step.
   *
   * @param more lines, some of which may be in the file
   */
  public static void add(Path file, Header header, List<Line> more) throws IOException {
    List<Line> sorted = more.stream().sorted(ORDER).toList();
    AtomicFile.write(
        file,
        out -> {
          try (GZIPOutputStream zipped = new GZIPOutputStream(new Unclosed(out), BUFFER)) {
            write(zipped, header);
            Merge merge = new Merge(sorted, zipped);
            if (Files.exists(file)) {
              read(file, ignored -> {}, merge::old);
            }
            merge.rest();
          } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  private static void write(OutputStream out, Record line) {
    try {
      out.write((JsonRecords.line(line).strip() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Lets the file be forced to disk after the compressed stream has ended. */
  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /** Merges sorted lines with those of a file. */
  private static final class Merge {
    private final List<Line> lines;
    private final OutputStream out;
    private int next;

    Merge(List<Line> lines, OutputStream out) {
      this.lines = lines;
      this.out = out;
    }

    void old(Line line) {
      while (next < lines.size() && ORDER.compare(lines.get(next), line) < 0) {
        write(out, lines.get(next++));
      }
      if (next < lines.size() && ORDER.compare(lines.get(next), line) == 0) {
        next++;
      }
      write(out, line);
    }

    void rest() {
      while (next < lines.size()) {
        write(out, lines.get(next++));
      }
    }
  }
}
