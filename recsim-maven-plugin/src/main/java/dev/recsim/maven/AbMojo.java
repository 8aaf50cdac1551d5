package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Judges live tests: SHIP, STOP, CONTINUE or END, by their data up to now.
 *
 * <p>Judges each selected file with a section {@code ab}. Prints the verdicts, writes {@code
 * <name>/ab.json} and {@code <name>/ab.html}, and keeps the verdicts that were reached in {@code
 * ab/<name>.verdicts.json} in the experiments folder, to be committed. Fails the build if the
 * decision is STOP or REFUSED.
 */
@Mojo(name = "ab", threadSafe = true)
public final class AbMojo extends AbstractClusterGateMojo {

  /**
   * Whether tests without a file of verdicts are looked at for the first time. Otherwise a missing
   * file is an error, because a decision could be undone.
   */
  @Parameter(property = "recsim.firstLook", defaultValue = "false")
  private boolean firstLook;

  /**
   * Where the last look ends at the latest, such as {@code 2026-11-30} or {@code
   * 2026-11-30T12:00:00Z}. Default: now.
   */
  @Parameter(property = "recsim.until")
  private String until;

  /** Where logs are read: {@code local} is this machine; {@code spark} uses a cluster. */
  @Parameter(property = "recsim.executor", defaultValue = "local")
  private String executor;

  @Override
  boolean failsWithAllErrors() {
    return true;
  }
}
