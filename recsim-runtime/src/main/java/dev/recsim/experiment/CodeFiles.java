package dev.recsim.experiment;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads the names and checksums (CRC-32) of the files of a jar or a folder of classes. Those of a
 * jar are in its directory, so its files are not read.
 */
final class CodeFiles {
  private static final byte[] MANIFEST = JarFile.MANIFEST_NAME.getBytes(StandardCharsets.UTF_8);
  private static final byte[] MAVEN = "META-INF/maven/".getBytes(StandardCharsets.UTF_8);

  // The format of ZIP files: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
  private static final int END_SIZE = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int MOST_COMMENT = 0xffff;
  private static final int FILE_SIZE = 46;
  private static final int FILE_SIGNATURE = 0x02014b50;
  private static final int LOCAL_SIZE = 30;

  private CodeFiles() {}

  /** Receives the files of an entry, in any order. */
  interface Visitor {
    /**
     * @param bytes has the name of the file, with slashes, in UTF-8
     * @param start where the name begins
     * @param end where the name ends
     * @param crc checksum of the contents
     * @param size of the contents in bytes
     */
    void file(byte[] bytes, int start, int end, int crc, long size);
  }

  /**
   * Visits the files of a jar or folder, except its manifest and the files that Maven adds. Any
   * other file is visited itself, without a name.
   *
   * @return what else the manifest of a jar adds to the class path, separated by blanks
   */
  static String visit(Path place, Visitor visitor) throws IOException {
    if (Files.isDirectory(place)) {
      folder(place, visitor);
      return "";
    }
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
      ByteBuffer directory = directory(channel);
      if (directory != null) {
        int manifest = jar(place, directory, visitor);
        return manifest < 0 ? "" : classPath(manifest(channel, directory, manifest));
      }
    }
    return unusual(place, visitor);
  }

  private static void folder(Path folder, Visitor visitor) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      byte[] name =
          folder.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8);
      byte[] contents = Files.readAllBytes(file);
      if (!startsWith(name, 0, name.length, MAVEN) && !isManifest(name, 0, name.length)) {
        visitor.file(name, 0, name.length, crc(contents), contents.length);
      }
    }
  }

  private static int crc(byte[] contents) {
    CRC32 crc = new CRC32();
    crc.update(contents);
    return (int) crc.getValue();
  }

  /** The directory at the end of a jar; null if the file is no jar, or a very large one. */
  private static ByteBuffer directory(FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer tail = read(channel, Math.max(0, size - END_SIZE - MOST_COMMENT), size);
    for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE) {
        long length = Integer.toUnsignedLong(tail.getInt(at + 12));
        long start = Integer.toUnsignedLong(tail.getInt(at + 16));
        // Jars that begin with something else, or need longer numbers, are left to the JDK.
        boolean plain = start + length == size - tail.limit() + at && length < Integer.MAX_VALUE;
        return plain ? read(channel, start, start + length) : null;
      }
    }
    return null;
  }

  private static ByteBuffer read(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException("it was written while it was read");
      }
    }
    return bytes.flip();
  }

  /** Visits the files of a jar; returns where the directory has its manifest, or -1. */
  private static int jar(Path jar, ByteBuffer directory, Visitor visitor) throws IOException {
    byte[] bytes = directory.array();
    int manifest = -1;
    int at = 0;
    while (at < directory.limit()) {
      if (directory.limit() - at < FILE_SIZE || directory.getInt(at) != FILE_SIGNATURE) {
        throw new IOException(jar + " is damaged");
      }
      int start = at + FILE_SIZE;
      int end = start + Short.toUnsignedInt(directory.getShort(at + 28));
      int extra = Short.toUnsignedInt(directory.getShort(at + 30));
      int comment = Short.toUnsignedInt(directory.getShort(at + 32));
      boolean counts = bytes[end - 1] != '/';
      if (bytes[start] == 'M') {
        manifest = isManifest(bytes, start, end) ? at : manifest;
        counts &= manifest != at && !startsWith(bytes, start, end, MAVEN);
      }
      if (counts) {
        int size = directory.getInt(at + 24);
        visitor.file(bytes, start, end, directory.getInt(at + 16), Integer.toUnsignedLong(size));
      }
      at = end + extra + comment;
    }
    return manifest;
  }

  /** Reads the manifest at a position of the directory. */
  private static byte[] manifest(FileChannel channel, ByteBuffer directory, int at)
      throws IOException {
    int packed = directory.getInt(at + 20);
    byte[] contents = new byte[directory.getInt(at + 24)];
    long local = Integer.toUnsignedLong(directory.getInt(at + 42));
    ByteBuffer head = read(channel, local, local + LOCAL_SIZE);
    long start =
        local
            + LOCAL_SIZE
            + Short.toUnsignedInt(head.getShort(26))
            + Short.toUnsignedInt(head.getShort(28));
    byte[] bytes = read(channel, start, start + packed).array();
    if (directory.getShort(at + 10) == 0) {
      return bytes;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes);
      inflater.inflate(contents);
      return contents;
    } catch (DataFormatException e) {
      throw new IOException("its manifest is damaged", e);
    } finally {
      inflater.end();
    }
  }

  private static String unusual(Path file, Visitor visitor) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().filter(it -> !it.isDirectory()).toList()) {
        byte[] name = entry.getName().getBytes(StandardCharsets.UTF_8);
        if (!isManifest(name, 0, name.length) && !startsWith(name, 0, name.length, MAVEN)) {
          visitor.file(name, 0, name.length, (int) entry.getCrc(), entry.getSize());
        }
      }
      ZipEntry manifest = zip.getEntry(JarFile.MANIFEST_NAME);
      return manifest == null ? "" : classPath(zip.getInputStream(manifest).readAllBytes());
    } catch (ZipException e) {
      // The JVM ignores what is no jar, but code may read it.
      byte[] contents = Files.readAllBytes(file);
      visitor.file(contents, 0, 0, crc(contents), contents.length);
      return "";
    }
  }

  private static String classPath(byte[] manifest) throws IOException {
    if (!new String(manifest, StandardCharsets.ISO_8859_1).contains("Class-Path")) {
      return "";
    }
    Attributes attributes = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
    String path = attributes.getValue(Attributes.Name.CLASS_PATH);
    return path == null ? "" : path.strip();
  }

  private static boolean isManifest(byte[] bytes, int start, int end) {
    return end - start == MANIFEST.length && startsWith(bytes, start, end, MANIFEST);
  }

  static boolean startsWith(byte[] bytes, int start, int end, byte[] prefix) {
    return end - start >= prefix.length
        && bytes[start] == prefix[0]
        && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
  }
}
