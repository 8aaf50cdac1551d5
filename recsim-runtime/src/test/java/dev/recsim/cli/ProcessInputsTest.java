package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.bridge.Python;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stored trial of an agent in another program is used again only if the program would give it
 * now, and no program is started to know that.
 */
@Tag("slow")
@Timeout(300)
class ProcessInputsTest {
  private static final String UNCHANGED = "e: unchanged, 4 already stored";
  private static final String AGAIN = "e: 2 trials, 2 already stored";

  /** Reads data before it knows recsim, and counts its starts. */
  private static final String SCRIPT =
      """
      import os, sys, tempfile
      package, lib, first, starts = sys.argv[1:]
      with open(starts, "a") as file:
          file.write("started\\n")
      sys.path[1:1] = [first, lib]
      choice = int(open(lib + "/data.txt").read())
      try:
          choice = int(open(lib + "/better.txt").read())
      except FileNotFoundError:
          pass
      try:
          import optional_choice
          choice = optional_choice.CHOICE
      except ImportError:
          pass
      import helper
      own = tempfile.TemporaryDirectory()  # is deleted at the end
      open(os.path.join(own.name, "made.py"), "w").close()
      sys.path.append(own.name)
      import made
      sys.path.append(package)
      import numpy
      import recsim_jvm


      class Fixed(recsim_jvm.Agent):
          deterministic = True

          def act(self, observations, keys, explore):
              return numpy.full(len(observations), (choice + helper.ADD) % 3)


      recsim_jvm.serve(Fixed())
      """;

  @TempDir Path folder;
  private Path lib;
  private Path first;
  private Path starts;
  private Path agents;

  @BeforeEach
  void project() throws Exception {
    Python.require("numpy");
    agents = Files.createDirectories(folder.resolve("experiments/agents"));
    lib = Files.createDirectories(folder.resolve("lib"));
    first = folder.resolve("first");
    starts = folder.resolve("starts.txt");
    Files.writeString(agents.resolve("fixed.py"), SCRIPT);
    Files.writeString(lib.resolve("helper.py"), "ADD = 0\n");
    Files.writeString(lib.resolve("data.txt"), "1");
    experiment("[%s, agents/fixed.py, %s]".formatted(Python.PROGRAM, arguments()), "");
  }

  private String arguments() {
    return "%s, %s, %s, %s".formatted(Python.PACKAGE, lib, first, starts);
  }

  private void experiment(String command, String more) throws Exception {
    Files.writeString(
        folder.resolve("experiments/e.yaml"),
        """
        environment: {type: transition_matrix, doc_num: 3}
        agents: {random: {type: random}, py: {type: process, command: %s%s}}
        evaluation: {sessions: 20}
        trials: {seeds: 0..1}
        """
            .formatted(command, more));
  }

  /** Asks for as many seeds as a baseline needs. */
  private void fiveSeeds() throws Exception {
    edit("seeds: 0..1", "seeds: 0..4");
  }

