package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.onnx.OnnxOptions;
import dev.recsim.bridge.ProcessOptions;
import dev.recsim.experiment.remote.Parcel;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents with a command, a model or files for each trial. */
class TrialFilesTest {
  @TempDir Path folder;

  private void write(String... files) throws Exception {
    for (String file : files) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
  }

  private ExperimentSpec read(String agent, String trials) throws Exception {
    String yaml =
        """
        environment: {type: transition_matrix}
        agents:
          same: {type: random}
          it: %s
        trials: {seeds: %s}
        """;
    return ExperimentReader.read(
        Files.writeString(folder.resolve("a.yaml"), yaml.formatted(agent, trials)));
  }

  private static AgentSpec<?> agent(ExperimentSpec spec) {
    return spec.agents().get(1);
  }

  private static ProcessOptions process(ExperimentSpec spec, int seed) {
    return (ProcessOptions) agent(spec).of(seed).options();
  }

  private static OnnxOptions onnx(ExperimentSpec spec, int seed) {
    return (OnnxOptions) agent(spec).of(seed).options();
  }

  private static Map<Integer, String> fingerprints(ExperimentSpec spec) {
    Map<Integer, String> fingerprints = new TreeMap<>();
    agent(spec).ofSeeds().forEach((seed, it) -> fingerprints.put(seed, it.fingerprint()));
    return fingerprints;
  }

  private void fails(String agent, String trials, String message) {
    assertThatThrownBy(() -> read(agent, trials))
        .isInstanceOf(InvalidExperiment.class)
        .satisfies(
            e ->
                assertThat(((InvalidExperiment) e).problems())
                    .anySatisfy(it -> assertThat(it.toString()).contains(message)));
  }

  @Test
  void aProcessHasTheFilesOfItsSeed() throws Exception {
    write("agents/it.py", "agents/w-3.pt", "agents/w-5.pt", "extra/0.txt", "extra/1.txt");
    String command = "[python3, agents/it.py, 'agents/w-{seed}.pt', '--n={trial}']";
    ExperimentSpec spec = read("{type: process, command: " + command + "}", "[5, 3]");
    assertThat(process(spec, 3).command())
        .containsExactly("python3", "agents/it.py", "agents/w-3.pt", "--n=0");
    assertThat(process(spec, 3).files()).containsExactly("agents/it.py", "agents/w-3.pt");
    assertThat(process(spec, 5).files()).containsExactly("agents/it.py", "agents/w-5.pt");
    assertThat(process(spec, 5).command()).endsWith("--n=1");
    ExperimentSpec listed =
        read(
            "{type: process, command: " + command + ", files: [agents/it.py, 'extra/{trial}.txt']}",
            "[3, 5]");
    assertThat(process(listed, 5).files())
        .containsExactlyInAnyOrder("agents/it.py", "extra/1.txt", "agents/w-5.pt");
  }

  @Test
  void aListHasACommandForEachTrial() throws Exception {
    write("agents/it.py", "agents/a.pt", "agents/b.pt");
    String commands =
        "[[python3, agents/it.py, agents/a.pt], [python3, agents/it.py, agents/b.pt]]";
    ExperimentSpec spec = read("{type: process, commands: " + commands + "}", "3..4");
    assertThat(process(spec, 4).command()).endsWith("agents/b.pt");
    assertThat(process(spec, 4).files()).containsExactly("agents/b.pt", "agents/it.py");
    assertThat(process(spec, 4).commands()).isNull();
  }

  @Test
  void aModelOfONNXIsThatOfItsTrial() throws Exception {
    write("m-0.onnx", "m-1.onnx", "common.bin");
    ExperimentSpec named = read("{type: onnx, model: 'm-{seed}.onnx', data: [common.bin]}", "0..1");
    assertThat(onnx(named, 1))
        .isEqualTo(new OnnxOptions("m-1.onnx", null, List.of("common.bin"), null, null));
    ExperimentSpec listed = read("{type: onnx, models: [m-1.onnx, m-0.onnx]}", "0..1");
    assertThat(onnx(listed, 1)).isEqualTo(new OnnxOptions("m-0.onnx", null, null, null, null));
    assertThat(agent(read("{type: onnx, model: m-0.onnx}", "0..1")).ofSeeds()).isEmpty();
  }

  @Test
  void agentsInsideOfOthersHaveThemToo() throws Exception {
    write("m-0.onnx", "m-1.onnx");
    String inside = "{type: onnx, model: 'm-{seed}.onnx'}";
    ExperimentSpec spec =
        read("{type: epsilon_greedy, epsilon: 0.1, base: " + inside + "}", "0..1");
    assertThat(agent(spec).of(1).options().toString()).contains("model=m-1.onnx");
  }

