package dev.recsim.bridge;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.io.ExternalFailure;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Provider of {@code process}: agents that are programs in any language. */
@Description("Runs a program in any language, such as a Python script, that acts and may learn.")
public final class ProcessAgentProvider implements AgentProvider<ProcessOptions> {
  private static final int MOST_FILES = 1_000;

  /** Known versions: a goal plans the same trials several times. */
  private static final Map<Program, List<String>> VERSIONS =
      Collections.synchronizedMap(new HashMap<>());

  private record Program(ProcessOptions options, Path folder) {}

  @Override
  public String name() {
    return "process";
  }

  @Override
  public void check(ProcessOptions options, Environment environment) {
    InvalidOption.unless(
        options.command() != null && !options.command().isEmpty(),
        "command",
        "is missing; write \"command: [python3, agents/mine.py]\"");
  }

  /** Adds the files of the script's folder, if no files are given. */
  @Override
  public ProcessOptions withFiles(ProcessOptions options, Path folder) {
    if (options.files() != null || options.command() == null) {
      return options;
    }
    Optional<String> script =
        options.command().stream().filter(word -> isFile(folder, word)).findFirst();
    List<String> files = script.map(it -> besides(folder, it)).orElse(List.of());
    return Options.with(options, "files", files);
  }

  private static boolean isFile(Path folder, String word) {
    try {
      return !Path.of(word).isAbsolute() && Files.isRegularFile(folder.resolve(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static List<String> besides(Path folder, String script) {
    Path own = Path.of(script).normalize().getParent();
    InvalidOption.unless(
        own != null && !own.endsWith(".."),
        "files",
        "are missing; list the files that %s needs, or put it into a folder of its own"
            .formatted(script));
    try (Stream<Path> all = Files.walk(folder.resolve(own))) {
      List<String> files =
          all.filter(Files::isRegularFile)
              .map(folder::relativize)
              .filter(ProcessAgentProvider::isSource)
              .map(file -> file.toString().replace('\\', '/'))
              .sorted()
              .limit(MOST_FILES + 1L)
              .toList();
      InvalidOption.unless(
          files.size() <= MOST_FILES,
          "files",
          "are missing; the folder of %s has more than %s files, so list those that it needs"
              .formatted(script, MOST_FILES));
      return files;
    } catch (IOException e) {
      throw new InvalidOption("files", "cannot be listed: " + e);
    }
  }

  /** Leaves out hidden files and the caches of Python. */
  private static boolean isSource(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.equals("__pycache__") || name.startsWith(".") && !name.matches("\\.+")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Starts the program once and returns the versions that it reports. If it fails, it has no
   * versions, and its trials will say why.
   */
  @Override
  public List<String> versions(ProcessOptions options, Path folder) {
    List<String> known =
        VERSIONS.computeIfAbsent(
            new Program(options, folder), ProcessAgentProvider::introducedVersions);
    return known == null ? List.of() : known;
  }

  /** The versions that a program reports; null if it fails. */
  private static List<String> introducedVersions(Program program) {
    try (AgentProcess process = new AgentProcess(program.options(), program.folder())) {
      return process.introduction().lines();
    } catch (ExternalFailure e) {
      return null;
    }
  }

  @Override
  public boolean replayable(ProcessOptions options) {
    return false;
  }

  @Override
  public Agent create(ProcessOptions options, Environment environment, RandomKey key) {
    throw new ExternalFailure(
        "an agent of type process cannot be inside another agent; let its program do what the"
            + " outer agent does");
  }

  @Override
  public Agent create(ProcessOptions options, Environment environment, RandomKey key, Path folder) {
    return ProcessAgent.start(options, environment.space(), key, folder);
  }

  @Override
  public Policy restore(ProcessOptions options, Environment environment, Weights weights) {
    throw new UnsupportedOperationException(
        "an agent of type process acts only in its own process, in a run");
  }
}
