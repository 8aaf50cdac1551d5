package dev.recsim.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes SHA-256 digests in hexadecimal. */
public final class Digest {
  private Digest() {}

  /** The digest of the bits of numbers, big-endian. */
  public static String of(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return of(bytes.array());
  }

  /**
   * The digest of the bits of numbers that are added one by one; equal to that of an array of them.
   */
  public static final class OfNumbers {
    private final MessageDigest digest = sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES);

    /** Adds a number; every NaN has the same bits. */
    public void add(double value) {
      digest.update(buffer.putLong(0, Double.doubleToLongBits(value)).array());
    }

    /** The digest of all numbers; none can be added after it. */
    public String hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  /** The digest of bytes, one part after another. */
  public static String of(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of what is written. */
  public static String of(AtomicFile.Contents contents) throws IOException {
    MessageDigest digest = sha256();
    contents.to(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of all bytes of a stream. */
  public static String of(InputStream in) throws IOException {
    MessageDigest digest = sha256();
    new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Digest of a file. */
  public static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** Digest of a text in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
