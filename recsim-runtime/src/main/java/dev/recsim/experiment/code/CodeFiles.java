package dev.recsim.experiment.code;

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
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads the names and checksums (CRC-32) of the files of a jar or a folder of classes. Those of a
 * jar are in its directory, so its files are not read, except manifests and properties of Maven,
 * which may differ from build to build in what no code depends on.
 */
final class CodeFiles {
  private static final byte[] MANIFEST = JarFile.MANIFEST_NAME.getBytes(StandardCharsets.UTF_8);
  private static final byte[] MAVEN = "META-INF/maven/".getBytes(StandardCharsets.UTF_8);
  private static final byte[] POM = "/pom.xml".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PROPERTIES = "/pom.properties".getBytes(StandardCharsets.UTF_8);

  /** The name of properties of Maven in classes that read them. */
  static final String POM_PROPERTIES = "pom.properties";

  /** Attributes of a manifest that only say how, when and of what it was built, or what is read. */
  private static final Pattern STAMP =
      Pattern.compile(
          "Manifest-Version|Class-Path|Signature-Version|(Originally-)?Created-By|Archiver-Version"
              + "|.*-Digest(-.*)?|Magic|Java-Version|X-Compile-.*"
              + "|Ant-Version|Tool|Bnd-LastModified|Buil[dt]-.*|Implementation-Build.*"
              + "|(SCM|Git|Hg|Svn)-.*|.*-(Time|Timestamp|Date|Revision)",
          Pattern.CASE_INSENSITIVE);

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
     * @param crc checksum of the contents; of a manifest and of properties of Maven, of what counts
     * @param size of the contents in bytes
     */
    void file(byte[] bytes, int start, int end, int crc, long size);
  }

  /**
   * Visits the files of a jar or folder but the copy of its POM. Any other file is visited itself,
   * without a name.
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
        return jar(place, channel, directory, visitor);
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
      if (isStamped(name, 0, name.length)) {
        stamped(name, contents, visitor);
      } else if (!isPom(name, 0, name.length)) {
        visitor.file(name, 0, name.length, crc(contents), contents.length);
      }
    }
  }

  private static boolean isPom(byte[] bytes, int start, int end) {
    return startsWith(bytes, start, end, MAVEN) && endsWith(bytes, start, end, POM);
  }

  /** Whether parts of the file do not count. */
  private static boolean isStamped(byte[] bytes, int start, int end) {
    return bytes[start] == 'M'
        && (isManifest(bytes, start, end) || isPropertiesOfMaven(bytes, start, end));
  }

  /**
   * Visits a manifest or properties of Maven if something in it counts.
   *
   * @return what a manifest adds to the class path, separated by blanks
   */
  private static String stamped(byte[] name, byte[] contents, Visitor visitor) {
    String path = "";
    SortedSet<String> lines = new TreeSet<>();
    if (isManifest(name, 0, name.length)) {
      Manifest manifest = manifest(contents);
      Attributes main = manifest.getMainAttributes();
      path = Objects.requireNonNullElse(main.getValue(Attributes.Name.CLASS_PATH), "");
      addCounted("", main, lines);
      manifest.getEntries().forEach((section, it) -> addCounted(section, it, lines));
    } else {
      new String(contents, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(lines::add);
    }
    if (!lines.isEmpty()) {
      byte[] counted = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      visitor.file(name, 0, name.length, crc(counted), counted.length);
    }
    return path.strip();
  }

  private static Manifest manifest(byte[] contents) {
    try {
      return new Manifest(new ByteArrayInputStream(contents));
    } catch (IOException e) {
      // The JVM refuses to load packages of such a jar.
      return new Manifest();
    }
  }

  private static void addCounted(String section, Attributes attributes, SortedSet<String> lines) {
    attributes.forEach(
        (key, value) -> {
          if (!STAMP.matcher(key.toString()).matches()) {
            lines.add(section + ' ' + key + ": " + value);
          }
        });
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

  /** Visits the files of a jar; returns what its manifest adds to the class path. */
  private static String jar(Path jar, FileChannel channel, ByteBuffer directory, Visitor visitor)
      throws IOException {
    byte[] bytes = directory.array();
    String added = "";
    int at = 0;
    while (at < directory.limit()) {
      if (directory.limit() - at < FILE_SIZE || directory.getInt(at) != FILE_SIGNATURE) {
        throw new IOException(jar + " is damaged");
      }
      int start = at + FILE_SIZE;
      int end = start + Short.toUnsignedInt(directory.getShort(at + 28));
      int extra = Short.toUnsignedInt(directory.getShort(at + 30));
      int comment = Short.toUnsignedInt(directory.getShort(at + 32));
      if (isStamped(bytes, start, end)) {
        byte[] name = Arrays.copyOfRange(bytes, start, end);
        added += stamped(name, contents(channel, directory, at), visitor);
      } else if (bytes[end - 1] != '/' && !isPom(bytes, start, end)) {
        int size = directory.getInt(at + 24);
        visitor.file(bytes, start, end, directory.getInt(at + 16), Integer.toUnsignedLong(size));
      }
      at = end + extra + comment;
    }
    return added;
  }

  /** Reads the file at a position of the directory. */
  private static byte[] contents(FileChannel channel, ByteBuffer directory, int at)
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
      throw new IOException("a file of META-INF is damaged", e);
    } finally {
      inflater.end();
    }
  }

  private static String unusual(Path file, Visitor visitor) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String added = "";
      for (ZipEntry entry : zip.stream().filter(it -> !it.isDirectory()).toList()) {
        byte[] name = entry.getName().getBytes(StandardCharsets.UTF_8);
        if (isStamped(name, 0, name.length)) {
          added += stamped(name, zip.getInputStream(entry).readAllBytes(), visitor);
        } else if (!isPom(name, 0, name.length)) {
          visitor.file(name, 0, name.length, (int) entry.getCrc(), entry.getSize());
        }
      }
      return added;
    } catch (ZipException e) {
      // The JVM ignores what is no jar, but code may read it.
      byte[] contents = Files.readAllBytes(file);
      visitor.file(contents, 0, 0, crc(contents), contents.length);
      return "";
    }
  }

  static boolean isManifest(byte[] bytes, int start, int end) {
    return end - start == MANIFEST.length && startsWith(bytes, start, end, MANIFEST);
  }

  static boolean isPropertiesOfMaven(byte[] bytes, int start, int end) {
    return startsWith(bytes, start, end, MAVEN) && endsWith(bytes, start, end, PROPERTIES);
  }

  static boolean startsWith(byte[] bytes, int start, int end, byte[] prefix) {
    return end - start >= prefix.length
        && bytes[start] == prefix[0]
        && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
  }

  static boolean endsWith(byte[] bytes, int start, int end, byte[] suffix) {
    return end - start >= suffix.length
        && Arrays.equals(bytes, end - suffix.length, end, suffix, 0, suffix.length);
  }
}
