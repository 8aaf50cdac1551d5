package dev.recsim.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Plays the evaluation of promoted agents again, from their files alone. Fails unless all sessions
 * have the rewards that were recorded, to the bit.
 */
@Mojo(name = "verify-promoted", threadSafe = true)
public final class VerifyPromotedMojo extends AbstractRecsimMojo {

  /** The folder of a promoted agent, or one above several. */
  @Parameter(
      property = "recsim.promoted",
      defaultValue = "${project.basedir}/promoted",
      required = true)
  private File promoted;
}