  @Test
  void anotherFileChangesOnlyItsTrial() throws Exception {
    write("agents/it.py", "agents/w-0.pt", "agents/w-1.pt");
    String agent = "{type: process, command: [python3, agents/it.py, 'agents/w-{seed}.pt']}";
    Map<Integer, String> before = fingerprints(read(agent, "0..1"));
    Files.writeString(folder.resolve("agents/w-1.pt"), "other");
    Map<Integer, String> after = fingerprints(read(agent, "0..1"));
    assertThat(after.get(0)).isEqualTo(before.get(0));
    assertThat(after.get(1)).isNotEqualTo(before.get(1));
    write("agents/w-2.pt");
    assertThat(fingerprints(read(agent, "0..2"))).containsAllEntriesOf(after).hasSize(3);
    Files.writeString(folder.resolve("agents/it.py"), "other");
    assertThat(fingerprints(read(agent, "0..2")).values())
        .doesNotContainAnyElementsOf(after.values());
  }

  @Test
  void theResolvedExperimentHasTheSameTrials() throws Exception {
    write("agents/it.py", "agents/w-0.pt", "agents/w-1.pt", "m-0.onnx", "m-1.onnx");
    for (String agent :
        List.of(
            "{type: process, command: [python3, agents/it.py, 'agents/w-{seed}.pt']}",
            "{type: onnx, model: 'm-{trial}.onnx'}",
            "{type: onnx, models: [m-1.onnx, m-0.onnx]}")) {
      ExperimentSpec spec = read(agent, "0..1");
      ExperimentSpec again = ExperimentReader.read(spec.resolved(), spec);
      assertThat(again.resolved()).isEqualTo(spec.resolved());
      assertThat(fingerprints(again)).isEqualTo(fingerprints(spec)).hasSize(2);
      ExperimentSpec there = Parcel.of(spec).unpack(Files.createTempDirectory(folder, "there"));
      assertThat(fingerprints(there)).isEqualTo(fingerprints(spec));
    }
  }

  @Test
  void allFilesBelongToTheAgent() throws Exception {
    write("agents/it.py", "agents/w-0.pt", "agents/w-1.pt", "m-0.onnx", "m-1.onnx");
    for (String agent :
        List.of(
            "{type: process, command: [python3, agents/it.py, 'agents/w-{seed}.pt']}",
            "{type: onnx, model: 'm-{seed}.onnx'}")) {
      ExperimentSpec spec = read(agent, "0..1");
      Definition definition = Definition.of(spec.resolved(), spec.files());
      assertThat(spec.files()).hasSizeGreaterThan(1);
      spec.files()
          .keySet()
          .forEach(file -> assertThat(definition.agentsWith(file)).contains(Set.of("it")));
    }
  }

  @Test
  void errorsNameTheSeedTheFileAndTheCure() throws Exception {
    write("agents/it.py", "agents/w-0.pt", "m-0.onnx");
    fails(
        "{type: process, command: [python3, agents/it.py, 'agents/w-{seed}.pt']}",
        "0..1",
        "a.yaml:4:56: command[2] names \"agents/w-1.pt\" for seed 1, but there is no such file beside"
            + " the experiment; add it, or remove the seed");
    fails(
        "{type: process, command: [python3, agents/it.py, 'agents/x-{seed}.pt']}",
        "0..1",
        "names \"agents/x-0.pt\" for seed 0");
    fails("{type: onnx, model: 'm-{seed}.onnx'}", "0..1", "model names \"m-1.onnx\" for seed 1");
    fails(
        "{type: onnx, models: [m-0.onnx, m-0.onnx, m-0.onnx]}",
        "0..4",
        "models needs one for each of the 5 trials, in the order of their seeds (0, 1 ... 4), but"
            + " has 3");
    fails(
        "{type: process, commands: [[a]]}", "[1, 7]", "trials, in the order of their seeds (1, 7)");
    fails(
        "{type: onnx, model: 'm-{sed}.onnx'}",
        "0..1",
        "{sed} is no placeholder, did you mean {seed}?");
    fails("{type: process, command: [a, '{trail}']}", "0", "4:36: {trail} is no placeholder");
    fails(
        "{type: onnx, model: a.onnx, models: [b.onnx]}", "0", "names \"a.onnx\", but there is no");
    fails(
        "{type: onnx, model: m-0.onnx, models: [m-0.onnx]}",
        "0",
        "models cannot be given together with model; remove one");
  }

  @Test
  void seedsOfAnUndecidedCheckHaveFilesToo() throws Exception {
    write("m-0.onnx", "m-1.onnx", "m-2.onnx", "m-3.onnx", "m-4.onnx");
    String agent = "{type: onnx, model: 'm-{trial}.onnx'}";
    ExperimentSpec spec = read(agent, "0..1}\nbaseline: {max_seeds: 5");
    assertThat(agent(spec).ofSeeds()).hasSize(5);
    Files.delete(folder.resolve("m-4.onnx"));
    fails(agent, "0..1}\nbaseline: {max_seeds: 5", "names \"m-4.onnx\"");
  }

  @Test
  void otherBracesStay() throws Exception {
    ExperimentSpec spec = read("{type: process, command: [awk, '{print}'], version: a}", "0..1");
    assertThat(agent(spec).ofSeeds()).isEmpty();
  }
}
