package dev.recsim.app.results;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

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
   * checksums of files. The text of a record is that of its components, however deep; the JVM would
   * have to generate {@code toString} of each class first.
   */
  public static final class Sources {
    private final StringBuilder text = new StringBuilder();

    /** The file of a completed trial, which has all of it; null if trials have no files. */
    private final Function<TrialId, Path> files;

    public Sources() {
      this(null);
    }

    /** Sources in which a checksum of its file stands for a completed trial. */
    public Sources(Function<TrialId, Path> files) {
      this.files = files;
    }

    public Sources and(Object... texts) {
      for (Object each : texts) {
        add(each);
      }
      return this;
    }

    /** Of records, which are looked up once for each type. */
    private static final ClassValue<Method[]> ACCESSORS =
        new ClassValue<>() {
          @Override
          protected Method[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Method[] accessors = new Method[components.length];
            for (int i = 0; i < accessors.length; i++) {
              accessors[i] = components[i].getAccessor();
              accessors[i].setAccessible(true);
            }
            return accessors;
          }
        };

    private void add(Object value) {
      if (value instanceof TrialResult.Completed trial && files != null) {
        addFile(trial);
      } else if (value instanceof Record record) {
        text.append(record.getClass().getName()).append('\n');
        for (Method accessor : ACCESSORS.get(record.getClass())) {
          add(value(record, accessor));
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
        text.append(Arrays.toString(numbers)).append('\n');
      } else if (value == null
          || value instanceof Enum<?>
          || value.getClass().getName().startsWith("java.lang.")
          || value instanceof Path) {
        text.append(value).append('\n');
      } else {
        throw new IllegalStateException("a page cannot be made from " + value.getClass());
      }
    }

    private void addFile(TrialResult.Completed trial) {
      try {
        and(trial.id(), trial.digest()).andFile(files.apply(trial.id()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Object value(Record record, Method accessor) {
      try {
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
      return ("<!-- made from " + sums(all) + " -->\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Two checksums, 64 bits in all: SHA-256 is slow before the JVM has compiled it. */
  private static String sums(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder sums = new StringBuilder();
    for (Checksum sum : List.of(new CRC32(), new CRC32C())) {
      sum.update(bytes);
      sums.append(HexFormat.of().toHexDigits(sum.getValue(), 8));
    }
    return sums.toString();
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
