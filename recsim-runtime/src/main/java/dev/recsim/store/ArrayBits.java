package dev.recsim.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Arrays of numbers as the Base64 of their bits, big-endian and deflated. A file has numbers of
 * each session; as text, they would take most of the time of a run that finds all trials stored.
 */
final class ArrayBits {
  private ArrayBits() {}

  static String text(double[] values) {
    ByteBuffer bits = ByteBuffer.allocate(values.length * Double.BYTES);
    bits.asDoubleBuffer().put(values);
    return text(bits);
  }

  static String text(int[] values) {
    ByteBuffer bits = ByteBuffer.allocate(values.length * Integer.BYTES);
    bits.asIntBuffer().put(values);
    return text(bits);
  }

  static double[] doubles(String text) {
    byte[] bits = bits(text);
    double[] values = new double[bits.length / Double.BYTES];
    ByteBuffer.wrap(bits).asDoubleBuffer().get(values);
    return values;
  }

  static int[] ints(String text) {
    byte[] bits = bits(text);
    int[] values = new int[bits.length / Integer.BYTES];
    ByteBuffer.wrap(bits).asIntBuffer().get(values);
    return values;
  }

  private static String text(ByteBuffer bits) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (OutputStream out = new DeflaterOutputStream(deflated, deflater)) {
      out.write(bits.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(deflated.toByteArray());
  }

  private static byte[] bits(String text) {
    InputStream deflated = new ByteArrayInputStream(Base64.getDecoder().decode(text));
    try (InputStream bits = new InflaterInputStream(deflated)) {
      return bits.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
