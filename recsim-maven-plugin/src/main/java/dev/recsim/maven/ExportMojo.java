package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the networks of finished trials as archives that DL4J's {@code ModelSerializer} reads.
 *
 * <p>Reads the safetensors files that a run stores beside its results, and trains nothing.
 */
@Mojo(name = "export", threadSafe = true)
public final class ExportMojo extends AbstractResultsMojo {

  /**
   * The one trial to export, as {@code <agent>-seed-<n>}, for example {@code actor_critic-seed-0}.
   * All trials with networks when absent.
   */
  @Parameter(property = "recsim.trial")
  private String trial;

  /** The folder to write to; each trial's archives go to {@code <experiment>/<trial>/} in it. */
  @Parameter(
      property = "recsim.exportDirectory",
      defaultValue = "${project.build.directory}/recsim-export",
      required = true)
  private File exportDirectory;

  /**
   * Values that take the place of the experiment files': {@code agents.actor_critic.gamma=0.9},
   * several with commas in between, checked as if they stood there. They make another experiment,
   * {@code <name>/actor_critic.gamma=0.9}, with trials and a report of its own.
   */
  @Parameter(property = "recsim.set")
  private String set;

  @Override
  Arguments arguments() {
    return results("export")
        .option("set", set)
        .option("trial", trial)
        .option("output", exportDirectory.toPath().normalize());
  }
}
