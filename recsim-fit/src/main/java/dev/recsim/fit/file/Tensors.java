package dev.recsim.fit.file;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.io.Digest;
import dev.recsim.json.JsonRecords;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The large arrays of a fitted environment, in the safetensors format
 * (github.com/huggingface/safetensors). They are of type F32, F64, I32, I64 or U8, and are written
 * and read as streams. Names are sorted, so equal contents have equal bytes.
 *
 * <p>Texts are their UTF-8 bytes one after another, and a tensor {@code <name>_offsets} of I64 with
 * the first byte of each and the end of the last.
 */
public final class Tensors {
  /** What follows the name of texts in the name of their offsets. */
  private static final String OFFSETS = "_offsets";

  private static final int CHUNK = 1 << 16;
  private static final long LONGEST_HEADER = 1 << 20;

  private final SortedMap<String, Tensor> tensors;

  /** A type of numbers, named as in the format. */
  private enum Type {
    F32(Float.BYTES),
    F64(Double.BYTES),
    I32(Integer.BYTES),
    I64(Long.BYTES),
    U8(1);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    Object array(int length) {
      return switch (this) {
        case F32 -> new float[length];
        case F64 -> new double[length];
        case I32 -> new int[length];
        case I64 -> new long[length];
        case U8 -> new byte[length];
      };
    }
  }

  /**
   * @param shape sizes of the dimensions
   * @param data an array of the type
   */
  private record Tensor(Type type, int[] shape, Object data) {
    int length() {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    long bytes() {
      return (long) length() * type.bytes;
    }
  }

  /** A tensor in the header of a file. */
  private record Entry(String dtype, int[] shape, long[] dataOffsets) {}

  private Tensors(SortedMap<String, Tensor> tensors) {
    this.tensors = Collections.unmodifiableSortedMap(tensors);
  }

  /** Collects tensors. Arrays are not copied. */
  public static final class Builder {
    private final SortedMap<String, Tensor> tensors = new TreeMap<>();

    /** Adds numbers of type F32. */
    public Builder put(String name, float[] values, int... shape) {
      return put(name, new Tensor(Type.F32, shape(values.length, shape), values));
    }

    /** Adds doubles as numbers of type F32. */
    public Builder put(String name, double[] values, int... shape) {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return put(name, floats, shape);
    }

    /** Adds numbers of type F64. */
    public Builder putExact(String name, double... values) {
      return put(name, new Tensor(Type.F64, new int[] {values.length}, values));
    }

    /** Adds numbers of type I32. */
    public Builder put(String name, int[] values) {
      return put(name, new Tensor(Type.I32, new int[] {values.length}, values));
    }

    /** Adds texts. */
    public Builder put(String name, List<String> texts) {
      long[] offsets = new long[texts.size() + 1];
      byte[][] each = new byte[texts.size()][];
      for (int i = 0; i < each.length; i++) {
        each[i] = texts.get(i).getBytes(StandardCharsets.UTF_8);
        offsets[i + 1] = offsets[i] + each[i].length;
      }
      ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(offsets[each.length]));
      Arrays.stream(each).forEach(all::put);
      put(name, new Tensor(Type.U8, new int[] {all.capacity()}, all.array()));
      return put(name + OFFSETS, new Tensor(Type.I64, new int[] {offsets.length}, offsets));
    }

    private static int[] shape(int length, int[] shape) {
      return shape.length == 0 ? new int[] {length} : shape;
    }

    private Builder put(String name, Tensor tensor) {
      tensors.put(name, tensor);
      return this;
    }

    public Tensors build() {
      return new Tensors(new TreeMap<>(tensors));
    }
  }

  /**
   * Returns numbers of type F32.
   *
   * @throws IllegalArgumentException if there is no such tensor
   */
  public float[] floats(String name) {
    return (float[]) data(name, Type.F32);
  }

