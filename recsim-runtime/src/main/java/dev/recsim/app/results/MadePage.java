package dev.recsim.app.results;

import dev.recsim.api.Weights;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import dev.recsim.io.RegularFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A page that ends with a digest of itself and of what it was made from, so that a command that
 * changes nothing need not make it again.
 *
 * @param file need not exist yet
 */
public record MadePage(Path file) {
  private static final int LENGTH_OF_END = new Sources().end(new byte[0], 0).length;

  /**
   * What a page is made from, as text: texts, numbers, records and collections of them, and
   * checksums of files and arrays. The text of a record is that of its components, however deep;
   * the JVM would have to generate {@code toString} of each class first. Networks do not count: a
   * page has what replays of them show.
   */
  public static final class Sources {
    private final StringBuilder text;

    public Sources() {
      this.text = new StringBuilder();
    }

    public Sources and(Object... texts) {
      for (Object each : texts) {
        add(each);
      }
      return this;
    }

    private void add(Object value) {
      if (value instanceof Weights) {
        text.append("networks\n");
      } else if (value instanceof Record record) {
        text.append(record.getClass().getName()).append('\n');
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          add(value(record, component.getAccessor()));
        }
      } else if (value instanceof Collection<?> values) {
        text.append(values.size()).append('\n');
        values.forEach(this::add);
      } else if (value instanceof Map<?, ?> map) {
        text.append(map.size()).append('\n');
        map.forEach((key, each) -> and(key, each));
      } else if (value instanceof Optional<?> optional) {
        add(optional.orElse(null));
      } else if (value instanceof Double number) {
        text.append(Double.doubleToRawLongBits(number)).append('\n');
      } else if (value instanceof double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
        bytes.asDoubleBuffer().put(numbers);
        addChecksum(bytes.array());
      } else if (value instanceof int[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        bytes.asIntBuffer().put(numbers);
        addChecksum(bytes.array());
      } else if (value == null
          || value instanceof Enum<?>
          || value.getClass().getName().startsWith("java.lang.")
          || value instanceof Path) {
        text.append(value).append('\n');
      } else {
        throw new IllegalStateException("a page cannot be made from " + value.getClass());
      }
    }

    private void addChecksum(byte[] bytes) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      text.append(bytes.length).append('\n').append(sum.getValue()).append('\n');
    }

    private static Object value(Record record, Method accessor) {
      try {
        accessor.setAccessible(true);
        return accessor.invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + accessor, e);
      }
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

    /** The end of a page whose first bytes are its contents. */
    private byte[] end(byte[] page, int length) {
      CRC32 sum = new CRC32();
      sum.update(page, 0, length);
      String all = text + "page\n" + length + "\n" + sum.getValue();
      String digest = Digest.of(all.getBytes(StandardCharsets.UTF_8));
      return ("<!-- made from " + digest + " -->\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Whether it was made from these sources, and is as it was written. */
  public boolean isFrom(Sources sources) {
    try {
      byte[] page = RegularFile.read(file);
      int length = page.length - LENGTH_OF_END;
      return length > 0
          && Arrays.equals(
              Arrays.copyOfRange(page, length, page.length), sources.end(page, length));
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes the page, in UTF-8, with the digest of its sources. */
  public void write(byte[] html, Sources sources) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream(html.length + 100);
    page.writeBytes(html);
    page.writeBytes(sources.end(html, html.length));
    AtomicFile.write(file, page.toByteArray());
  }
}
