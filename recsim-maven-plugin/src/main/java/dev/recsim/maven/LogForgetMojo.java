package dev.recsim.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Removes a unit, such as a user, from the log of a server: its decisions and their outcomes.
 *
 * <p>The server must not run. Other records stay as they are.
 */
@Mojo(name = "log-forget", threadSafe = true)
public final class LogForgetMojo extends AbstractRecsimMojo {

  /** The folder of the log, or a folder of several servers' folders. */
  @Parameter(property = "recsim.logs", defaultValue = "${project.basedir}/served", required = true)
  private File logs;

  /** Who to forget, as the application names the unit; not its hash. */
  @Parameter(property = "recsim.unit")
  private String unit;
}
