package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Identifies the jars that a file in the build folder was made from. */
final class Stamp {
  private static final int KEY_LENGTH = 16;

  // The end of a ZIP file: PKWARE's APPNOTE.TXT, section 4.3.16.
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int DIRECTORY_OFFSET = 16;
  private static final int LONGEST_END = END_SIZE + 0xffff;

  private Stamp() {}

  /** Returns the size in bytes and the time of the last change in milliseconds since 1970. */
  static String of(Path file) throws IOException {
    return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
  }

  /**
   * Returns the same with a checksum of the jar's directory, which has the checksums of all files.
   * The JVM compares only sizes and times with those in an archive of classes, and would use old
   * classes of a jar that was replaced and has the time of the old one.
   */
  static String ofContents(Path jar) throws IOException {
    CRC32 checksum = new CRC32();
    try (FileChannel channel = FileChannel.open(jar, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer tail = read(channel, Math.max(0, size - LONGEST_END), size);
      int end = tail.limit() - END_SIZE;
      while (end > 0 && tail.getInt(end) != END_SIGNATURE) {
        end--;
      }
      long start = end < 0 ? 0 : Integer.toUnsignedLong(tail.getInt(end + DIRECTORY_OFFSET));
      checksum.update(start < size ? read(channel, start, size) : tail);
    }
    return of(jar) + " " + checksum.getValue();
  }

  private static ByteBuffer read(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // The next piece.
    }
    return bytes.flip();
  }

  /** Returns a digest of a text, short enough for a file name. */
  static String key(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, KEY_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
