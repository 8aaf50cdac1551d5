package dev.recsim.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the networks of finished trials as archives that DL4J's {@code ModelSerializer} reads, or
 * as graphs of ONNX.
 *
 * <p>Reads the safetensors files that a run stores with its results. Trains nothing.
 */
@Mojo(name = "export", threadSafe = true)
public final class ExportMojo extends AbstractResultsMojo {

  /**
   * The trial to export, {@code <agent>-seed-<n>}, for example {@code actor_critic-seed-0}.
   * Default: all trials with networks.
   */
  @Parameter(property = "recsim.trial")
  private String trial;

  /**
   * What is written: {@code dl4j}, an archive for each network, or {@code onnx}, the whole policy
   * as one graph.
   */
  @Parameter(property = "recsim.format", defaultValue = "dl4j")
  private String format;

  /**
   * The folder to write to. The archives of a trial are in {@code <experiment>/<trial>/}, its graph
   * is {@code <experiment>/<trial>.onnx}.
   */
  @Parameter(
      property = "recsim.exportDirectory",
      defaultValue = "${project.build.directory}/recsim-export",
      required = true)
  private File exportDirectory;

  /**
   * Values that replace those of the experiment files, for example {@code
   * agents.actor_critic.gamma=0.9}; separate several with commas. They are checked as if they were
   * in the file. They define another experiment, {@code <name>/actor_critic.gamma=0.9}, with its
   * own trials and report.
   */
  @Parameter(property = "recsim.set")
  private String set;
}
