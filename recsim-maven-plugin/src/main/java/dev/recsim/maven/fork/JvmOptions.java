package dev.recsim.maven.fork;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The options of the forked JVM. They are passed in an argument file, because a class path may be
 * too long for a command line.
 *
 * @param classPath jars and folders, in order
 * @param sharing options of class data sharing
 * @param libraries parts of the class path, and libraries of tests, by the property that names them
 * @param argLine the user's options in the syntax of an argument file; may be empty
 */
record JvmOptions(
    List<Path> classPath, List<String> sharing, Map<String, List<Path>> libraries, String argLine) {

  private static final Pattern LINE_END = Pattern.compile("[\\r\\n]");
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");

  /**
   * Thresholds at which the JVM compiles a method. Most methods of a run are called a few hundred
   * times, and compiling those costs more than it saves. A method with a short loop is called often
   * enough to be compiled as a whole, so its loop is not also compiled on its own. The loops of the
   * networks are large: if they are inlined into each caller, they are compiled several times.
   * Reflection on records that become JSON needs no generated accessors.
   */
  private static final List<String> COMPILE_LESS =
      List.of(
          "-XX:Tier3InvocationThreshold=1000",
          "-XX:Tier3MinInvocationThreshold=500",
          "-XX:Tier3CompileThreshold=6000",
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=200000",
          "-XX:InlineSmallCode=400",
          "-Dsun.reflect.inflationThreshold=2147483647");

  /**
   * Writes an argument file.
   *
   * @throws IOException if it cannot be written, or if a path contains a line end
   */
  Path write(Path file) throws IOException {
    List<String> words = new ArrayList<>(sharing);
    classPath.forEach(path -> words.add(path.toString()));
    for (String word : words) {
      if (LINE_END.matcher(word).find()) {
        throw new IOException(
            LINE_END.matcher(word).replaceAll("?") + " has a line end in it; rename that folder");
      }
    }
    return Files.write(file, encoded(String.join("\n", lines()) + "\n"));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!COLLECTOR.matcher(argLine).find()) {
      lines.add("-XX:+UseSerialGC");
    }
    // The heap starts small and grows. By default it starts at a 64th of the machine's memory, and
    // a
    // short run touches most of that before it collects garbage for the first time.
    lines.add("-XX:InitialRAMPercentage=0.5");
    lines.addAll(sharing);
    lines.addAll(COMPILE_LESS);
    // By default, exceptions that compiled code throws often lose their message and line.
    lines.add("-XX:-OmitStackTraceInFastThrow");
    lines.add("-Djava.awt.headless=true");
    // Both ends of the pipe use UTF-8 in any locale. Java 17 needs file.encoding.
    lines.add("-Dfile.encoding=UTF-8");
    lines.add("-Dstdout.encoding=UTF-8");
    lines.add("-Dstderr.encoding=UTF-8");
    // ND4J calls native code and Unsafe, about which new JDKs warn. Java before 23 refuses the
    // option --sun-misc-unsafe-memory-access, but accepts the property that it sets.
    lines.add("--enable-native-access=ALL-UNNAMED");
    lines.add("-Dsun.misc.unsafe.memory.access=allow");
    // Without this, ND4J asks the system for the process's memory at each operation, which takes a
    // third of the time of narrow networks. Engine dl4j frees its memory itself.
    lines.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    libraries.forEach((name, paths) -> lines.add(quoted("-D" + name + "=" + joined(paths))));
    if (!argLine.isBlank()) {
      lines.add(argLine);
    }
    lines.add("-cp");
    lines.add(quoted(joined(classPath)));
    return lines;
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Encodes text as the launcher reads it: in the encoding of file names, which need not be UTF-8.
   */
  static byte[] encoded(String text) throws IOException {
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    try {
      ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] content = new byte[bytes.remaining()];
      bytes.get(content);
      return content;
    } catch (CharacterCodingException e) {
      throw new IOException(
          "The class path holds letters that the locale's encoding "
              + charset
              + " cannot express. Run Maven with a UTF-8 locale (for example LC_ALL=C.UTF-8).",
          e);
    }
  }
}
