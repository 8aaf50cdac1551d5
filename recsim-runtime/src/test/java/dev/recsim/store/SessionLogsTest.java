package dev.recsim.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog;
import dev.recsim.trial.TrialId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLogsTest {
  private static final TrialId ID = new TrialId("greedy", 3);
  private static final Space SPACE =
      new Space(3, 2, 1, 5, List.of("age"), List.of("x", "y"), List.of("click", "minutes"));

  @TempDir Path folder;

  private record Video(long id, double[] features, int topic) implements Document {}

  private static StepLog.Shown unknown(int document) {
    return new StepLog.Shown(Slate.of(document), OptionalDouble.empty(), new double[0]);
  }

  @Test
  void lineHasAllOfAStep() throws IOException {
    Observation seen =
        new Observation(
            0,
            new double[] {0.1 + 0.2},
            List.of(
                new Video(7, new double[] {1, 0.5}, 4),
                new Video(8, new double[] {0, Double.NaN}, 0),
                new Video(9, new double[] {-1e-9, 1e21}, 2)));
    Response response = Response.of(new int[] {1}, new double[] {0, 0, 1, 3.5}, 2);
    Step step = new Step(response, 3.5, seen, Status.CUT_OFF);
    SessionLogs logs = new SessionLogs(folder, true);
    try (StepLog log = logs.source().orElseThrow().open(ID, SPACE)) {
      StepLog.Shown shown =
          new StepLog.Shown(Slate.of(2, 0), OptionalDouble.of(0.125), new double[] {0.25, 0.5});
      log.step(
          new Decision(12, 4, seen, seen, shown, new double[] {0.25, 0.5, 0.25}, Map.of(), step));
      log.step(
          new Decision(
              12,
              5,
              seen,
              seen,
              unknown(1),
              new double[0],
              Map.of(),
              new Step(
                  Response.of(new int[0], new double[] {0, 0}, 2), 0, seen, Status.CONTINUES)));
    }
    logs.settle(ID, true);
    List<String> lines = Files.readAllLines(folder.resolve("greedy-seed-3.jsonl"));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .isEqualTo(
            """
            {"agent":"greedy","seed":3,"session":12,"step":4,"user":{"age":0.30000000000000004},\
            "format":2,"documents":[{"id":7,"topic":4,"features":[1.0,0.5]},\
            {"id":8,"topic":0,"features":[0.0,null]},\
            {"id":9,"topic":2,"features":[-1.0E-9,1.0E21]}],\
            "slate":[2,0],"slate_ids":[9,7],"propensity":0.125,"propensities":[0.25,0.5],\
            "click_probabilities":[0.25,0.5],"no_click_probability":0.25,\
            "clicks":[1],"signals":{"click":[0.0,1.0],"minutes":[0.0,3.5]},\
            "reward":3.5,"status":"cut_off"}\
            """);
    assertThat(lines.get(1))
        .contains("\"slate_ids\":[8],\"clicks\":[],", "\"minutes\":[0.0]}")
        .doesNotContain("probabilit", "propensit");
  }

  private static void step(StepLog log, int session, Status status, Video... candidates) {
    Observation seen = new Observation(0, new double[] {1}, List.of(candidates));
    Step step = new Step(Response.of(new int[0], new double[] {0, 0}, 2), 0, seen, status);
    log.step(new Decision(session, 0, seen, seen, unknown(0), new double[0], Map.of(), step));
  }

  @Test
  void stepHasTheDocumentsThatTheStepBeforeInItsSessionLacks() throws IOException {
    Video seven = new Video(7, new double[] {1, 0}, 4);
    Video eight = new Video(8, new double[] {0, 1}, 0);
    Video changed = new Video(8, new double[] {0, 2}, 0);
    Video twin = new Video(7, new double[] {3, 3}, 1);
    SessionLogs logs = new SessionLogs(folder, true);
    try (StepLog log = logs.source().orElseThrow().open(ID, SPACE)) {
      step(log, 1, Status.CONTINUES, seven, eight);
      step(log, 2, Status.CONTINUES, eight);
      step(log, 1, Status.CONTINUES, new Video(7, new double[] {1, 0}, 4), eight);
      step(log, 1, Status.CONTINUES, eight, seven);
      step(log, 1, Status.CONTINUES, seven, changed);
      step(log, 1, Status.CONTINUES, seven, new Video(8, new double[] {0, 2}, 3));
      step(log, 1, Status.CONTINUES, seven, twin);
      step(log, 1, Status.CONTINUES, seven);
      step(log, 1, Status.CONTINUES);
      step(log, 1, Status.ENDED, seven);
      step(log, 1, Status.ENDED, seven);
    }
    logs.settle(ID, true);
    String first = "{\"id\":7,\"topic\":4,\"features\":[1.0,0.0]}";
    String second = "{\"id\":8,\"topic\":0,\"features\":[0.0,1.0]}";
    assertThat(Files.readAllLines(folder.resolve("greedy-seed-3.jsonl")))
        .extracting(it -> it.replaceAll(".*\"age\":1.0},(.*)\"slate\":.*", "$1"))
        .containsExactly(
            "\"format\":2,\"documents\":[" + first + "," + second + "],",
            "\"format\":2,\"documents\":[" + second + "],",
            "\"format\":2,",
            "\"format\":2,\"candidates\":[8,7],",
            "\"format\":2,\"candidates\":[7,8],\"documents\":["
                + second.replace("1.0]", "2.0]")
                + "],",
            "\"format\":2,\"candidates\":[7,8],\"documents\":["
                + second.replace("1.0]", "2.0]").replace("\"topic\":0", "\"topic\":3")
                + "],",
            "\"candidates\":[" + first + ",{\"id\":7,\"topic\":1,\"features\":[3.0,3.0]}],",
            "\"format\":2,\"documents\":[" + first + "],",
            "",
            "\"format\":2,\"documents\":[" + first + "],",
            "\"format\":2,\"documents\":[" + first + "],");
  }

  @Test
  void keysThatAEnvironmentHasNoUseForAreLeftOut() throws IOException {
    SessionLogs logs = new SessionLogs(folder, true);
    try (StepLog log = logs.source().orElseThrow().open(ID, new Space(10, 1, 10))) {
      Step step = new Step(Response.FIRST, 1, new Observation(6), Status.ENDED);
      double[] clicks = {0.75, 0.25};
      log.step(
          new Decision(
              0, 0, new Observation(4), new Observation(4), unknown(6), clicks, Map.of(), step));
    }
    logs.settle(ID, true);
    assertThat(folder.resolve("greedy-seed-3.jsonl"))
        .hasContent(
            """
            {"agent":"greedy","seed":3,"session":0,"step":0,"state":4,"slate":[6],"slate_ids":[6],\
            "click_probabilities":[0.75],"no_click_probability":0.25,"clicks":[0],\
            "reward":1.0,"status":"ended"}
            """);
  }

  @Test
  void logIsInPlaceOnlyWhenItsTrialIsSettled() throws IOException {
    SessionLogs logs = new SessionLogs(folder, true);
    logs.source().orElseThrow().open(ID, SPACE).close();
    assertThat(logs.lacks(ID)).isTrue();
    logs.settle(ID, true);
    assertThat(logs.lacks(ID)).isFalse();
    assertThat(folder)
        .isDirectoryContaining("glob:**.jsonl")
        .isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anotherNumberOfSessionsReplacesTheLogs() throws IOException {
    SessionLogs all = new SessionLogs(folder, true);
    all.prepare(SPACE);
    all.source().orElseThrow().open(ID, SPACE).close();
    all.settle(ID, true);
    SessionLogs some = new SessionLogs(folder, 3);
    assertThat(some.lacks(ID)).isTrue();
    some.prepare(SPACE);
    assertThat(folder).isDirectoryNotContaining("glob:**.jsonl");
    assertThat(folder.resolve("columns.json")).content().contains("\"sessions\":3");
    some.source().orElseThrow().open(ID, SPACE).close();
    some.settle(ID, true);
    assertThat(some.lacks(ID)).isFalse();
    assertThat(all.lacks(ID)).isTrue();
    assertThat(new SessionLogs(folder, false).lacks(ID)).isFalse();
  }

  @Test
  void trialThatFailsOrIsNotLoggedTakesTheOldLogAway() throws IOException {
    for (boolean wanted : new boolean[] {true, false}) {
      SessionLogs logs = new SessionLogs(folder, true);
      logs.source().orElseThrow().open(ID, SPACE).close();
      logs.settle(ID, true);
      logs.source().orElseThrow().open(ID, SPACE).close();
      new SessionLogs(folder, wanted).settle(ID, !wanted);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void logThatCannotBeWrittenSaysWhichAndWhatToDo() throws IOException {
    SessionLogs logs = new SessionLogs(Files.createFile(folder.resolve("file")), true);
    assertThatThrownBy(() -> logs.source().orElseThrow().open(ID, SPACE))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("file/greedy-seed-3.jsonl.tmp cannot be written (")
        .hasMessageEndingWith("; see that there is room, or run without recsim.sessionLogs");
  }

  @Test
  void unwantedLogsWriteNothingAndLackNothing() throws IOException {
    SessionLogs logs = new SessionLogs(folder.resolve("sessions"), false);
    logs.prepare(SPACE);
    logs.settle(ID, true);
    assertThat(logs.source()).isEmpty();
    assertThat(logs.lacks(ID)).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesOfFeaturesStandBesideTheLogsAndHalfWrittenOnesAreSwept() throws IOException {
    Files.writeString(folder.resolve("greedy-seed-9.jsonl.tmp"), "{");
    new SessionLogs(folder, true).prepare(SPACE);
    assertThat(folder.resolve("columns.json"))
        .hasContent(
            "{\"document\":[\"x\",\"y\"],\"signals\":[\"click\",\"minutes\"],\"user\":[\"age\"]}");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }
}
