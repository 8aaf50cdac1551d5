package dev.recsim.app.git;

import dev.recsim.app.project.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The commits that changed files of a folder. Starts a few processes of git, for any number of
 * commits and files. Renames are not followed.
 *
 * @param commits newest first
 * @param shallow whether this clone lacks a part of the history
 * @param more whether there are older commits that were not asked for
 * @param uncommitted files of the folder that are not as the last commit has them
 */
public record FolderHistory(
    List<Commit> commits, boolean shallow, boolean more, List<String> uncommitted) {
  private static final String COMMIT = "commit ";
  private static final String FIELD = "\u001f";
  private static final int FIELDS = 4;

  /** Merges show what they change themselves; the settings of users make no difference. */
  private static final String LOG =
      "--literal-pathspecs -c log.follow=false -c log.showSignature=false -c core.quotePath=false"
          + " log --topo-order --no-color --no-renames -c --name-only --date=short"
          + " --format=commit%x20%H%x1f%cd%x1f%an%x1f%s";

  private static final String STATUS =
      "--literal-pathspecs status --porcelain -z --no-renames --untracked-files=all";

  /**
   * A commit.
   *
   * @param hash full
   * @param date {@code 2026-11-25}
   * @param author name of the author
   * @param subject first line of the message
   * @param files names of the changed files that were wanted, below the folder
   */
  public record Commit(
      String hash, String date, String author, String subject, List<String> files) {
    /** The hash as it is shown. */
    public String shortly() {
      return hash.substring(0, Git.SHORT);
    }
  }

  /** Receives a file at a commit; empty if the commit removed it. */
  public interface Reader {
    void read(Commit commit, String file, Optional<String> text);
  }

  /**
   * Finds the newest commits that changed wanted files.
   *
   * @param parent a folder that is there
   * @param folder its name in the parent; need not be there any more
   * @param most commits
   * @throws UserError if the parent is not in a git repository, or there is no git
   */
  public static FolderHistory of(Path parent, String folder, Predicate<String> wanted, int most)
      throws UserError {
    try {
      String[] answers =
          ask(parent, "rev-parse --is-shallow-repository --show-prefix").split("\n", -1);
      if (!answers[0].equals("true") && !answers[0].equals("false")) {
        throw new UserError(
            parent
                + " is not in a git repository, so there are no committed baselines; run git init,"
                + " record baselines with recsim:baseline, and commit them");
      }
      String prefix = answers[1] + folder + "/";
      List<Commit> commits = log(parent, folder, prefix, wanted, most + 1);
      boolean more = commits.size() > most;
      return new FolderHistory(
          commits.subList(0, Math.min(most, commits.size())),
          answers[0].equals("true"),
          more,
          changes(parent, folder));
    } catch (IOException e) {
      throw new UserError("git cannot be started (" + e.getMessage() + ")");
    }
  }

  /**
   * Returns commits, newest first, with the names of wanted files without the prefix of their path.
   *
   * @param what the files to look at
   * @param most commits; all if it is negative
   */
  static List<Commit> log(
      Path folder, String what, String prefix, Predicate<String> wanted, int most)
      throws IOException {
    List<Commit> commits = new ArrayList<>();
    for (String line : ask(folder, LOG + " --max-count=" + most, what).split("\n")) {
      String[] fields = line.split(FIELD, FIELDS);
      if (line.startsWith(COMMIT) && fields.length == FIELDS) {
        String hash = fields[0].substring(COMMIT.length());
        commits.add(new Commit(hash, fields[1], fields[2], fields[3], new ArrayList<>()));
      } else if (line.startsWith(prefix) && wanted.test(line.substring(prefix.length()))) {
        commits.get(commits.size() - 1).files().add(line.substring(prefix.length()));
      }
    }
    return commits;
  }

  /**
   * Returns what is not as the last commit has it: two letters, a space and the path in git.
   *
   * @param what the files to look at
   */
  static List<String> changes(Path folder, String what) throws IOException {
    return Stream.of(ask(folder, STATUS, what).split("\0")).filter(it -> !it.isEmpty()).toList();
  }

  private static String ask(Path folder, String words, String... files) throws IOException {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    if (files.length > 0) {
      all.add("--");
      all.addAll(List.of(files));
    }
    return Git.output(Git.command(folder, all.toArray(String[]::new)));
  }

  /**
   * Reads the files of all commits, oldest commit first.
   *
   * @param parent as in {@link #of}
   */
  public void read(Path parent, String folder, Reader reader) throws IOException {
    try (GitObjects objects = Git.objects(parent)) {
      for (int i = commits.size() - 1; i >= 0; i--) {
        for (String file : commits.get(i).files()) {
          Optional<String> text =
              objects
                  .read(commits.get(i).hash() + ":./" + folder + "/" + file)
                  .map(it -> new String(it.bytes(), StandardCharsets.UTF_8));
          reader.read(commits.get(i), file, text);
        }
      }
    }
  }
}
