package dev.recsim.logs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * What is sent between this machine and those of a cluster that read parts of a log.
 *
 * @param reader classes are found where this one is from, whoever calls
 * @param allowed the classes that are read
 */
public record SentParts(Class<?> reader, ObjectInputFilter allowed) {

  /** The bytes of a value. */
  public byte[] encoded(Serializable value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The value of bytes.
   *
   * @throws UncheckedIOException if they are damaged, or of a class that is not allowed
   */
  public Object decoded(byte[] bytes) {
    try (ObjectInputStream in = new Here(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Here extends ObjectInputStream {
    Here(InputStream in) throws IOException {
      super(in);
      setObjectInputFilter(allowed);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(type.getName(), false, reader.getClassLoader());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(type);
      }
    }
  }
}
