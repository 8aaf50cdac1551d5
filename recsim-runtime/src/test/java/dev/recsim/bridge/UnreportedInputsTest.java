package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Inputs;
import dev.recsim.experimentfile.ExperimentSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that report nothing: what recsim knows of them by itself. */
@Tag("slow")
class UnreportedInputsTest {
  @TempDir Path folder;

  private ExperimentSpec spec(String more) throws Exception {
    return Trials.read(
        folder,
        """
        environment: {type: six_states}
        agents: {sound: {type: process, command: %s%s}}
        evaluation: {sessions: 2}
        trials: {seeds: [0]}
        """
            .formatted(Python.yaml(FaultyAgent.sound()), more));
  }

  private Inputs inputs(String more) throws Exception {
    return Trials.completed(spec(more))[0].inputs();
  }

  @Test
  void theProgramIsDigestedButMoreIsNotKnown() throws Exception {
    String java = FaultyAgent.sound().get(0);
    Inputs inputs = inputs("");

    assertThat(inputs.complete()).isFalse();
    assertThat(inputs.programs()).containsExactly(Map.entry(java, java));
    assertThat(inputs.files()).containsOnlyKeys(java);
    assertThat(inputs.files().get(java)).matches("[0-9a-f]{64}");
  }

  @Test
  void aVersionOrFilesMakeItKnown() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThat(inputs(", version: '1'").complete()).isTrue();
    assertThat(inputs(", files: [mine.txt]").complete()).isTrue();
  }

  @Test
  void onlyAShellHidesWhatItStarts() throws Exception {
    for (List<String> hidden :
        List.of(
            List.of("sh", "-c", "mine"),
            List.of("env", "A=1", "/bin/bash", "-lc", "mine"),
            List.of("cmd.exe", "/c", "mine"))) {
      assertThat(Command.hidesProgram(hidden)).as(hidden.toString()).isTrue();
    }
    for (List<String> shown :
        List.of(
            List.of("python3", "-c", "mine"),
            List.of("sh", "mine.sh"),
            List.of("gcc", "-c", "sh"))) {
      assertThat(Command.hidesProgram(shown)).as(shown.toString()).isFalse();
    }
  }

  @Test
  void filesAreThoseThatTheCommandNamesAndThoseGiven() throws Exception {
    Files.createDirectories(folder.resolve("agents"));
    for (String file : List.of("agents/a.py", "agents/b.py", "weights.pt", "notes.txt")) {
      Files.writeString(folder.resolve(file), "");
    }
    Command command =
        new Command(List.of("python3", "./agents/a.py", "weights.pt", "none.txt"), folder);
    assertThat(command.files(null)).containsExactly("agents/a.py", "agents/b.py", "weights.pt");
    assertThat(command.files(List.of("notes.txt", "agents/a.py")))
        .containsExactly("notes.txt", "agents/a.py", "weights.pt");
    List<String> again = command.files(List.of("notes.txt"));
    assertThat(again).containsExactly("notes.txt", "./agents/a.py", "weights.pt");
    assertThat(command.files(again)).isEqualTo(again);
  }
}
