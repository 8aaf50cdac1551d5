package dev.recsim.app.git;

import dev.recsim.app.project.UserError;
import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.InvalidBaseline;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads committed files with the git command. Writes nothing. */
public final class Git {
  /** Number of characters of a short hash, independent of the repository's settings. */
  static final int SHORT = 10;

  /** Independent of the settings of the user and the repository. */
  private static final String LOG =
      "--literal-pathspecs -c log.follow=false -c log.showSignature=false log --topo-order"
          + " --no-color --date=short --format=%H%x09%cd%x09%s";

  /** Length of a status before the path. */
  private static final int STATUS = 3;

  private Git() {}

  /** As {@link #histories}, of one baseline. */
  public static List<Revision> history(Path baselineFile, int most) {
    return histories(List.of(baselineFile), most).get(baselineFile);
  }

  /**
   * The last versions of committed baselines, newest first; versions that cannot be read are left
   * out. Starts a process for each folder, and one for each baseline, for any number of versions.
   * Renames are not followed. A shallow clone has only part of the history; outside git the lists
   * are empty.
   *
   * @param baselineFiles as they are, or would be, in the work tree
   * @param most versions
   */
  public static Map<Path, List<Revision>> histories(List<Path> baselineFiles, int most) {
    Map<Path, List<Revision>> histories = new HashMap<>();
    Map<Path, Map<Path, Place>> folders = new LinkedHashMap<>();
    for (Path file : baselineFiles) {
      Place place = Place.of(file);
      folders.computeIfAbsent(place.folder(), added -> new LinkedHashMap<>()).put(file, place);
      histories.put(file, new ArrayList<>());
    }
    folders.forEach(
        (folder, places) -> {
          try (GitObjects objects = objects(folder)) {
            for (Map.Entry<Path, Place> each : places.entrySet()) {
              read(objects, each.getValue(), most, histories.get(each.getKey()));
            }
          } catch (IOException e) {
            // No git, or not in a repository: what was read until then is the history.
          }
        });
    return histories;
  }

  private static void read(GitObjects objects, Place place, int most, List<Revision> revisions)
      throws IOException {
    for (String line : log(place, most)) {
      String[] commit = line.split("\t", 3);
      objects
          .read(commit[0] + ":./" + place.path())
          .flatMap(Git::parse)
          .map(it -> new Revision(commit[0].substring(0, SHORT), commit[1], commit[2], it))
          .ifPresent(revisions::add);
    }
  }

  /**
   * The last commit.
   *
   * @param hash empty outside git, and before the first commit
   * @param whole whether this clone has all commits before it
   */
  public record Head(String hash, boolean whole) {
    /** Where there is no commit. */
    public static final Head NONE = new Head("", false);

    /**
     * The last commit of a repository.
     *
     * @param path of a file or folder that is, or would be, in the work tree
     */
    public static Head of(Path path) {
      try {
        Path folder = Place.of(path).folder();
        String[] answers =
            output(command(folder, "rev-parse", "--is-shallow-repository", "HEAD")).split("\n");
        return answers.length == 2 && answers[1].matches("[0-9a-f]{40,}")
            ? new Head(answers[1], answers[0].equals("false"))
            : NONE;
      } catch (IOException e) {
        return NONE;
      }
    }
  }

  /**
   * A file as it was in the last commit of a baseline; empty if it was not there, or outside git.
   *
   * @param baselineFile as it is, or would be, in the work tree
   * @param file of the same repository
   */
  public static Optional<byte[]> committedWith(Path baselineFile, Path file) {
    Place place = Place.of(baselineFile);
    Place wanted = Place.of(file);
    try (GitObjects objects = objects(wanted.folder())) {
      for (String line : log(place, 1)) {
        return objects
            .read(line.substring(0, line.indexOf('\t')) + ":./" + wanted.path())
            .map(GitObjects.Content::bytes);
      }
    } catch (IOException e) {
      // No git, or not in a repository.
    }
    return Optional.empty();
  }

  /**
   * The files that differ from the last commit or are not committed, relative to the root of the
   * repository; empty outside git.
   *
   * @param file in the repository
   * @param except folders that do not count
   */
  public static List<String> changed(Path file, List<Path> except) {
    Path folder = Place.of(file).folder();
    String[] status = "status --porcelain -z --no-renames --untracked-files=all".split(" ");
    List<String> changed = new ArrayList<>();
    try {
      Path root = Path.of(output(command(folder, "rev-parse", "--show-toplevel")).strip());
      List<Path> ignored = except.stream().map(Place::real).toList();
      for (String line : output(command(folder, status)).split("\0")) {
        String path = line.substring(Math.min(STATUS, line.length()));
        if (!path.isEmpty() && ignored.stream().noneMatch(root.resolve(path)::startsWith)) {
          changed.add(path);
        }
      }
    } catch (IOException e) {
      // No git.
    }
    return changed;
  }

  private static Optional<Snapshot> parse(GitObjects.Content file) {
    try {
      return Optional.of(BaselineFile.parse(new String(file.bytes(), StandardCharsets.UTF_8)));
    } catch (InvalidBaseline e) {
      return Optional.empty();
    }
  }

  private static List<String> log(Place place, int most) throws IOException {
    List<String> words = new ArrayList<>(List.of(LOG.split(" ")));
    words.addAll(List.of("--max-count=" + most, "--", place.path()));
    ProcessBuilder log = command(place.folder(), words.toArray(String[]::new));
    return output(log).lines().filter(line -> line.matches("[0-9a-f]{40,}\t[^\t]*\t.*")).toList();
  }

