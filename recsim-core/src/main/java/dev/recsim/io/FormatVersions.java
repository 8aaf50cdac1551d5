package dev.recsim.io;

/**
 * The versions of a format that this recsim reads.
 *
 * @param oldest the first one
 * @param newest the one that it writes
 */
public record FormatVersions(int oldest, int newest) {

  /** Whether a file of this version can be read. */
  public boolean contain(Number version) {
    return version.longValue() >= oldest && version.longValue() <= newest;
  }

  /**
   * Why a file of another version cannot be read, and what to do; follows on its name.
   *
   * @param version that the file says
   * @param again how to write an older file again
   */
  public String unknown(Number version, String again) {
    return "is of version %s, and this recsim reads version%s; %s"
        .formatted(
            version,
            oldest == newest ? " " + newest : "s %s to %s".formatted(oldest, newest),
            version.doubleValue() > newest
                ? "use the recsim that wrote it, or a newer one"
                : again);
  }
}
