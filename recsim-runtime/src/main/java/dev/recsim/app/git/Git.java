package dev.recsim.app.git;

import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.InvalidBaseline;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Files as git remembers them; reads by the git command and writes nothing. */
public final class Git {
  /** Characters of a hash that are shown, however many a repository's own setting asks for. */
  private static final int SHORT = 10;

  /** What {@link #names} puts before an entry of a tree. */
  private static final String FOLDER = "/";

  private static final String FILE = "-";

  private Git() {}

  /**
   * The last versions of a committed baseline, newest first; versions that cannot be read are left
   * out. Two processes, however many there are. Renames are not followed. Of a shallow clone there
   * is what it holds, outside git nothing.
   *
   * @param baselineFile as it is, or would be, in the work tree
   * @param most versions
   */
  public static List<Revision> history(Path baselineFile, int most) {
    Place place = Place.of(baselineFile);
    List<Revision> revisions = new ArrayList<>();
    try (GitObjects objects = GitObjects.open(place.folder())) {
      for (String line : log(place, most)) {
        String[] commit = line.split("\t", 3);
        objects
            .read(commit[0] + ":./" + place.path())
            .flatMap(Git::parse)
            .map(it -> new Revision(commit[0].substring(0, SHORT), commit[1], commit[2], it))
            .ifPresent(revisions::add);
      }
    } catch (IOException e) {
      // No git, or not in a repository: what was read until then is the history.
    }
    return revisions;
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
    try (GitObjects objects = GitObjects.open(wanted.folder())) {
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

  private static Optional<Snapshot> parse(GitObjects.Content file) {
    try {
      return Optional.of(BaselineFile.parse(new String(file.bytes(), StandardCharsets.UTF_8)));
    } catch (InvalidBaseline e) {
      return Optional.empty();
    }
  }

  private static List<String> log(Place place, int most) throws IOException {
    ProcessBuilder log =
        command(
                place.folder(),
                "--literal-pathspecs",
                "-c",
                "log.follow=false",
                "-c",
                "log.showSignature=false",
                "log",
                "--topo-order",
                "--no-color",
                "--date=short",
                "--format=%H%x09%cd%x09%s",
                "--max-count=" + most,
                "--",
                place.path())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
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
   * The files of a folder at a revision, and of those below it. One process, however many files.
   *
   * @param folder as it is, or would be, in the work tree
   * @param revision whatever git takes for a commit: a hash, branch, tag, {@code HEAD~3}
   * @param wanted names of files to read, with the folders before them: {@code papers/x.json}
   * @throws UnknownRevision if there is no such revision, or no git
   */
  public static Committed folder(Path folder, String revision, Predicate<String> wanted)
      throws UnknownRevision {
    Place place = Place.of(folder);
    try (GitObjects objects = GitObjects.open(place.folder())) {
      Optional<GitObjects.Content> named = objects.read(revision);
      Optional<GitObjects.Content> commit =
          objects.read(named.map(GitObjects.Content::hash).orElse(revision) + "^{commit}");
      if (commit.isPresent()) {
        String hash = commit.get().hash();
        SortedMap<String, String> files = new TreeMap<>();
        add(objects, hash + ":./" + place.path(), "", wanted, files);
        return new Committed(hash, files);
      }
    } catch (IOException e) {
      // Told below, by what git says for itself.
    }
    throw unknown(place, revision);
  }

  private static void add(
      GitObjects objects,
      String root,
      String folder,
      Predicate<String> wanted,
      SortedMap<String, String> files)
      throws IOException {
    String path = folder.isEmpty() ? root : root + "/" + folder;
    Optional<GitObjects.Content> tree = objects.read(path).filter(it -> it.type().equals("tree"));
    for (String entry : tree.map(Git::names).orElse(List.of())) {
      String name = (folder.isEmpty() ? "" : folder + "/") + entry.substring(FOLDER.length());
      if (entry.startsWith(FOLDER)) {
        add(objects, root, name, wanted, files);
      } else if (wanted.test(name)) {
        objects
            .read(root + "/" + name)
            .filter(it -> it.type().equals("blob"))
            .ifPresent(it -> files.put(name, new String(it.bytes(), StandardCharsets.UTF_8)));
      }
    }
  }

  /**
   * Names behind {@link #FOLDER} or {@link #FILE}. A tree has mode, blank, name, zero, and the
   * object's hash in bytes, again and again.
   */
  private static List<String> names(GitObjects.Content tree) {
    List<String> names = new ArrayList<>();
    byte[] bytes = tree.bytes();
    int hash = tree.hash().length() / 2;
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        String entry = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        names.add(
            (entry.startsWith("40000 ") ? FOLDER : FILE) + entry.substring(entry.indexOf(' ') + 1));
        i += hash;
        start = i + 1;
      }
    }
    return names;
  }

  /** Asks git why there is no such revision. */
  private static UnknownRevision unknown(Place place, String revision) {
    String said;
    try {
      said =
          output(
                  command(place.folder(), "rev-parse", "--is-shallow-repository")
                      .redirectErrorStream(true))
              .strip();
    } catch (IOException e) {
      return new UnknownRevision(
          "the revision %s cannot be read: git cannot be started (%s)"
              .formatted(revision, e.getMessage()));
    }
    return switch (said) {
      case "true" ->
          new UnknownRevision(
              ("git has no revision %s here, in a clone without its whole history; fetch it: git"
                      + " fetch --unshallow, or fetch-depth: 0 where actions/checkout cloned it")
                  .formatted(revision));
      case "false" ->
          new UnknownRevision(
              "git has no revision %s here; git log tells which there are".formatted(revision));
      default ->
          new UnknownRevision(
              "the revision %s cannot be read in %s: git says: %s"
                  .formatted(revision, place.folder(), said.lines().findFirst().orElse("nothing")));
    };
  }

  /** A call of git that asks nobody for anything. */
  static ProcessBuilder command(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
    command.addAll(List.of(arguments));
    ProcessBuilder git = new ProcessBuilder(command).directory(folder.toFile());
    git.environment().put("GIT_TERMINAL_PROMPT", "0");
    return git;
  }

  private static String output(ProcessBuilder git) throws IOException {
    Process process = git.start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /**
   * A file by the nearest of its folders that is there, for git to start in, and the path from it.
   */
  private record Place(Path folder, String path) {
    static Place of(Path file) {
      Path absolute = file.toAbsolutePath().normalize();
      Path folder = absolute.getParent();
      while (!Files.isDirectory(folder)) {
        folder = folder.getParent();
      }
      return new Place(folder, folder.relativize(absolute).toString().replace('\\', '/'));
    }
  }
}