  /**
   * A folder as committed.
   *
   * @param commit full hash
   * @param files texts by name; none where the folder was not there
   */
  public record Committed(String commit, SortedMap<String, String> files) {
    /** The hash as it is shown. */
    public String shortly() {
      return commit.substring(0, SHORT);
    }
  }

  /**
   * The files of a folder at a revision, and of those below it. Starts two processes, for any
   * number of files.
   *
   * @param folder as it is, or would be, in the work tree
   * @param revision any revision that git accepts: a hash, branch, tag, {@code HEAD~3}
   * @param wanted names of files to read, with the folders before them: {@code papers/x.json}
   * @throws UserError if there is no such revision, or no git
   */
  public static Committed folder(Path folder, String revision, Predicate<String> wanted)
      throws UserError {
    Place place = Place.of(folder);
    try (GitObjects objects = objects(place.folder())) {
      Optional<GitObjects.Content> named = objects.read(revision);
      Optional<GitObjects.Content> commit =
          objects.read(named.map(GitObjects.Content::hash).orElse(revision) + "^{commit}");
      if (commit.isPresent()) {
        String root = commit.get().hash() + ":./" + place.path();
        SortedMap<String, String> files = new TreeMap<>();
        for (String name : names(place.folder(), objects.read(root))) {
          if (wanted.test(name)) {
            objects
                .read(root + "/" + name)
                .filter(it -> it.type().equals("blob"))
                .ifPresent(it -> files.put(name, new String(it.bytes(), StandardCharsets.UTF_8)));
          }
        }
        return new Committed(commit.get().hash(), files);
      }
    } catch (IOException e) {
      // Told below, by what git says for itself.
    }
    throw unknown(place, revision);
  }

  private static List<String> names(Path folder, Optional<GitObjects.Content> tree)
      throws IOException {
    if (tree.filter(it -> it.type().equals("tree")).isEmpty()) {
      return List.of();
    }
    String names =
        output(
            command(
                folder, "ls-tree", "-r", "-z", "--name-only", "--full-tree", tree.get().hash()));
    return List.of(names.split("\0"));
  }

  /** Asks git why there is no such revision. */
  private static UserError unknown(Place place, String revision) {
    String why;
    try {
      String shallow =
          output(
              command(place.folder(), "rev-parse", "--is-shallow-repository")
                  .redirectErrorStream(true));
      why =
          switch (shallow.strip()) {
            case "true" ->
                "this clone lacks a part of the history; get it with git fetch --unshallow, or with"
                    + " fetch-depth: 0 where actions/checkout cloned it";
            case "false" -> "git log lists the revisions";
            default -> "git says: " + shallow.lines().findFirst().orElse("nothing");
          };
    } catch (IOException e) {
      why = "git cannot be started (" + e.getMessage() + ")";
    }
    return new UserError(
        "git has no revision %s here, in %s: %s".formatted(revision, place.folder(), why));
  }

  /**
   * Starts to read objects.
   *
   * @param folder that names of the form {@code <commit>:./<path>} start at
   * @throws IOException if there is no git
   */
  static GitObjects objects(Path folder) throws IOException {
    return new GitObjects(command(folder, "cat-file", "--batch").start());
  }

  /** A call of git without prompts, whose errors are dropped. */
  static ProcessBuilder command(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
    command.addAll(List.of(arguments));
    ProcessBuilder git =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    git.environment().put("GIT_TERMINAL_PROMPT", "0");
    // Else git status writes the index.
    git.environment().put("GIT_OPTIONAL_LOCKS", "0");
    return git;
  }

  /** The output of a call, for any exit status. */
  static String output(ProcessBuilder git) throws IOException {
    Process process = git.start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /**
   * A file by the nearest of its folders that is there, for git to start in, and the path from it.
   */
  private record Place(Path folder, String path) {
    static Place of(Path file) {
      Path real = real(file);
      Path folder = real.getParent();
      while (!Files.isDirectory(folder)) {
        folder = folder.getParent();
      }
      return new Place(folder, folder.relativize(real).toString().replace('\\', '/'));
    }

    /** The path without symbolic links, which git does not follow. */
    static Path real(Path file) {
      Path path = file.toAbsolutePath().normalize();
      try {
        return path.toRealPath();
      } catch (IOException e) {
        return Optional.ofNullable(path.getParent())
            .map(it -> real(it).resolve(path.getFileName()))
            .orElse(path);
      }
    }
  }

  /**
   * The state of a git checkout.
   *
   * @param commit the commit's hash; null outside git, or before the first commit
   * @param dirty whether files were changed since; null where the commit is
   */
  public record Checkout(String commit, Boolean dirty) {
    private static final Checkout NONE = new Checkout(null, null);
    private static final String COMMIT = "# branch.oid ";
    private static final String NO_COMMIT = "(initial)";

    /** The checkout that a file is in. */
    public static Checkout of(Path file) {
      String[] status = "status --porcelain=v2 --branch".split(" ");
      try {
        Path folder = file.toAbsolutePath().getParent();
        return parse(output(command(folder, status)).lines().toList());
      } catch (IOException e) {
        return NONE;
      }
    }

    /** Whether there is a commit. */
    public boolean hasCommit() {
      return commit != null;
    }

    static Checkout parse(List<String> lines) {
      boolean dirty = lines.stream().anyMatch(line -> !line.startsWith("#"));
      return lines.stream()
          .filter(line -> line.startsWith(COMMIT) && !line.endsWith(NO_COMMIT))
          .findFirst()
          .map(line -> new Checkout(line.substring(COMMIT.length()), dirty))
          .orElse(NONE);
    }
  }
}
