package dev.recsim.app.git;

import java.io.IOException;
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
    String[] status = "status --porcelain=v2 --branch".split(" ");
    try {
      Path folder = file.toAbsolutePath().getParent();
      return parse(Git.output(Git.command(folder, status)).lines().toList());
    } catch (IOException e) {
      return NONE;
    }
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
