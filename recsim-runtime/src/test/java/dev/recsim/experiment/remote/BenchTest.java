package dev.recsim.experiment.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experiment.Plan;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.store.Delivery;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialResult.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials run only where code and programs are those of the run. */
class BenchTest {
  @TempDir private Path folder;

  @Test
  void trialOfOtherProgramsIsRefused() throws Exception {
    ExperimentSpec spec =
        ExperimentReader.read(
            Files.writeString(
                folder.resolve("small.yaml"),
                """
                environment: {type: six_states}
                agents: {ours: {type: process, command: [no-such-program]}}
                trials: {seeds: [3]}
                """));
    // The run had other jars.
    String fingerprint = Plan.of(spec).trials().get(0).fingerprint() + " another";
    try (Bench bench = new Bench(Parcel.of(spec).encode(), Map.of())) {
      Failed failed = (Failed) Delivery.decode(bench.run("ours", 3, fingerprint));

      assertThat(failed.id()).hasToString("ours-seed-3");
      assertThat(failed.error())
          .isEqualTo(
              "the code where the trial should run is not that of the run; see that both have the"
                  + " same jars");
    }
  }

  @Test
  void codeSeesTheLocaleAndTheTimeZoneOfTheRun() throws Exception {
    ExperimentSpec spec =
        ExperimentReader.read(
            Files.writeString(
                folder.resolve("plain.yaml"),
                "environment: {type: six_states}\nagents: {random: {type: random}}\n"));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    try {
      Start start = WorkerProcess.start(spec, Optional.empty(), new SessionLogs(folder, 0));
      Locale.setDefault(Locale.ROOT);
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      try (Bench bench = new Bench(start.parcel(), start.options())) {
        assertThat(bench).isNotNull();
        assertThat(Locale.getDefault().toLanguageTag()).isEqualTo("tr-TR");
        assertThat(Locale.getDefault(Locale.Category.FORMAT)).isEqualTo(Locale.GERMANY);
        assertThat(TimeZone.getDefault().getID()).isEqualTo("Asia/Kathmandu");
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
