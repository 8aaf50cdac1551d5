package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.app.served.HandWrittenLog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that read logs read those of servers, without columns. */
class ServedLogVerbsTest {
  @TempDir Path folder;

  @BeforeEach
  void log() throws Exception {
    StringBuilder sessions = new StringBuilder();
    HandWrittenLog log = new HandWrittenLog(folder.resolve("served"), "plain");
    for (int i = 0; i < 1_200; i++) {
      boolean treated = i % 2 == 0;
      int luck = i * 7919 % 100;
      String id = "%032x".formatted(i);
      log.decision(i, "u" + i, treated ? "new" : "old", id, i % 3 == 0 ? "12" : "21");
      boolean clicked = luck < (treated ? 70 : 30);
      log.outcome(i + 1, id, clicked);
      sessions.append(
          """
          {"agent":"x","seed":0,"session":%s,"step":0,"slate":%s,"propensities":[0.5,1.0],\
          "clicks":%s,"reward":%s,"status":"ended"}
          """
              .formatted(
                  i, i % 3 == 0 ? "[1,2]" : "[2,1]", clicked ? "[1]" : "[]", clicked ? 1 : 0));
    }
    log.file();
    Files.writeString(folder.resolve("sessions.jsonl"), sessions);
  }

  private Printed run(String verb, String name, String yaml) throws Exception {
    Path file = folder.resolve("experiments").resolve(name + ".yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
    return Printed.by(folder, verb);
  }

  @Test
  void policiesAreEvaluated() throws Exception {
    Printed ope =
        run(
            "ope",
            "judge",
            """
            logs: {type: served, folder: ../served}
            evaluate: {policies: {uniform: {type: random}}}
            """);

    assertThat(ope.output())
        .contains("1,200 of 1,200 rows used, in 1,200 sessions with 1,200 steps")
        .contains("served log: 1,200 decisions and 1,200 outcomes in 1 files of 1 server");
    assertThat(ope.code()).isEqualTo(ExitCode.FINE);
    assertThat(folder.resolve("reports/judge/ope.html")).content().contains("served log: 1,200");
  }

  @Test
  void anArmIsChosen() throws Exception {
    Printed ope =
        run(
            "ope",
            "judge",
            """
            logs: {type: served, folder: ../served, arms: [new], attribution: 10m}
            evaluate: {policies: {uniform: {type: random}}}
            """);

    assertThat(ope.output())
        .contains("600 of 600 rows used", "600 sessions of other arms are left out");
  }

  @Test
  void environmentsAreFitted() throws Exception {
    Printed fit =
        run(
            "fit",
            "environments/shop",
            """
            logs: {type: served, folder: ../../served}
            model: {type: position_based}
            """);

    assertThat(fit.errors()).isEmpty();
    assertThat(fit.output()).contains("served log: 1,200 decisions");
    Path written = folder.resolve("experiments/environments/shop.json");
    assertThat(written)
        .content()
        .contains("served-20260101T000000Z-000001.jsonl", "2026-01-01T00:00:00Z");
  }

  /** The rows are those of an equal session log, so the parameters are, too. */
  @Test
  void fitsAreThoseOfTheEqualSessionLog() throws Exception {
    String model = "model: {type: position_based}\n";
    run("fit", "environments/shop", "logs: {type: served, folder: ../../served}\n" + model);
    JsonNode served = environment();
    run("fit", "environments/shop", "logs: {file: ../../sessions.jsonl}\n" + model);
    JsonNode expected = environment();

    assertThat(expected.get("parameters")).isNotEmpty();
    assertThat(served.get("parameters")).isEqualTo(expected.get("parameters"));
    assertThat(served.get("documents")).isEqualTo(expected.get("documents"));
  }

  private JsonNode environment() throws Exception {
    Path file = folder.resolve("experiments/environments/shop.json");
    return new JsonMapper().readTree(Files.readString(file));
  }

  @Test
  void testsAreJudged() throws Exception {
    Printed ab =
        run(
            "ab",
            "week",
            """
            ab:
              logs: {type: served, folder: ../served}
              arms: {old: 0.5, new: 0.5}
              metrics: {reward: {column: reward}}
            """);

    assertThat(ab.errors()).isEmpty();
    assertThat(ab.output())
        .contains("1,200 units, shares 50.0 / 50.0 % as declared")
        .contains("new:reward IMPROVED");
  }

  @Test
  void problemsSayWhatToWrite() throws Exception {
    Printed bad =
        run(
            "ope",
            "judge",
            """
            logs: {type: served, folder: ../served, attribution: "30"}
            evaluate: {policies: {uniform: {type: random}}}
            """);
    assertThat(bad.errors()).contains("must be a time such as 90s, 30m, 6h or 7d, not 30");
    bad =
        run(
            "ope",
            "judge",
            """
            logs: {folder: ../served}
            evaluate: {policies: {uniform: {type: random}}}
            """);
    assertThat(bad.errors()).contains("belongs to served logs; write type: served");
    bad =
        run(
            "ope",
            "judge",
            """
            logs: {type: served}
            evaluate: {policies: {uniform: {type: random}}}
            """);
    assertThat(bad.errors()).contains("folder").contains("folder: ../served");
    bad =
        run(
            "ope",
            "judge",
            """
            logs: {type: served, folder: ../absent}
            evaluate: {policies: {uniform: {type: random}}}
            """);
    assertThat(bad.errors()).contains("absent: the folder is missing; check logs.folder");
    Files.delete(folder.resolve("experiments/judge.yaml"));
    bad =
        run(
            "ab",
            "week",
            """
            ab:
              logs: {file: ../served}
              arms: {old: 0.5, new: 0.5}
              metrics: {reward: {column: reward}}
            """);
    assertThat(bad.errors()).contains("must be {type: served, ...}; write other data as file");
    bad =
        run(
            "ab",
            "week",
            """
            ab:
              logs: {type: served, folder: ../served}
              arms: {old: 0.5, new: 0.5}
              metrics: {watch: {column: watch}}
            """);
    assertThat(bad.errors()).contains("no outcome has the signal \"watch\"");
  }

  @Test
  void aUnitIsForgotten() {
    Printed forgotten =
        Printed.by(
            java.util.List.of("log-forget", "--logs=" + folder.resolve("served"), "--unit=u17"));

    assertThat(forgotten.output()).contains("removed 2 records from 1 files of");
    forgotten =
        Printed.by(
            java.util.List.of("log-forget", "--logs=" + folder.resolve("served"), "--unit=u17"));
    assertThat(forgotten.output()).contains("the unit is not in ");
    assertThat(
            Printed.by(java.util.List.of("log-forget", "--logs=" + folder, "--unit=u17")).output())
        .contains("the unit is not in ");
    assertThat(
            Printed.by(
                    java.util.List.of(
                        "log-forget", "--logs=" + folder.resolve("absent"), "--unit=u"))
                .errors())
        .contains("it has no served log; check recsim.logs");
    assertThat(Printed.by(java.util.List.of("log-forget", "--logs=" + folder)).errors())
        .contains("recsim.unit is missing");
  }
}
