package dev.recsim.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Says how many units and days a live test needs to show its margins, and what fewer can show, by
 * the log that {@code ab.history} names, or by simulated sessions of the experiment that {@code
 * ab.plan_from} names.
 */
@Mojo(name = "ab-plan", threadSafe = true)
public final class AbPlanMojo extends AbstractGateMojo {}
