package dev.recsim.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The command-line jar in a folder, on a machine that has Java and nothing else.
 *
 * @param folder where it is started
 * @param jar that it runs
 * @param options of the JVM
 */
record Program(Path folder, Path jar, List<String> options) {
  /** The jar of this build. */
  static final Path BUILT =
      Path.of("target", "recsim-cli-" + System.getProperty("recsim.version") + ".jar")
          .toAbsolutePath();

  static final Path PROJECTS = Path.of("..", "recsim-maven-plugin", "src", "test", "projects");

  /** Of JVMs that live shortly. */
  static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** How it ended. */
  record Ended(int status, String output) {}

  static Program in(Path folder) {
    return new Program(folder, BUILT, QUICK);
  }

  /** The same folder with another jar. */
  Program with(Path other) {
    return new Program(folder, other, options);
  }

  /** Started as people start it, by {@code java -jar}. */
  Program plain() {
    return new Program(folder, jar, List.of());
  }

  Ended run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("no programs").toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  /** Copies the files of a folder. */
  Program copied(Path from) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return this;
  }

  /** Replaces a text that the file holds. */
  Program edited(String file, String from, String to) throws IOException {
    String text = Files.readString(folder.resolve(file));
    if (!text.contains(from)) {
      throw new IOException(file + " does not hold: " + from);
    }
    Files.writeString(folder.resolve(file), text.replace(from, to));
    return this;
  }

  /** Puts a module beside the jar, as its printed addresses say. */
  void putModule(String module) throws IOException, InterruptedException {
    Path place = Files.createDirectories(jar.resolveSibling("recsim-modules").resolve(module));
    List<Path> here =
        Stream.of(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .map(Path::of)
            .toList();
    for (String address : run("modules", module).output().lines().toList()) {
      String name = address.substring(address.lastIndexOf('/') + 1);
      Path library =
          here.stream()
              .filter(it -> it.getFileName().toString().equals(name))
              .findFirst()
              .orElse(Path.of("..", module, "target", name));
      Files.copy(library, place.resolve(name));
    }
  }

  /** Compiles a project's main sources into {@code target/classes}. */
  Program compiled() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("target/classes"));
    in(classes).copied(folder.resolve("src/main/resources"));
    List<String> words = new ArrayList<>(List.of("-d", classes.toString(), "-cp", jar.toString()));
    words.addAll(List.of("--release", "17", "-proc:none"));
    try (Stream<Path> all = Files.walk(folder.resolve("src/main/java"))) {
      all.filter(Files::isRegularFile).map(Path::toString).forEach(words::add);
    }
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new))
        != 0) {
      throw new IOException("the project does not compile");
    }
    return this;
  }
}
