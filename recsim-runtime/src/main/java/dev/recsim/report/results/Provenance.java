package dev.recsim.report.results;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where and when results were computed. It is not part of results.json.
 *
 * @param gitCommit commit of the project; null outside git
 * @param gitDirty whether the work tree had changes; null outside git
 * @param recsimVersion version of recsim
 * @param java vendor and version of the JVM
 * @param operatingSystem name, version and architecture
 * @param cpu model of the processor, and the number used
 * @param started start of the run, ISO 8601 in UTC
 * @param durationSeconds wall time of the run with the newest trials
 * @param cpuSeconds mean CPU seconds of a completed trial, by agent, rounded to milliseconds
 */
public record Provenance(
    String gitCommit,
    Boolean gitDirty,
    String recsimVersion,
    String java,
    String operatingSystem,
    String cpu,
    String started,
    double durationSeconds,
    SortedMap<String, Double> cpuSeconds) {

  /** The provenance of results whose origin is unknown. */
  public static final Provenance UNKNOWN =
      new Provenance("unknown", null, null, null, null, null, null, 0, null);

  public Provenance {
    cpuSeconds = cpuSeconds == null ? new TreeMap<>() : new TreeMap<>(cpuSeconds);
  }

  /** The same origin with the CPU seconds of these agents. */
  public Provenance with(SortedMap<String, Double> seconds) {
    return new Provenance(
        gitCommit,
        gitDirty,
        recsimVersion,
        java,
        operatingSystem,
        cpu,
        started,
        durationSeconds,
        seconds);
  }
}
