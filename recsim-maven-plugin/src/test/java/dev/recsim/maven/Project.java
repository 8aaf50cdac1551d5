package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A copy of a project of {@code src/test/projects}, to be built by the real Maven. */
final class Project {
  private static final boolean WINDOWS = File.separatorChar == '\\';
  private static final Path SOURCES = Path.of("src", "test", "projects");
  private static final Path COPIES = Path.of("target", "it").toAbsolutePath();
  private static final Path ARCHIVES = COPIES.resolve("class archives");

  /** For the JVMs of goals and tests, which live as shortly as Maven's. A test may set others. */
  private static final List<String> QUICK =
      List.of(
          "-Drecsim.argLine=-XX:TieredStopAtLevel=1",
          "-DargLine=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

  private static final List<String> TOKENS =
      List.of(
          "recsim.version",
          "maven-compiler-plugin.version",
          "maven-jar-plugin.version",
          "maven-resources-plugin.version",
          "maven-surefire-plugin.version",
          "spring-boot.version");

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private Path maven = Path.of(System.getProperty("maven.home"));
  private boolean offline = true;
  private int builds;

  private Project(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a fresh copy.
   *
   * @param name of the project
   * @param place of the copy among the copies, another one for each test
   */
  static Project copy(String name, String place) throws IOException {
    Path copy = COPIES.resolve(place);
    delete(copy);
    Path source = SOURCES.resolve(name);
    for (Path file : files(source)) {
      Path target = copy.resolve(source.relativize(file).toString());
      Files.createDirectories(target.getParent());
      String text = Files.readString(file);
      for (String token : TOKENS) {
        text = text.replace("@" + token + "@", System.getProperty(token));
      }
      Files.writeString(target, text);
    }
    return in(copy);
  }

  /** Makes an empty folder, but for what makes builds in it quick. */
  static Project empty(String place) throws IOException {
    Path folder = COPIES.resolve(place);
    delete(folder);
    return in(folder);
  }

  /** Makes a clone of a branch of this repository, as a CI server does. */
  Project cloned(String branch, String place) throws IOException, InterruptedException {
    Path clone = COPIES.resolve(place);
    delete(clone);
    Files.createDirectories(clone.getParent());
    git("clone", "--quiet", "--branch", branch, folder.toString(), clone.toString());
    Project project = in(clone);
    project.environment.putAll(environment);
    return project;
  }

  /** Copies files of this project to the same places of another folder. */
  void copyTo(Path target, String glob) throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    for (Path file : files(folder)) {
      Path relative = folder.relativize(file);
      if (matcher.matches(relative)) {
        Files.createDirectories(target.resolve(relative).getParent());
        Files.copy(file, target.resolve(relative), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Lets the project's first run write its archive of classes, instead of using another's. */
  Project withoutArchive() throws IOException {
    delete(path("target"));
    return this;
  }

  private static Project in(Path copy) throws IOException {
    // Ends Maven's search for the root of the project, and makes its short life a quick one.
    Files.createDirectories(copy.resolve(".mvn"));
    Files.writeString(copy.resolve(".mvn/jvm.config"), "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    for (Path archive : files(ARCHIVES)) {
      link(archive, copy.resolve("target"));
    }
    return new Project(copy);
  }

  Path path(String relative) {
    return folder.resolve(relative);
  }

  String read(String relative) throws IOException {
    return Files.readString(path(relative));
  }

  /** Sets an environment variable for the builds to come. */
  Project with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Takes back what {@link #with} has set. */
  Project without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Sets the Maven that runs the builds to come. */
  Project builtBy(Path home) {
    maven = home;
    return this;
  }

  /** Lets the builds to come download what is missing. */
  Project online() {
    offline = false;
    return this;
  }

  /** Calls git, which succeeds. */
  Project git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org"));
    command.addAll(List.of(arguments));
    ProcessBuilder git = new ProcessBuilder(command).directory(folder.toFile());
    git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = git.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return this;
  }

  /** Makes it a git repository without commits that ignores what builds write. */
  Project versioned() throws IOException, InterruptedException {
    Files.writeString(path(".gitignore"), "/reports/\n/target/\n/build-*.log\n");
    return git("init", "--quiet", "--initial-branch=main");
  }

  /** Commits all files. */
  Project commit(String message) throws IOException, InterruptedException {
    return git("add", "--all").git("commit", "--quiet", "--message=" + message);
  }

  /** Replaces a text that the file holds. */
  Project edit(String relative, String from, String to) throws IOException {
    String text = read(relative);
    if (!text.contains(from)) {
      throw new IOException(relative + " does not hold: " + from);
    }
    Files.writeString(path(relative), text.replace(from, to));
    return this;
  }

  /** Runs Maven and waits for its end. Projects to come use the archives of classes it wrote. */
  Build mvn(String... arguments) throws IOException, InterruptedException {
    Build build = start(arguments).join();
    if (Files.isDirectory(path("target"))) {
      try (DirectoryStream<Path> archives = Files.newDirectoryStream(path("target"), "*.jsa")) {
        for (Path archive : archives) {
          link(archive, ARCHIVES);
        }
      }
    }
    return build;
  }

  private static void link(Path file, Path folder) throws IOException {
    Files.createDirectories(folder);
    try {
      Files.createLink(folder.resolve(file.getFileName()), file);
    } catch (FileAlreadyExistsException e) {
      // Another project's build was first.
    }
  }

  /** Starts Maven. */
  RunningBuild start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(maven.resolve(WINDOWS ? "bin/mvn.cmd" : "bin/mvn").toString());
    command.add("--batch-mode");
    if (offline) {
      command.add("--offline");
    }
    command.addAll(List.of(StagedRepository.options()));
    command.addAll(QUICK);
    command.addAll(Arrays.asList(arguments));
    Path log = path("build-" + ++builds + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File(WINDOWS ? "NUL" : "/dev/null")));
    builder.environment().remove("MAVEN_ARGS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return new RunningBuild(builder.start(), log);
  }

  /** The files of the stored trials of an experiment, with their times. */
  Map<Path, FileTime> trials(String experiment) throws IOException {
    Map<Path, FileTime> trials = new TreeMap<>();
    for (Path file : files(path("reports/" + experiment + "/trials"))) {
      if (file.getFileName().toString().contains("-seed-")) {
        trials.put(file, Files.getLastModifiedTime(file));
      }
    }
    return trials;
  }

  /** Files of a folder and those below, in order; none if there is no such folder. */
  static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Runs the command-line jar of this build in the project's folder; returns what it printed. */
  String recsim(String... words) throws IOException, InterruptedException {
    String version = System.getProperty("recsim.version");
    Path jar = Path.of("..", "recsim-cli", "target", "recsim-cli-" + version + ".jar");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(path("").toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
