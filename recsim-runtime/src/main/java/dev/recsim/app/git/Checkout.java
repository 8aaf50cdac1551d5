package dev.recsim.app.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

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
    ProcessBuilder git =
        new ProcessBuilder("git", "status", "--porcelain=v2", "--branch")
            .directory(file.toAbsolutePath().getParent().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = git.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? parse(output.lines().toList()) : NONE;
    } catch (IOException e) {
      return NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NONE;
    }
  }

  static Checkout parse(List<String> lines) {
    boolean dirty = false;
    String commit = NO_COMMIT;
    for (String line : lines) {
      if (line.startsWith(COMMIT)) {
        commit = line.substring(COMMIT.length());
      }
      dirty |= !line.startsWith("#");
    }
    return commit.equals(NO_COMMIT) ? NONE : new Checkout(commit, dirty);
  }
}
