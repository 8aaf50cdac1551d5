package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are disturbed. */
@Tag("nightly")
class InterruptedRunIT {
  /** Eight trials of half a second and more, one after the other: time to meet it in the middle. */
  private static final String SLEEPY = "sleepy";

  /** Three trials of twenty seconds: does not end by itself while a test looks at it. */
  private static final String PATIENT = "patient";

  private static final int TRIALS = 8;
  private static Project project;

  @BeforeAll
  static void compile() throws Exception {
    project = Project.copy("own-agent", "interrupted");
    assertThat(project.mvn("compile").exitCode()).isZero();
  }

  @Test
  void killedRunResumesAndEndsWithTheBytesOfAnUndisturbedOne() throws Exception {
    assertThatKilledRunsResume("killed", 1);
  }

  @Tag("nightly")
  @Test
  void runThatIsKilledAgainAndAgainEndsWithTheBytesOfAnUndisturbedOne() throws Exception {
    assertThatKilledRunsResume("killed-again", 0, 1, 3);
  }

  private static void assertThatKilledRunsResume(String reports, int... moments) throws Exception {
    Build undisturbed = project.mvn(run(SLEEPY, "undisturbed"));
    assertThat(undisturbed.exitCode()).as(undisturbed.output()).isZero();

    for (int moment : moments) {
      RunningBuild build = project.start(run(SLEEPY, reports));
      ProcessHandle fork = build.fork();
      build.await(moment + " trials", () -> stored(reports) >= moment);
      fork.destroyForcibly();

      Build killed = build.join();

      assertThat(killed.exitCode()).isEqualTo(1);
      assertThat(killed.output())
          .contains("killed by signal 9", "run out of memory", "run the goal again to go on")
          .doesNotContain("\tat ");
      assertThat(stored(reports)).isBetween((long) moment, TRIALS - 1L);
    }
    long before = stored(reports);
    Build resumed = project.mvn(run(SLEEPY, reports));

    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    assertThat(resumed.count("sleepy-seed-")).isEqualTo(TRIALS - before);
    assertThat(project.path(reports + "/sleepy/results.json"))
        .hasSameBinaryContentAs(project.path("undisturbed/sleepy/results.json"));
    assertThat(Project.files(project.path(reports + "/sleepy")))
        .extracting(file -> project.path(reports).relativize(file).toString())
        .isEqualTo(
            Project.files(project.path("undisturbed/sleepy")).stream()
                .map(file -> project.path("undisturbed").relativize(file).toString())
                .toList());
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void signalToMavenEndsTheForkToo(String signal) throws Exception {
    assumeFalse(signal.equals("INT") && ignoresInterrupts(), "started with SIGINT ignored");
    String reports = "signal-" + signal;
    RunningBuild build = startPatient(reports);
    ProcessHandle fork = build.fork();

    try {
      build.signal(signal);

      Build stopped = build.join();
      if (!signal.equals("KILL")) {
        assertThat(stopped.output())
            .containsOnlyOnce(
                "Stopped. Trials that were finished are kept: run the goal again to go on.");
      }
      fork.onExit().get(15, TimeUnit.SECONDS);
    } finally {
      fork.destroyForcibly();
    }
  }

  @Tag("nightly")
  @Test
  void secondRunOnTheSameReportsSaysWhoHoldsTheLock() throws Exception {
    RunningBuild first = startPatient("shared");
    ProcessHandle fork = first.fork();

    Build second = project.mvn(run(PATIENT, "shared"));

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.output())
        .contains("another run holds " + project.path("shared"))
        .contains(Long.toString(fork.pid()))
        .doesNotContain("\tat ");
    fork.destroyForcibly();
    first.join();
  }

  @Tag("nightly")
  @Test
  void trialOverItsTimeFailsTheBuildWhichSaysSo() throws Exception {
    Build build =
        project.mvn(
            "recsim:run",
            "-Drecsim.experiment=" + PATIENT,
            "-Drecsim.reportsDirectory=overtime",
            "-Drecsim.trialTimeout=1s");

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains("sleepy-seed-2 FAILED: timed out after 1 s", "trials failed in patient")
        .doesNotContain("\tat ");
    assertThat(project.path("overtime/patient/index.html")).isNotEmptyFile();
  }

  /** Starts the run and waits until it holds the lock. */
  private static RunningBuild startPatient(String reports) throws Exception {
    RunningBuild build = project.start(run(PATIENT, reports));
    build.await("the first line of progress", () -> build.prints("patient: 3 trials"));
    return build;
  }

  private static String[] run(String experiment, String reports) {
    return new String[] {
      "recsim:run",
      "-Drecsim.experiment=" + experiment,
      "-Drecsim.parallelism=1",
      "-Drecsim.reportsDirectory=" + reports
    };
  }

  private static long stored(String reports) {
    try {
      return Project.files(project.path(reports + "/sleepy/trials")).stream()
          .filter(file -> file.toString().endsWith(".json"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this process, and so every process it starts, ignores Ctrl-C. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
