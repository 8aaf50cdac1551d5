package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.survival.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored files that were truncated, garbled or edited. */
@Tag("slow")
class DamagedFilesTest {
  private static final String DAMAGED = "damaged: its contents do not have its checksum";

  /** Each is done to another trial's file. */
  private static final List<UnaryOperator<String>> EDITS =
      List.of(
          text -> text.substring(0, text.length() / 2),
          text -> "",
          text -> text + "}",
          text -> "\u0000".repeat(text.length()),
          text -> text.replace("\"curve\":[", "\"curve\":[["),
          text -> "[".repeat(100_000),
          text -> "null",
          text -> "{\"schema_version\":9,\"checksum\":\"x\"}",
          text -> text.replaceFirst("(\"rewards\":\")..", "$1AA"),
          text -> text.replaceFirst("(\"rewards\":)\"[^\"]+\"", "$1[\"NaN\"]"),
          text -> text.replaceFirst("(\"lengths\":\")....", "$1"),
          text -> text.replaceFirst("(\"exact_value\":)", "$11"),
          text -> text.replaceFirst("(\"mean_reward\":)", "$11"),
          text -> text.replaceFirst("\"checksum\":\"..", "\"checksum\":\"xx"));

  private static Program sound;
  @TempDir Path folder;
  private Program program;

  @BeforeAll
  static void runOnce(@TempDir Path folder) throws Exception {
    sound = experiment(folder);
    sound.call("run", "reports").fine();
  }

  @BeforeEach
  void copy() throws Exception {
    program = experiment(folder).copy("reports", sound);
  }

  private static Program experiment(Path folder) throws Exception {
    return new Program(folder)
        .experiment(
            "small",
            """
                environment: {type: transition_matrix, doc_num: 5}
                agents: {actor_critic: {type: actor_critic, engine: java, hidden: [4]}}
                training: {warmup_sessions: 5, epochs: 2, updates_per_epoch: 2, validation_sessions: 3}
                evaluation: {sessions: 20}
                trials: {seeds: 0..%d}
                """
                .formatted(EDITS.size() + 1));
  }

  @Test
  void damagedTrialsAreToldAndRunAgainToTheSameResults() throws Exception {
    byte[] results = Files.readAllBytes(program.path("reports/small/results.json"));
    for (int seed = 0; seed < EDITS.size(); seed++) {
      Path file = trial(seed, ".json");
      String text = Files.readString(file);
      String edited = EDITS.get(seed).apply(text);
      assertThat(edited).isNotEqualTo(text);
      Files.writeString(file, edited);
    }

    Ended report = program.call("report", "reports").fine();
    Ended run = program.call("run", "reports").fine();

    for (int seed = 0; seed < EDITS.size(); seed++) {
      String damage = trial(seed, ".json") + " is " + DAMAGED;
      assertThat(report.err().lines()).contains(damage + "; recsim:run runs its trial again");
      assertThat(run.err().lines()).contains(damage + "; its trial is run again");
    }
    assertThat(report.err())
        .contains(
            EDITS.size() + " trials are missing, recsim:run runs what is missing: actor_critic");
    assertThat(run.err().lines()).as("one line for each").hasSize(EDITS.size());
    assertThat(run.out()).contains("small: %d trials, 2 already stored".formatted(EDITS.size()));
    assertThat(program.path("reports/small/results.json")).hasBinaryContent(results);
  }

  @Tag("nightly")
  @Test
  void lostAndDamagedNetworksAreToldAndTrainedAgain() throws Exception {
    Path lost = trial(0, ".safetensors");
    Path garbled = trial(1, ".safetensors");
    byte[] networks = Files.readAllBytes(garbled);
    Files.delete(lost);
    byte[] flipped = networks.clone();
    flipped[flipped.length - 1] ^= 1;
    Files.write(garbled, flipped);

    Ended run = program.run().fine();

    assertThat(run.err())
        .contains(lost + " is missing; its trial is run again")
        .contains(garbled + " is damaged, or of another trial; its trial is run again");
    assertThat(lost).isNotEmptyFile();
    assertThat(garbled).hasBinaryContent(networks);
  }

  @Tag("nightly")
  @Test
  void reportWithoutAnyTrialSaysWhatIsMissing() throws Exception {
    for (int seed = 0; seed < EDITS.size() + 2; seed++) {
      Files.delete(trial(seed, ".json"));
    }

    Ended report = program.report().fine();

    assertThat(report.err())
        .contains("trials are missing")
        .contains("actor_critic-seed-4, ...")
        .doesNotContain("actor_critic-seed-5");
  }

  @Tag("nightly")
  @Test
  void trialOfAnotherVersionIsNoDamage() throws Exception {
    Path file = trial(0, ".json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"schema_version\":9", "\"schema_version\":8"));

    Ended run = program.run().fine();

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("small: 1 trials, " + (EDITS.size() + 1) + " already stored");
    assertThat(file).content().startsWith("{\"schema_version\":9,");
  }

  @Tag("nightly")
  @Test
  void trialOfAnotherExperimentIsNoDamage() throws Exception {
    Path file = program.path("experiments/small.yaml");
    Files.writeString(file, Files.readString(file) + "seed: 7\n");

    assertThat(program.run().fine().err()).isEmpty();
  }

  @Tag("nightly")
  @Test
  void damagedRunFileIsToldAndTheReportRenderedAllTheSame() throws Exception {
    byte[] results = Files.readAllBytes(program.path("reports/small/results.json"));
    Path file = program.path("reports/small/run.json");
    for (String damage : List.of("", "{", "null", "[1]", "{\"duration_seconds\": \"NaN\"}")) {
      Files.writeString(file, damage);
      Files.delete(program.path("reports/small/index.html"));
      Ended report = program.report().fine();
      assertThat(report.err()).as(damage).contains(file + " is damaged");
      assertThat(program.path("reports/small/results.json")).hasBinaryContent(results);
      assertThat(program.path("reports/small/index.html")).isNotEmptyFile();
    }
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(program.report().failed().err())
        .contains(
            file + " is damaged", file + " cannot be read or written (a folder is in its place;");
  }

  @Tag("nightly")
  @Test
  void damagedResultsAreWrittenAnewAndDoNotDisturbOthers() throws Exception {
    Path results = program.path("reports/small/results.json");
    byte[] sound = Files.readAllBytes(results);
    Files.writeString(results, "{\"schema_version\": 1, \"experiment\": \"sm");
    Path other = Files.createDirectories(program.path("reports/other")).resolve("results.json");
    Files.writeString(other, "{\"schema_version\": 99}");

    Ended run = program.run().fine();

    assertThat(results).hasBinaryContent(sound);
    assertThat(run.err()).contains(other + " is left out of the index").hasLineCount(1);
    assertThat(run.out()).contains("small: unchanged");
  }

  private Path trial(int seed, String ending) {
    return program.path("reports/small/trials/actor_critic-seed-" + seed + ending);
  }
}
