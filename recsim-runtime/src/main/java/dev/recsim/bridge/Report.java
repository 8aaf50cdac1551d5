package dev.recsim.bridge;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.api.Inputs;
import dev.recsim.api.Inputs.Distribution;
import dev.recsim.api.Inputs.Lookup;
import dev.recsim.io.Digest;
import dev.recsim.io.process.Programs;
import dev.recsim.json.JsonRecords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an agent's program has used, by its own report and by what recsim knows about it. */
final class Report {
  /** The report of a program that makes none. */
  static final Inputs NONE = new Inputs(false, false, null, null, null, null, null, null, null);

  private Report() {}

  /**
   * Reads the report of a program.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  static Inputs read(byte[] body) {
    try {
      Inputs read = JsonRecords.read(body, Inputs.class);
      if (read != null && isWhole(read)) {
        return read;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("a value is missing");
  }

  private static boolean isWhole(Inputs it) {
    return !it.files().containsValue(null)
        && !it.folders().containsValue(null)
        && it.lookups().stream().map(Lookup::folders).noneMatch(all -> all.containsValue(null))
        && it.distributions().stream().allMatch(Report::isWhole);
  }

  private static boolean isWhole(Distribution it) {
    return it.name() != null && it.version() != null && it.folder() != null && it.record() != null;
  }

  /**
   * Adds the program of the command and the environment of this process to a report.
   *
   * @param versions those of the introduction; may be null
   */
  static Inputs complete(Inputs report, ProcessOptions options, Map<String, String> versions) {
    SortedMap<String, String> programs = programs(options.command());
    SortedMap<String, String> files = new TreeMap<>(report.files());
    if (!report.complete()) {
      options.command().stream()
          .filter(Programs::isFile)
          .forEach(word -> files.putIfAbsent(word, digest(Path.of(word))));
    }
    for (String program : programs.values()) {
      files.put(program, digest(Path.of(program)));
      Programs.versionFiles(program, System.getProperty("user.home"))
          .forEach(file -> files.putIfAbsent(file, digest(Path.of(file))));
    }
    boolean declared = options.files() != null && !options.files().isEmpty();
    return new Inputs(
        report.complete() || options.version() != null || report == NONE && declared,
        false,
        programs,
        Programs.variables(System.getenv()),
        report.versions().isEmpty() && versions != null
            ? new TreeMap<>(versions)
            : report.versions(),
        files,
        report.folders(),
        report.lookups(),
        report.distributions());
  }

  /** The program of a command, and those that it names with an absolute path. */
  private static SortedMap<String, String> programs(List<String> words) {
    SortedMap<String, String> programs = new TreeMap<>();
    for (String word : words) {
      if (word.equals(words.get(0)) || Programs.isInstalled(word)) {
        String path = Programs.find(word, System.getenv("PATH"));
        if (path != null) {
          programs.put(word, path);
        }
      }
    }
    return programs;
  }

  /** The digest of a file, or why there is none. */
  static String digest(Path file) {
    try {
      return Digest.of(file);
    } catch (NoSuchFileException e) {
      return Inputs.ABSENT;
    } catch (IOException e) {
      return Inputs.CHANGED;
    }
  }

  /** The files of Python that record what a program reads, by name. */
  static Map<String, byte[]> recorder() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String file : List.of("sitecustomize.py", "audit.py")) {
      try (InputStream in = Report.class.getResourceAsStream(file)) {
        files.put(file.replace("audit", "recsim_audit"), in.readAllBytes());
      } catch (IOException e) {
        throw new IllegalStateException("the jar of recsim cannot be read", e);
      }
    }
    return files;
  }
}
