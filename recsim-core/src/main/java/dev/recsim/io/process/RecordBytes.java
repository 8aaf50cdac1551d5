package dev.recsim.io.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Converts records to bytes and back, for processes and files of the same version of recsim. The
 * components follow each other in order, without names.
 *
 * <p>A component is an {@code int}, a {@code double}, an array of bytes, a text, an enum constant,
 * a record, a list, a map, or an optional, which is written as a list. Numbers are big-endian. All
 * other values start with a byte: 2 for null, else 1. Then an array and a text (UTF-8) have their
 * length, and a list and a map their size.
 */
public final class RecordBytes {
  private static final int GIVEN = 1;
  private static final int NULL = 2;

  private RecordBytes() {}

  /** Returns the components of a record as bytes. */
  public static byte[] encode(Record record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writeComponents(new DataOutputStream(bytes), record);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a record.
   *
   * @throws EOFException if the bytes do not have the length that their parts need
   * @throws IllegalArgumentException if a value is not allowed
   */
  public static <R extends Record> R decode(byte[] bytes, Class<R> type) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    R record = type.cast(readComponents(in, type));
    if (in.available() > 0) {
      throw new EOFException();
    }
    return record;
  }

  private static void writeComponents(DataOutputStream out, Record record) throws IOException {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        write(out, component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void write(DataOutputStream out, Object value) throws IOException {
    if (value instanceof Integer number) {
      out.writeInt(number);
      return;
    }
    if (value instanceof Double number) {
      out.writeDouble(number);
      return;
    }
    if (value instanceof Optional<?> one) {
      write(out, one.stream().toList());
      return;
    }
    out.writeByte(value != null ? GIVEN : NULL);
    if (value instanceof byte[] bytes) {
      out.writeInt(bytes.length);
      out.write(bytes);
    } else if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    } else if (value instanceof Enum<?> constant) {
      out.writeUTF(constant.name());
    } else if (value instanceof Record record) {
      writeComponents(out, record);
    } else if (value instanceof Map<?, ?> map) {
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(out, entry.getKey());
        write(out, entry.getValue());
      }
    } else if (value instanceof Collection<?> list) {
      out.writeInt(list.size());
      for (Object element : list) {
        write(out, element);
      }
    } else if (value != null) {
      throw new IllegalArgumentException(value.getClass() + " cannot be written");
    }
  }

  private static Object readComponents(DataInputStream in, Class<?> type) throws IOException {
    List<Object> parts = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      types.add(component.getType());
      parts.add(read(in, component.getGenericType()));
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(parts.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Object read(DataInputStream in, Type type) throws IOException {
    if (type == int.class || type == Integer.class) {
      return in.readInt();
    }
    if (type == double.class || type == Double.class) {
      return in.readDouble();
    }
    int mark = in.readByte();
    if (mark == NULL) {
      return null;
    }
    if (mark != GIVEN) {
      throw new EOFException();
    }
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return list(in, of[0]).stream().findFirst();
      }
      return of.length == 1 ? list(in, of[0]) : map(in, generic.getRawType(), of[1]);
    }
    Class<?> of = (Class<?>) type;
    if (of.isRecord()) {
      return readComponents(in, of);
    }
    if (of.isEnum()) {
      String name = in.readUTF();
      return Stream.of(of.getEnumConstants())
          .filter(it -> ((Enum<?>) it).name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(name));
    }
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new EOFException();
    }
    byte[] bytes = in.readNBytes(length);
    return of == String.class ? new String(bytes, StandardCharsets.UTF_8) : bytes;
  }

  private static List<Object> list(DataInputStream in, Type of) throws IOException {
    List<Object> list = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      list.add(read(in, of));
    }
    return list;
  }

  private static Map<Object, Object> map(DataInputStream in, Type raw, Type of) throws IOException {
    Map<Object, Object> map = raw == Map.class ? new LinkedHashMap<>() : new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      map.put(read(in, String.class), read(in, of));
    }
    return map;
  }
}
