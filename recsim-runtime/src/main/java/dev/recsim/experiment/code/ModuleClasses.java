package dev.recsim.experiment.code;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The compiled classes of a project's modules, for what counts only if one of them names it.
 *
 * @param files class files
 */
record ModuleClasses(List<byte[]> files) {
  private static final String READS = "getenv";

  // The constants of a class file: the Java Virtual Machine Specification, section 4.4.
  private static final int CONSTANTS = 8;
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  /** Reads the classes of folders and jars. */
  static ModuleClasses of(List<Path> modules) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (Path module : modules) {
      if (Files.isDirectory(module)) {
        addFolder(module, files);
      } else {
        addJar(module, files);
      }
    }
    return new ModuleClasses(files);
  }

  private static void addFolder(Path folder, List<byte[]> files) throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (file.toString().endsWith(".class") && Files.isRegularFile(file)) {
          files.add(Files.readAllBytes(file));
        }
      }
    }
  }

  private static void addJar(Path jar, List<byte[]> files) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = zip.getInputStream(entry)) {
            files.add(in.readAllBytes());
          }
        }
      }
    } catch (ZipException e) {
      // It has no classes.
    }
  }

  /** Whether a class contains a text. */
  boolean contain(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return files.stream().anyMatch(it -> contains(it, bytes));
  }

  private static boolean contains(byte[] classFile, byte[] text) {
    for (int at = 0; at + text.length <= classFile.length; at++) {
      if (CodeFiles.startsWith(classFile, at, classFile.length, text)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the variables whose names are constants of classes; none if no class calls {@code
   * System.getenv}. A name that is put together of parts is not found.
   *
   * @param environment values by name
   */
  SortedMap<String, String> variables(Map<String, String> environment) {
    SortedMap<String, String> named = new TreeMap<>();
    if (contain(READS)) {
      for (byte[] each : files) {
        Set<String> constants = constants(each);
        constants.retainAll(environment.keySet());
        constants.forEach(name -> named.put(name, environment.get(name)));
      }
    }
    return named;
  }

  /** The texts of a class file; none of a file that is damaged, which no JVM loads. */
  private static Set<String> constants(byte[] classFile) {
    Set<String> constants = new HashSet<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
      in.skipNBytes(CONSTANTS);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int kind = in.readUnsignedByte();
        if (kind == UTF8) {
          constants.add(in.readUTF());
        } else {
          in.skipNBytes(
              switch (kind) {
                case LONG, DOUBLE -> 8;
                case 15 -> 3; // a handle of a method
                case 7, 8, 16, 19, 20 -> 2; // a class, string, type of a method, module, package
                default -> 4;
              });
          // These take two places.
          i += kind == LONG || kind == DOUBLE ? 1 : 0;
        }
      }
    } catch (IOException e) {
      constants.clear();
    }
    return constants;
  }
}