  private void edit(String from, String to) throws Exception {
    Path file = folder.resolve("experiments/e.yaml");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private String run() {
    Printed printed = Printed.by(folder, "run");
    assertThat(printed.code()).as(printed.toString()).isEqualTo(ExitCode.FINE);
    return printed.text();
  }

  private int starts() throws Exception {
    return Files.readAllLines(starts).size();
  }

  @Test
  void nothingStartsAProgramWhoseTrialsAreStored() throws Exception {
    fiveSeeds();
    run();
    int first = starts();
    assertThat(first).isBetween(1, 5);

    assertThat(run()).contains("e: unchanged, 10 already stored");
    assertThat(Printed.by(folder, "run", "--dry-run").text()).contains("10 stored");
    assertThat(Printed.by(folder, "baseline").code()).isEqualTo(ExitCode.FINE);
    assertThat(Printed.by(folder, "check").text()).contains("2 agents identical");
    assertThat(Printed.by(folder, "report").code()).isEqualTo(ExitCode.FINE);
    assertThat(starts()).isEqualTo(first);
  }

  @Test
  void aModuleOfTheProgramMakesItsTrialsRunAgain() throws Exception {
    assertRunsAgain("lib/helper.py");
  }

  /** Also a file that was looked for, and a module that hides another. */
  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lib/better.txt",
        "lib/data.txt",
        "first/helper.py",
        "lib/optional_choice.py",
        "first/optional_choice/__init__.py",
        "experiments/agents/fixed.py"
      })
  void whateverElseItReadToo(String changed) throws Exception {
    assertRunsAgain(changed);
  }

  private void assertRunsAgain(String changed) throws Exception {
    String before = run();
    Path file = folder.resolve(changed);
    Files.createDirectories(file.getParent());
    boolean script = changed.endsWith("fixed.py");
    String text =
        script
            ? SCRIPT.replace("helper.ADD)", "2)")
            : file.endsWith("helper.py")
                ? "ADD = 1\n"
                : changed.endsWith(".txt") ? "2" : "CHOICE = 2";
    Files.writeString(file, text);

    fiveSeeds();
    assertThat(Printed.by(folder, "check").text() + Printed.by(folder, "baseline").errors())
        .contains(
            "e: 3 of 5 trials of random have not run as the experiment and the code stand now")
        .contains("e: 5 of 5 trials of py have not run as the experiment and the code stand now");
    assertThat(starts()).isEqualTo(2);
    edit("seeds: 0..4", "seeds: 0..1");

    String after = run();
    assertThat(after).contains(AGAIN);
    assertThat(score(after)).isNotEqualTo(score(before));
    assertThat(run()).contains(UNCHANGED);
    assertThat(starts()).isEqualTo(4);
  }

  private static String score(String printed) {
    return printed
        .lines()
        .filter(it -> it.matches("  py  .*"))
        .findFirst()
        .orElseThrow()
        .replaceAll("  +", " ");
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"lib/other.txt", "lib/another.py", "first/unrelated.py"})
  void whatItDidNotReadChangesNothing(String file) throws Exception {
    run();
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), "x = 1");
    assertThat(run()).contains(UNCHANGED);
  }

  @Tag("nightly")
  @Test
  void anAbsoluteScriptIsNotCopiedButItsChangeIsNoticed() throws Exception {
    Path script = Files.writeString(folder.resolve("absolute.py"), SCRIPT);
    experiment("[%s, %s, %s]".formatted(Python.PROGRAM, script, arguments()), "");
    run();
    assertThat(run()).contains(UNCHANGED);
    Files.writeString(script, SCRIPT.replace("helper.ADD)", "1)"));
    assertThat(run()).contains(AGAIN);
  }

  @Tag("nightly")
  @Test
  void aProgramInAShellRunsAgainEachTimeAndSaysSo() throws Exception {
    Path script = Files.writeString(folder.resolve("absolute.py"), SCRIPT);
    String command =
        "[sh, -c, \"exec %s %s %s\"]"
            .formatted(Python.PROGRAM, script, arguments().replace(",", ""));
    experiment(command, "");
    fiveSeeds();
    run();
    assertThat(run())
        .contains("e: 5 trials, 5 already stored")
        .contains("e: stored trials of py are ignored and run again, because")
        .contains("version");
    assertThat(Printed.by(folder, "baseline").code()).isEqualTo(ExitCode.FINE);

    experiment(command, ", version: one");
    run();
    assertThat(run()).contains(UNCHANGED);
  }

  @Tag("nightly")
  @Test
  void filesDoNotDropTheScript() throws Exception {
    Files.writeString(agents.resolve("notes.txt"), "one");
    experiment(
        "[%s, agents/fixed.py, %s]".formatted(Python.PROGRAM, arguments()),
        ", files: [agents/notes.txt]");
    run();
    assertThat(run()).contains(UNCHANGED);
    Files.writeString(agents.resolve("fixed.py"), SCRIPT + "# a comment\n");
    assertThat(run()).contains(AGAIN);
    Files.writeString(agents.resolve("notes.txt"), "two");
    assertThat(run()).contains(AGAIN);
  }

  @Tag("nightly")
  @Test
  void aModuleAsProgramIsReusedBecauseItReportsWhatItReads() throws Exception {
    Path module = Files.createDirectories(lib.resolve("fixed_agent")).resolve("__main__.py");
    Files.writeString(module, SCRIPT);
    String command =
        "[env, PYTHONDONTWRITEBYTECODE=1, %s, %s, -m, fixed_agent, %s]"
            .formatted(wrapper(), Python.PROGRAM, arguments());
    experiment(command, "");
    run();
    assertThat(run()).contains(UNCHANGED);
    Files.writeString(module, SCRIPT.replace("helper.ADD)", "1)"));
    assertThat(run()).contains(AGAIN);
    Path program = wrapper();
    Files.writeString(program, Files.readString(program) + "# another\n");
    assertThat(run()).contains(AGAIN);
  }

  /** Adds a folder to those that Python searches, behind those of recsim. */
  private Path wrapper() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("with-lib"),
            "#!/bin/sh\nPYTHONPATH=$PYTHONPATH:%s exec \"$@\"\n".formatted(lib));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  @Tag("nightly")
  @Test
  void aModuleOfTheVariableOfTheSystemIsNoticed() throws Exception {
    Files.writeString(lib.resolve("helper.py"), "ADD = 0\nimport deeper\n");
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("deeper.py"), "");
    assertThat(runWith(elsewhere)).contains("e: 4 trials");
    assertThat(runWith(elsewhere)).contains(UNCHANGED);
    Files.writeString(elsewhere.resolve("deeper.py"), "# other\n");
    assertThat(runWith(elsewhere)).contains(AGAIN);
    assertThat(runWith(lib)).contains(AGAIN);
  }

  /** Runs in a JVM whose PYTHONPATH is a folder. */
  private String runWith(Path path) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(Printed.words(folder, "run")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", path.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
