package dev.recsim.app.results;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A page that ends with a digest of what it was made from, so that a run that changed nothing need
 * not make it again.
 *
 * @param file need not exist yet
 */
public record MadePage(Path file) {

  /** What a page is made from, as text: texts, and checksums of files. */
  public static final class Sources {
    private final StringBuilder text;

    public Sources() {
      this.text = new StringBuilder();
    }

    /** The same sources, to which others are added. */
    public Sources(Sources first) {
      this.text = new StringBuilder(first.text);
    }

    public Sources and(Object... texts) {
      for (Object each : texts) {
        text.append(each).append('\n');
      }
      return this;
    }

    /** Adds the contents of a file, if it is there. */
    public Sources andFile(Path file) throws IOException {
      return and(checksum(file));
    }

    /** The size of a file and a checksum of its contents; the same text for all missing files. */
    public static String checksum(Path file) throws IOException {
      if (!Files.isRegularFile(file)) {
        return "no file";
      }
      // Unlike SHA-256, this is quick also before the JVM has compiled it.
      CRC32 sum = new CRC32();
      byte[] bytes = Files.readAllBytes(file);
      sum.update(bytes);
      return bytes.length + "\n" + sum.getValue();
    }

    private byte[] end() {
      String digest = Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
      return ("<!-- made from " + digest + " -->\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Whether it was made from these sources. */
  public boolean isFrom(Sources sources) {
    byte[] end = sources.end();
    try (RandomAccessFile page = new RandomAccessFile(file.toFile(), "r")) {
      byte[] last = new byte[end.length];
      page.seek(Math.max(0, page.length() - last.length));
      page.readFully(last);
      return Arrays.equals(last, end);
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes the page, in UTF-8, with the digest of its sources. */
  public void write(byte[] html, Sources sources) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream(html.length + 100);
    page.writeBytes(html);
    page.writeBytes(sources.end());
    AtomicFile.write(file, page.toByteArray());
  }
}
