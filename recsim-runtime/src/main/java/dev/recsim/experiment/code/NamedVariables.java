package dev.recsim.experiment.code;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the environment variables that compiled classes name. */
final class NamedVariables {
  private static final byte[] READS = "getenv".getBytes(StandardCharsets.UTF_8);

  // The constants of a class file: the Java Virtual Machine Specification, section 4.4.
  private static final int CONSTANTS = 8;
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private NamedVariables() {}

  /**
   * Returns the variables whose names are constants of the classes of some folders; none if no
   * class calls {@code System.getenv}. A name that is put together of parts is not found.
   *
   * @param environment values by name
   */
  static SortedMap<String, String> of(List<Path> folders, Map<String, String> environment)
      throws IOException {
    List<byte[]> classes = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : (Iterable<Path>) all::iterator) {
          if (file.toString().endsWith(".class") && Files.isRegularFile(file)) {
            classes.add(Files.readAllBytes(file));
          }
        }
      }
    }
    SortedMap<String, String> named = new TreeMap<>();
    if (classes.stream().anyMatch(NamedVariables::reads)) {
      for (byte[] each : classes) {
        Set<String> constants = constants(each);
        constants.retainAll(environment.keySet());
        constants.forEach(name -> named.put(name, environment.get(name)));
      }
    }
    return named;
  }

  private static boolean reads(byte[] classFile) {
    for (int at = 0; at + READS.length <= classFile.length; at++) {
      if (CodeFiles.startsWith(classFile, at, classFile.length, READS)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> constants(byte[] classFile) throws IOException {
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
    }
    return constants;
  }
}
