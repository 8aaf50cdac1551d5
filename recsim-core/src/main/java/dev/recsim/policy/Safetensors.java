package dev.recsim.policy;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads and writes the safetensors format (github.com/huggingface/safetensors). A file has eight
 * bytes with the length of the header, little endian; the header, a JSON object with type, shape
 * and offsets of each tensor, padded with spaces to a multiple of eight; and the values without
 * gaps. A tensor has type F32; a file is a tensor of type U8 with one dimension, behind the others.
 * Names are sorted, so equal contents have equal bytes.
 *
 * @param metadata text by name, the header's {@code __metadata__}
 * @param weights the tensors and files
 */
public record Safetensors(SortedMap<String, String> metadata, Weights weights) {
  /** The name in the header that no tensor and no file can have. */
  public static final String METADATA = "__metadata__";

  private static final String FLOATS = "F32";
  private static final String BYTES = "U8";
  private static final int PREFIX = Long.BYTES;

  /**
   * Copies the metadata.
   *
   * @param metadata text by name
   * @param weights the tensors and files
   */
  public Safetensors {
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /** {@return the contents of a file} */
  public byte[] encode() {
    byte[] header = header();
    int end = weights.tensors().values().stream().mapToInt(Safetensors::bytes).sum();
    end += weights.files().values().stream().mapToInt(it -> it.length).sum();
    ByteBuffer buffer =
        ByteBuffer.allocate(PREFIX + header.length + end).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(header.length).put(header);
    for (Tensor tensor : weights.tensors().values()) {
      for (float value : tensor.data()) {
        buffer.putFloat(value);
      }
    }
    weights.files().values().forEach(buffer::put);
    return buffer.array();
  }

  private byte[] header() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(METADATA, metadata);
    int offset = 0;
    for (Map.Entry<String, Tensor> entry : weights.tensors().entrySet()) {
      Tensor tensor = entry.getValue();
      int end = offset + bytes(tensor);
      header.put(entry.getKey(), described(FLOATS, tensor.shape(), offset, end));
      offset = end;
    }
    for (Map.Entry<String, byte[]> file : weights.files().entrySet()) {
      int size = file.getValue().length;
      header.put(file.getKey(), described(BYTES, new int[] {size}, offset, offset + size));
      offset += size;
    }
    byte[] json = JsonTree.write(header).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static Map<String, Object> described(String type, int[] shape, int start, int end) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("dtype", type);
    description.put("shape", Arrays.stream(shape).boxed().toList());
    description.put("data_offsets", List.of(start, end));
    return description;
  }

  private static int bytes(Tensor tensor) {
    return Math.multiplyExact(tensor.data().length, Float.BYTES);
  }