  /** Returns numbers of type F32 as doubles; see {@link #floats}. */
  public double[] doubles(String name) {
    float[] floats = floats(name);
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  /** Returns numbers of type F64; see {@link #floats}. */
  public double[] exact(String name) {
    return (double[]) data(name, Type.F64);
  }

  /** Returns numbers of type I32; see {@link #floats}. */
  public int[] ints(String name) {
    return (int[]) data(name, Type.I32);
  }

  /** Returns texts; see {@link #floats}. */
  public List<String> texts(String name) {
    byte[] bytes = (byte[]) data(name, Type.U8);
    long[] offsets = (long[]) data(name + OFFSETS, Type.I64);
    boolean valid =
        offsets.length > 0 && offsets[0] == 0 && offsets[offsets.length - 1] == bytes.length;
    for (int i = 1; i < offsets.length; i++) {
      valid &= offsets[i - 1] <= offsets[i];
    }
    TensorParameters.require(valid, "the offsets of texts are");
    String[] texts = new String[offsets.length - 1];
    for (int i = 0; i < texts.length; i++) {
      int from = (int) offsets[i];
      texts[i] = new String(bytes, from, (int) offsets[i + 1] - from, StandardCharsets.UTF_8);
    }
    return List.of(texts);
  }

  private Object data(String name, Type type) {
    Tensor tensor = tensors.get(name);
    if (tensor == null || tensor.type != type) {
      throw new IllegalArgumentException("there is no tensor %s of type %s".formatted(name, type));
    }
    return tensor.data;
  }

  /** The digest of the file, in hexadecimal. */
  public String sha256() {
    try {
      return Digest.of(this::write);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written", e);
    }
  }

  /** Writes the file. */
  public void write(OutputStream out) throws IOException {
    byte[] header = header();
    out.write(buffer(Long.BYTES).putLong(header.length).array());
    out.write(header);
    ByteBuffer buffer = buffer(CHUNK);
    for (Tensor tensor : tensors.values()) {
      int step = CHUNK / tensor.type.bytes;
      for (int from = 0; from < tensor.length(); from += step) {
        int length = Math.min(step, tensor.length() - from);
        buffer.clear();
        switch (tensor.type) {
          case F32 -> buffer.asFloatBuffer().put((float[]) tensor.data, from, length);
          case F64 -> buffer.asDoubleBuffer().put((double[]) tensor.data, from, length);
          case I32 -> buffer.asIntBuffer().put((int[]) tensor.data, from, length);
          case I64 -> buffer.asLongBuffer().put((long[]) tensor.data, from, length);
          case U8 -> buffer.put((byte[]) tensor.data, from, length);
        }
        out.write(buffer.array(), 0, length * tensor.type.bytes);
      }
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The header, padded to a multiple of eight bytes. Names are plain words. */
  private byte[] header() {
    StringBuilder json = new StringBuilder("{");
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      json.append(json.length() == 1 ? "" : ",")
          .append(
              "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%s,%s]}"
                  .formatted(
                      entry.getKey(),
                      tensor.type,
                      Arrays.toString(tensor.shape).replace(" ", ""),
                      offset,
                      offset + tensor.bytes()));
      offset += tensor.bytes();
    }
    json.append('}');
    json.append(" ".repeat((8 - json.length() % 8) % 8));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a file that {@link #write} has written.
   *
   * @throws IOException if it cannot be read, or is another one
   */
  public static Tensors read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
      DataInputStream data = new DataInputStream(in);
      long length = Long.reverseBytes(data.readLong());
      if (length < 0 || length > LONGEST_HEADER) {
        throw new IOException("it is no safetensors file");
      }
      byte[] header = new byte[(int) length];
      data.readFully(header);
      SortedMap<String, Tensor> tensors = new TreeMap<>();
      long end = 0;
      for (Map.Entry<String, Entry> each : entries(header).entrySet()) {
        Tensor tensor = empty(each.getKey(), each.getValue(), end);
        fill(tensor, data);
        end += tensor.bytes();
        requireFinite(each.getKey(), tensor.data);
        tensors.put(each.getKey(), tensor);
      }
      return new Tensors(tensors);
    } catch (EOFException e) {
      throw new IOException("it is cut off", e);
    }
  }

  private static void requireFinite(String name, Object data) throws IOException {
    boolean finite = true;
    if (data instanceof float[] floats) {
      for (float each : floats) {
        finite &= Float.isFinite(each);
      }
    } else if (data instanceof double[] doubles) {
      finite = Arrays.stream(doubles).allMatch(Double::isFinite);
    }
    if (!finite) {
      throw new IOException("its tensor %s has what is no number".formatted(name));
    }
  }

  private static SortedMap<String, Entry> entries(byte[] header) throws IOException {
    try {
      return JsonRecords.map(new String(header, StandardCharsets.UTF_8), Entry.class);
    } catch (JacksonException e) {
      throw new IOException("it is no safetensors file", e);
    }
  }

  private static Tensor empty(String name, Entry entry, long start) throws IOException {
    try {
      Type type = Type.valueOf(entry.dtype);
      Tensor tensor = new Tensor(type, entry.shape, null);
      if (entry.dataOffsets[0] == start && entry.dataOffsets[1] == start + tensor.bytes()) {
        return new Tensor(type, entry.shape, type.array(tensor.length()));
      }
    } catch (RuntimeException e) {
      throw new IOException("its tensor %s is not one of a fit".formatted(name), e);
    }
    throw new IOException("its tensor %s is at another place".formatted(name));
  }

  private static void fill(Tensor tensor, DataInputStream in) throws IOException {
    ByteBuffer buffer = buffer(CHUNK);
    int step = CHUNK / tensor.type.bytes;
    for (int from = 0; from < tensor.length(); from += step) {
      int length = Math.min(step, tensor.length() - from);
      in.readFully(buffer.array(), 0, length * tensor.type.bytes);
      buffer.clear();
      switch (tensor.type) {
        case F32 -> buffer.asFloatBuffer().get((float[]) tensor.data, from, length);
        case F64 -> buffer.asDoubleBuffer().get((double[]) tensor.data, from, length);
        case I32 -> buffer.asIntBuffer().get((int[]) tensor.data, from, length);
        case I64 -> buffer.asLongBuffer().get((long[]) tensor.data, from, length);
        case U8 -> buffer.get((byte[]) tensor.data, from, length);
      }
    }
  }
}
