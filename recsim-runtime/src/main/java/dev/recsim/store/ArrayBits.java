package dev.recsim.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Arrays of numbers as the Base64 of their bits, big-endian and deflated. A file has numbers of
 * each session; as text, they would take most of the time of a run that finds all trials stored.
 */
final class ArrayBits {
  private ArrayBits() {}

  private static void write(ByteBuffer bits, JsonGenerator json) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (OutputStream out = new DeflaterOutputStream(deflated, deflater)) {
      out.write(bits.array());
    } finally {
      deflater.end();
    }
    json.writeBinary(deflated.toByteArray());
  }

  private static byte[] read(JsonParser json) throws IOException {
    InputStream deflated = new ByteArrayInputStream(json.getBinaryValue());
    try (InputStream bits = new InflaterInputStream(deflated)) {
      return bits.readAllBytes();
    }
  }

  static final class OfDoubles extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] values, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      ByteBuffer bits = ByteBuffer.allocate(values.length * Double.BYTES);
      bits.asDoubleBuffer().put(values);
      write(bits, json);
    }
  }

  /** Reads numbers that must be finite. */
  static final class ToDoubles extends JsonDeserializer<double[]> {
    @Override
    public double[] deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      byte[] bits = read(json);
      double[] values = new double[bits.length / Double.BYTES];
      ByteBuffer.wrap(bits).asDoubleBuffer().get(values);
      if (!Arrays.stream(values).allMatch(Double::isFinite)) {
        throw context.weirdStringException(json.getText(), double[].class, "not all are finite");
      }
      return values;
    }
  }

  static final class OfInts extends JsonSerializer<int[]> {
    @Override
    public void serialize(int[] values, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      ByteBuffer bits = ByteBuffer.allocate(values.length * Integer.BYTES);
      bits.asIntBuffer().put(values);
      write(bits, json);
    }
  }

  static final class ToInts extends JsonDeserializer<int[]> {
    @Override
    public int[] deserialize(JsonParser json, DeserializationContext context) throws IOException {
      byte[] bits = read(json);
      int[] values = new int[bits.length / Integer.BYTES];
      ByteBuffer.wrap(bits).asIntBuffer().get(values);
      return values;
    }
  }
}
