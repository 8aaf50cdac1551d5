package dev.recsim.store;

import dev.recsim.api.Inputs;
import dev.recsim.api.Inputs.Distribution;
import dev.recsim.api.Inputs.Lookup;
import dev.recsim.io.Digest;
import dev.recsim.io.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What agents in other programs would find now: compares what a stored trial used with this
 * machine, without starting a program. Reads each file once, so it is of use for one operation.
 */
public final class InputsNow {
  private static final Pattern METADATA = Pattern.compile("(.+)-([^-]+)\\.dist-info");

  /** Trials of an agent mostly have the same inputs. */
  private final Map<Inputs, Optional<String>> known = new HashMap<>();

  private final Map<String, String> files = new HashMap<>();
  private final Map<String, Optional<List<String>>> names = new HashMap<>();
  private final Map<String, String> variables;

  /** Compares with the environment variables of this process. */
  public InputsNow() {
    this(System.getenv());
  }

  InputsNow(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The first change since these inputs were used, in words; empty if there is none. */
  synchronized Optional<String> change(Inputs used) {
    return known.computeIfAbsent(used, this::compare);
  }

  private Optional<String> compare(Inputs used) {
    return Stream.<Function<Inputs, Optional<String>>>of(
            this::program,
            this::variable,
            this::distribution,
            this::file,
            this::folder,
            this::lookup)
        .flatMap(check -> check.apply(used).stream())
        .findFirst();
  }

  private Optional<String> program(Inputs used) {
    return first(
        used.elsewhere() ? Map.<String, String>of() : used.programs(),
        (name, path) -> {
          String now = Programs.find(name, variables.get("PATH"));
          return path.equals(now)
              ? null
              : "the program %s was %s and is now %s"
                  .formatted(name, path, now == null ? "missing" : now);
        });
  }

  private Optional<String> variable(Inputs used) {
    if (used.elsewhere() || used.variables().equals(Programs.variables(variables))) {
      return Optional.empty();
    }
    return Programs.DECISIVE.stream()
        .filter(it -> !Objects.equals(used.variables().get(it), variables.get(it)))
        .map(it -> "the environment variable " + it + " changed")
        .findFirst();
  }

  private Optional<String> distribution(Inputs used) {
    for (Distribution it : used.distributions()) {
      Path folder = Path.of(it.folder());
      if (it.record().equals(digest(folder.resolve("RECORD").toString()))) {
        continue;
      }
      Optional<String> version =
          names(String.valueOf(folder.getParent())).flatMap(there -> version(it.name(), there));
      if (version.isEmpty() && used.elsewhere()) {
        continue;
      }
      String change =
          version
              .map(now -> now.equals(it.version()) ? "was installed again" : "is now " + now)
              .orElse("is gone");
      return Optional.of("the distribution %s %s %s".formatted(it.name(), it.version(), change));
    }
    return Optional.empty();
  }

  /** The version of a distribution among the names of a folder; empty if it is not there. */
  private static Optional<String> version(String name, List<String> there) {
    for (String entry : there) {
      Matcher metadata = METADATA.matcher(entry);
      if (metadata.matches() && plain(metadata.group(1)).equals(plain(name))) {
        return Optional.of(metadata.group(2));
      }
    }
    return Optional.empty();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "_");
  }

  private Optional<String> file(Inputs used) {
    return first(
        used.files(),
        (file, value) -> {
          String now = digest(file);
          if (value.equals(now) || used.elsewhere() && now.equals(Inputs.ABSENT)) {
            return null;
          }
          return shown(file)
              + (value.equals(Inputs.CHANGED)
                  ? " changed while the agent used it"
                  : value.equals(Inputs.ABSENT)
                      ? " is new"
                      : now.equals(Inputs.ABSENT) ? " is gone" : " changed");
        });
  }

  private Optional<String> folder(Inputs used) {
    return first(
        used.folders(),
        (folder, value) -> {
          Optional<List<String>> there = names(folder);
          String now = there.map(it -> digest(it)).orElse(Inputs.ABSENT);
          return value.equals(now) || used.elsewhere() && there.isEmpty()
              ? null
              : "the names in %s changed".formatted(shown(folder));
        });
  }

  private Optional<String> lookup(Inputs used) {
    for (Lookup it : used.lookups()) {
      Optional<String> change =
          first(
              it.folders(),
              (folder, found) -> {
                Optional<List<String>> there = names(folder);
                if (there.isEmpty() && used.elsewhere()) {
                  return null;
                }
                List<String> now = there.stream().flatMap(List::stream).filter(it::finds).toList();
                return now.equals(found) ? null : lookup(folder, found, now);
              });
      if (change.isPresent()) {
        return change;
      }
    }
    return Optional.empty();
  }

  private static String lookup(String folder, List<String> before, List<String> now) {
    return now.stream()
        .filter(name -> !before.contains(name))
        .findFirst()
        .map(name -> shown(folder + "/" + name) + " is new, and has the name of a module")
        .orElseGet(
            () ->
                before.stream()
                    .filter(name -> !now.contains(name))
                    .findFirst()
                    .map(name -> shown(folder + "/" + name) + " is gone")
                    .orElse(shown(folder) + " changed"));
  }

  /**
   * @param comparison returns the change of an entry in words, or null
   */
  private static <V> Optional<String> first(
      Map<String, V> all, BiFunction<String, V, String> comparison) {
    for (Entry<String, V> entry : all.entrySet()) {
      String change = comparison.apply(entry.getKey(), entry.getValue());
      if (change != null) {
        return Optional.of(change);
      }
    }
    return Optional.empty();
  }

  private String digest(String file) {
    return files.computeIfAbsent(file, InputsNow::read);
  }

  private static String read(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.exists(path)) {
        return Inputs.ABSENT;
      }
      if (!Files.isRegularFile(path)) {
        return "not a file";
      }
      return Digest.of(path);
    } catch (IOException | InvalidPathException e) {
      return "unreadable";
    }
  }

  private static String digest(List<String> names) {
    StringBuilder lines = new StringBuilder();
    names.forEach(name -> lines.append(name).append('\n'));
    return Digest.of(lines.toString());
  }

  /** The sorted names in a folder without the caches of Python; empty if there is none. */
  private Optional<List<String>> names(String folder) {
    return names.computeIfAbsent(folder, InputsNow::list);
  }

  private static Optional<List<String>> list(String folder) {
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      return Optional.of(
          all.map(it -> it.getFileName().toString())
              .filter(name -> !name.equals("__pycache__"))
              .sorted()
              .toList());
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A path, relative to the working directory if it is below that. */
  private static String shown(String path) {
    String here = Path.of("").toAbsolutePath() + "/";
    return path.startsWith(here) ? path.substring(here.length()) : path;
  }
}
