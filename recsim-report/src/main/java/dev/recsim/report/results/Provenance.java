package dev.recsim.report.results;

import dev.recsim.report.page.Run;
import dev.recsim.report.page.Run.Origin;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

  /** Characters of a commit's name. */
  private static final int SHORT = 7;

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH);

  /** The provenance of results whose origin is unknown. */
  public static final Provenance UNKNOWN =
      new Provenance("unknown", null, null, null, null, null, null, 0, null);

  public Provenance {
    cpuSeconds = cpuSeconds == null ? new TreeMap<>() : new TreeMap<>(cpuSeconds);
  }

  /** {@code 30 Nov 2026 14:02 UTC, commit 1a2b3c4 with uncommitted changes}. */
  public String when() {
    return time() + ", " + commit();
  }

  private String time() {
    try {
      return WHEN.format(
          Instant.parse(Objects.requireNonNullElse(started, "")).atOffset(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return "at an unknown time";
    }
  }

  private String commit() {
    return gitCommit == null
        ? "not in git"
        : "commit "
            + gitCommit.substring(0, Math.min(SHORT, gitCommit.length()))
            + (Boolean.TRUE.equals(gitDirty) ? " with uncommitted changes" : "");
  }

  /**
   * What the page of other results than those of trials says of its origin.
   *
   * @param what was made then, such as {@code Evaluated}
   */
  public Run page(String what) {
    String version = recsimVersion == null ? "" : ", recsim " + recsimVersion;
    return new Run(new Origin(what + " " + when() + version, List.of(), "", List.of()), "", "");
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
