package dev.recsim.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Renders the reports from stored trials. Runs no trials.
 *
 * <p>Rendering again writes the same bytes. With {@code mvn -q} only errors are printed.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class ReportMojo extends AbstractGateMojo {}