  /**
   * {@return what a file contains}
   *
   * @param file the file
   * @throws InvalidFile if it does not exist, cannot be read, or is not a whole safetensors file of
   *     F32 tensors and U8 files
   */
  public static Safetensors read(Path file) {
    try {
      return decode(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new InvalidFile(file, 0, 0, "no such file: " + file);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidFile(file, 0, 0, "cannot read " + file + ": " + e.getMessage());
    }
  }

  /**
   * {@return what the contents of a file are}
   *
   * @param contents the bytes of the file
   * @throws IllegalArgumentException if they are not a whole safetensors file of F32 tensors and U8
   *     files
   */
  public static Safetensors decode(byte[] contents) {
    if (contents.length < PREFIX) {
      throw invalid("%s bytes are too few for a safetensors file", contents.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
    long length = buffer.getLong();
    if (length < 0 || length > contents.length - PREFIX) {
      throw invalid(
          "the header should have %s bytes, but only %s follow: not a safetensors file, or cut off",
          Long.toUnsignedString(length), contents.length - PREFIX);
    }
    Map<?, ?> header = header(new String(contents, PREFIX, (int) length, StandardCharsets.UTF_8));
    return new Safetensors(
        metadata(header), weights(header, buffer.position(PREFIX + (int) length).slice()));
  }

  private static Map<?, ?> header(String json) {
    Object header;
    try {
      header = JsonTree.read(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the header " + e.getMessage(), e);
    }
    if (header instanceof Map<?, ?> map) {
      return map;
    }
    throw invalid("the header is not a JSON object");
  }

  private static SortedMap<String, String> metadata(Map<?, ?> header) {
    SortedMap<String, String> metadata = new TreeMap<>();
    if (header.get(METADATA) instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (!(value instanceof String)) {
              throw invalid("metadata %s is not text", key);
            }
            metadata.put((String) key, (String) value);
          });
    }
    return metadata;
  }

  private static Weights weights(Map<?, ?> header, ByteBuffer values) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    SortedMap<String, byte[]> files = new TreeMap<>();
    SortedMap<Integer, Integer> ranges = new TreeMap<>();
    header.forEach(
        (key, value) -> {
          if (!key.equals(METADATA)) {
            String name = (String) key;
            Map<?, ?> description = value instanceof Map<?, ?> map ? map : Map.of();
            if (BYTES.equals(description.get("dtype"))) {
              files.put(name, file(name, description, values, ranges));
            } else {
              tensors.put(name, tensor(name, description, values, ranges));
            }
          }
        });
    int end = 0;
    for (Map.Entry<Integer, Integer> range : ranges.entrySet()) {
      if (range.getKey() != end) {
        throw invalid("values overlap or have a gap at byte %s", Math.min(end, range.getKey()));
      }
      end = range.getValue();
    }
    if (end != values.capacity()) {
      throw invalid("%s bytes of values, but tensors for %s", values.capacity(), end);
    }
    return new Weights(tensors, files);
  }

  private static Tensor tensor(
      String name, Map<?, ?> description, ByteBuffer values, SortedMap<Integer, Integer> ranges) {
    Object type = description.containsKey("dtype") ? description.get("dtype") : "missing";
    if (!FLOATS.equals(type)) {
      throw invalid("tensor %s has type %s, only F32, and U8 for files, can be read", name, type);
    }
    int[] shape = naturals(name, "shape", description);
    ByteBuffer part = values(name, description, bytes(name, shape, Float.BYTES), values, ranges);
    float[] data = new float[part.capacity() / Float.BYTES];
    part.asFloatBuffer().get(data);
    return new Tensor(shape, data);
  }

  private static byte[] file(
      String name, Map<?, ?> description, ByteBuffer values, SortedMap<Integer, Integer> ranges) {
    int[] shape = naturals(name, "shape", description);
    if (shape.length != 1) {
      throw invalid("tensor %s of type U8 has shape %s", name, Arrays.toString(shape));
    }
    ByteBuffer part = values(name, description, shape[0], values, ranges);
    byte[] file = new byte[part.capacity()];
    part.get(file);
    return file;
  }

  /** The values of a tensor with this number of bytes. */
  private static ByteBuffer values(
      String name,
      Map<?, ?> description,
      long bytes,
      ByteBuffer values,
      SortedMap<Integer, Integer> ranges) {
    int[] offsets = naturals(name, "data_offsets", description);
    if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > values.capacity()) {
      throw invalid(
          "tensor %s lies at bytes %s of %s: the file is cut off or garbled",
          name, Arrays.toString(offsets), values.capacity());
    }
    int size = offsets[1] - offsets[0];
    if (size != bytes) {
      throw invalid("tensor %s of shape %s has %s bytes", name, description.get("shape"), size);
    }
    if (size > 0 && ranges.put(offsets[0], offsets[1]) != null) {
      throw invalid("values overlap or have a gap at byte %s", offsets[0]);
    }
    return values.slice(offsets[0], size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int[] naturals(String name, String field, Map<?, ?> description) {
    if (!(description.get(field) instanceof List<?> list)) {
      throw invalid("tensor %s has no list %s", name, field);
    }
    int[] numbers = new int[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(list.get(i) instanceof Integer number) || number < 0) {
        throw invalid("tensor %s has %s %s", name, field, list);
      }
      numbers[i] = number;
    }
    return numbers;
  }

  private static long bytes(String name, int[] shape, int each) {
    try {
      return Arrays.stream(shape).reduce(each, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw invalid("tensor %s is too large: shape %s", name, Arrays.toString(shape));
    }
  }

  private static IllegalArgumentException invalid(String message, Object... arguments) {
    return new IllegalArgumentException(message.formatted(arguments));
  }
}
