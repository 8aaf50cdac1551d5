package dev.recsim.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes what a server needs of an agent of an experiment: weights, a graph of ONNX where there is
 * one, and a manifest.
 *
 * <p>Refuses unless the check of the experiment passes, all trials of the agent are stored as the
 * experiment and the code are now, and the work tree is committed. Trains nothing.
 */
@Mojo(name = "promote", threadSafe = true)
public final class PromoteMojo extends AbstractGateMojo {

  /** The name of the agent in the experiment. */
  @Parameter(property = "recsim.agent")
  private String agent;

  /**
   * Which of the trained seeds: {@code median}, the one with the median score; {@code
   * best_validation}, the one with the best validation in its training; or {@code all}, of which
   * each decision is served by one.
   */
  @Parameter(property = "recsim.seed", defaultValue = "median")
  private String seed;

  /** Whether files may differ from the commit. The manifest records it. */
  @Parameter(property = "recsim.allowDirty", defaultValue = "false")
  private boolean allowDirty;

  /** The folder of promoted agents. An agent is in {@code <experiment>/<agent>/}. */
  @Parameter(
      property = "recsim.output",
      defaultValue = "${project.basedir}/promoted",
      required = true)
  private File output;
}
