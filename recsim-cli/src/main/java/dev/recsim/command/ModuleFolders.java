package dev.recsim.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The optional modules, which are folders of jars beside the command-line jar: {@code
 * recsim-modules/recsim-onnx/*.jar}.
 *
 * @param folder that has a folder for each module; need not exist
 */
record ModuleFolders(Path folder) {
  static final String VERB = "modules";

  /** Those that experiments, verbs and executors may need. */
  static final List<String> NAMES =
      List.of("recsim-dl4j", "recsim-duckdb", "recsim-index", "recsim-onnx", "recsim-serve-http");

  private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";

  /** The platform of the build, in the classifiers of native libraries. */
  private static final Pattern PLATFORM = Pattern.compile("(linux|macosx|windows)-(x86_64|arm64)");

  /** The folder beside the jar that this class is from. */
  static ModuleFolders beside() {
    return new ModuleFolders(jar().resolveSibling("recsim-modules"));
  }

  /** The jar or folder that this class is from. */
  static Path jar() {
    try {
      return Path.of(
          ModuleFolders.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The jars of a module; empty if it is not there. */
  List<Path> jars(String module) throws Refused {
    return jars(folder.resolve(module));
  }

  /** The jars of a folder, by name; empty if there is no such folder. */
  static List<Path> jars(Path folder) throws Refused {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> it.toString().endsWith(".jar"))
          .map(it -> it.toAbsolutePath().normalize())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new Refused("the folder %s cannot be read".formatted(folder));
    }
  }

  /** How to get modules that are not there. */
  String missing(List<String> modules) {
    String names = String.join(" and ", modules);
    String first = modules.get(0);
    return ("this needs %s: put its jars into %s; their addresses: recsim %s %s")
        .formatted(names, folder.resolve(first), VERB, first);
  }

  /** Where the modules are, or the addresses of the jars of one. */
  List<String> lines(List<String> words) throws Refused {
    if (words.isEmpty() || words.contains("--help")) {
      List<String> lines = new ArrayList<>(List.of("optional modules in " + folder + ":"));
      for (String name : NAMES) {
        int jars = jars(name).size();
        lines.add("  %-18s %s".formatted(name, jars == 0 ? "not there" : jars + " jars"));
      }
      lines.add("recsim modules <module> prints the addresses of its jars");
      return lines;
    }
    if (!NAMES.contains(words.get(0))) {
      throw new Refused(
          "%s is no optional module; there are %s"
              .formatted(words.get(0), String.join(", ", NAMES)));
    }
    return addresses(words.get(0));
  }

  /** The addresses of the jars that a module needs beside the command-line jar. */
  private static List<String> addresses(String module) throws Refused {
    if (module.equals("recsim-serve-http")) {
      // Its large jar has all of them.
      return List.of(address("dev.recsim", module, Recsim.version(), "-all"));
    }
    List<String> here = libraries("recsim-runtime");
    return libraries(module).stream()
        .filter(it -> here.stream().noneMatch(own -> sameLibrary(own, it)))
        .map(ModuleFolders::address)
        .toList();
  }

  private static boolean sameLibrary(String one, String other) {
    return withoutVersion(one).equals(withoutVersion(other));
  }

  private static String withoutVersion(String library) {
    String[] parts = library.split(":");
    return parts[0] + ":" + parts[1] + (parts.length == 6 ? ":" + parts[3] : "");
  }

  /** Lines {@code group:artifact:jar[:classifier]:version:scope}, the module first. */
  private static List<String> libraries(String module) throws Refused {
    String name = "libraries/" + module + "/target/classes/META-INF/libraries.txt";
    try (InputStream in = ModuleFolders.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new Refused("this jar lacks the list of the jars of " + module);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(it -> it.strip().replaceFirst(" .*", ""))
          .filter(it -> it.contains(":"))
          .toList();
    } catch (IOException e) {
      throw new Refused("the list of the jars of %s cannot be read".formatted(module));
    }
  }

  /** Where Maven Central has a library. */
  static String address(String library) {
    String[] parts = library.split(":");
    boolean classified = parts.length == 6;
    return address(
        parts[0],
        parts[1],
        parts[classified ? 4 : 3],
        classified ? "-" + PLATFORM.matcher(parts[3]).replaceFirst(platform()) : "");
  }

  private static String address(String group, String artifact, String version, String classifier) {
    return CENTRAL
        + group.replace('.', '/')
        + "/%s/%s/%s-%s%s.jar".formatted(artifact, version, artifact, version, classifier);
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    return (system.startsWith("mac") ? "macosx" : system.startsWith("win") ? "windows" : "linux")
        + (machine.equals("aarch64") ? "-arm64" : "-x86_64");
  }
}
