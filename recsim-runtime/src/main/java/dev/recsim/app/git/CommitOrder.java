package dev.recsim.app.git;

import dev.recsim.app.git.FolderHistory.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which order the files of a folder were committed. Dates of commits are free text, so only
 * ancestry proves an order. Whoever rewrites the history can still deceive.
 */
public final class CommitOrder {
  private final Path folder;
  private final boolean known;
  private final boolean shallow;

  /** The commits that touched each file, oldest first. */
  private final Map<String, List<String>> commits = new HashMap<>();

  /** All these commits, oldest first. */
  private final List<String> order = new ArrayList<>();

  /** The files that are not as the last commit has them. */
  private final Set<String> changed = new HashSet<>();

  private CommitOrder(Path folder) throws IOException {
    this.folder = folder;
    String[] answers = ask("rev-parse", "--is-shallow-repository", "--show-prefix").split("\n", -1);
    known = answers[0].equals("true") || answers[0].equals("false");
    shallow = answers[0].equals("true");
    if (!known) {
      return;
    }
    int prefix = answers[1].length();
    List<Commit> log =
        new ArrayList<>(FolderHistory.log(folder, ".", answers[1], it -> !it.isBlank(), -1));
    Collections.reverse(log);
    for (Commit commit : log) {
      order.add(commit.hash());
      commit
          .files()
          .forEach(
              it -> commits.computeIfAbsent(it, added -> new ArrayList<>()).add(commit.hash()));
    }
    for (String line : FolderHistory.changes(folder, ".")) {
      changed.add(line.substring(Math.min(line.length(), 3 + prefix)));
    }
  }

  /** The order of the files directly in a folder, which need not exist. */
  public static CommitOrder of(Path folder) {
    Path real = folder.toAbsolutePath().normalize();
    try {
      return new CommitOrder(Files.isDirectory(real) ? real : real.getParent());
    } catch (IOException e) {
      return new CommitOrder(real, false);
    }
  }

  private CommitOrder(Path folder, boolean known) {
    this.folder = folder;
    this.known = known;
    this.shallow = false;
  }

  private String ask(String... words) throws IOException {
    return Git.output(Git.command(folder, words));
  }

  /** Whether this clone lacks a part of the history, so that all seems to be in one commit. */
  public boolean isShallow() {
    return shallow;
  }

  /** The number of commits in this folder before the one that added a file; -1 if there is none. */
  public int position(String file) {
    return commits.containsKey(file) ? order.indexOf(commits.get(file).get(0)) : -1;
  }

  /**
   * Why it is not proven that a file was committed before another one and not changed since; empty
   * if it is.
   *
   * @param first name of a file of the folder
   * @param second name of a file of the folder
   */
  public Optional<String> problem(String first, String second) {
    if (!known) {
      return Optional.of("there is no git repository");
    }
    for (String file : List.of(first, second)) {
      if (!commits.containsKey(file)) {
        return Optional.of(file + " is not committed");
      }
      if (changed.contains(file)) {
        return Optional.of(file + " was changed after its commit");
      }
    }
    if (commits.get(first).size() > 1) {
      return Optional.of(
          "%s commits changed %s, not one".formatted(commits.get(first).size(), first));
    }
    String before = commits.get(first).get(0);
    String after = commits.get(second).get(0);
    if (before.equals(after)) {
      return Optional.of("one commit added both; predict in a merge request of its own");
    }
    return isAncestor(before, after)
        ? Optional.empty()
        : Optional.of("the commit of the outcome does not follow that of the prediction");
  }

  private boolean isAncestor(String before, String after) {
    try {
      Process process = Git.command(folder, "merge-base", "--is-ancestor", before, after).start();
      process.getOutputStream().close();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
