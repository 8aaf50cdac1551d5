package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.command.Program.Ended;
import dev.recsim.tool.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The action of GitHub: its description, and its script with a GitHub that writes down calls. */
class ActionIT {
  private static final Path ACTION = Path.of("..", ".github", "actions", "recsim");
  private static final Path WORKFLOW = Path.of("..", ".github", "workflows", "recsim.yml");
  private static final Pattern INPUT = Pattern.compile("inputs\\.(\\w+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Z][A-Z_]+)");
  private static final Pattern USED = Pattern.compile("uses: (\\S+@\\S+)");

  /** Those that a runner sets, or a company that has a mirror. */
  private static final Set<String> OF_RUNNERS =
      Set.of("RUNNER_TEMP", "GITHUB_REPOSITORY", "MAVEN_CENTRAL");

  private static final String GH =
      """
      #!/bin/bash
      echo "$@" >>"$RUNNER_TEMP/calls"
      case "$*" in *--jq*) cat "$RUNNER_TEMP/id" ;; esac
      """;

  @TempDir Path folder;

  @Test
  void descriptionIsWhole() throws IOException {
    String text = Files.readString(ACTION.resolve("action.yml"));
    Map<String, Object> action = new Yaml().load(text);
    Map<?, ?> inputs = (Map<?, ?>) action.get("inputs");
    Map<?, ?> runs = (Map<?, ?>) action.get("runs");

    assertThat(runs.get("using")).isEqualTo("composite");
    assertThat(found(INPUT, text)).isEqualTo(inputs.keySet());
    assertThat(inputs.values())
        .allSatisfy(
            it ->
                assertThat(((Map<?, ?>) it).keySet())
                    .asString()
                    .contains("description", "default"));
    Set<String> given = new TreeSet<>(OF_RUNNERS);
    for (Object each : (List<?>) runs.get("steps")) {
      Map<?, ?> step = (Map<?, ?>) each;
      assertThat(step.containsKey("uses") != step.containsKey("run")).as("%s", step).isTrue();
      if (step.containsKey("run")) {
        assertThat(step.get("shell")).isEqualTo("bash");
        assertThat(step.get("run")).isEqualTo("\"$GITHUB_ACTION_PATH/run.sh\"");
        ((Map<?, ?>) step.get("env")).keySet().forEach(it -> given.add(it.toString()));
      }
    }
    given.remove("GH_TOKEN");
    assertThat(found(VARIABLE, Files.readString(ACTION.resolve("run.sh")))).isEqualTo(given);
    assertThat(Files.isExecutable(ACTION.resolve("run.sh"))).isTrue();
    // Nobody can replace what they stand for.
    assertThat(found(USED, Files.readString(WORKFLOW))).containsAll(found(USED, text));
    String page = Files.readString(Path.of("..", "docs", "command-line.md"));
    inputs.keySet().forEach(it -> assertThat(page).contains("`" + it + "`"));
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().map((MatchResult it) -> it.group(1)).forEach(found::add);
    return found;
  }

  @Tag("nightly")
  @Test
  void scriptRunsChecksAndComments() throws Exception {
    Tool.BASH.require(Files.isExecutable(Path.of("/bin/bash")));
    Files.createDirectories(folder.resolve("experiments"));
    Files.writeString(
        folder.resolve("experiments/tiny.yaml"),
        """
        environment: {type: transition_matrix, doc_num: 3}
        agents: {random: {type: random}, optimal: {type: optimal}}
        evaluation: {sessions: 5}
        trials: {seeds: 0..4}
        """);
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    program("gh", GH);
    Files.writeString(temporary.resolve("id"), "");

    Ended first = script("7");
    assertThat(first.output()).contains("tiny: 10 trials").doesNotContain("::warning::");
    assertThat(first.status()).as(first.output()).isEqualTo(2);
    assertThat(folder.resolve("summary"))
        .content()
        .contains("no baseline; record a baseline and commit it");
    assertThat(temporary.resolve("recsim-comment.md"))
        .content()
        .startsWith("<!-- recsim -->\n## recsim check failed")
        .contains("recsim baseline --experiment=tiny");
    assertThat(temporary.resolve("calls"))
        .content()
        .contains("api --silent repos/a/b/issues/7/comments --field body=@");

    assertThat(Program.in(folder).run("baseline").status()).isZero();
    Files.writeString(temporary.resolve("id"), "42\n43\n");
    Ended second = script("7");
    assertThat(second.status()).as(second.output()).isZero();
    assertThat(temporary.resolve("calls"))
        .content()
        .contains("api --silent --method PATCH repos/a/b/issues/comments/42 --field body=@");

    // Without the permission to comment, and with another status.
    program("gh", "#!/bin/bash\nexit 1\n");
    program("java", "#!/bin/bash\nexit 3\n");
    Ended third = script("7");
    assertThat(third.output()).contains("::warning::the verdicts are no comment");
    assertThat(third.status()).isEqualTo(3);
  }

  private void program(String name, String text) throws IOException {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(program, text);
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private Ended script(String pullRequest) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", ACTION.resolve("run.sh").toAbsolutePath().toString());
    builder.directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", folder.resolve("bin") + ":" + java + ":/usr/bin:/bin");
    environment.put("JAVA_TOOL_OPTIONS", String.join(" ", Program.QUICK));
    environment.put("RUNNER_TEMP", folder.resolve("tmp").toString());
    environment.put("GITHUB_REPOSITORY", "a/b");
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
    environment.put("RECSIM_VERSION", "none");
    environment.put("RECSIM_JAR", Program.BUILT.toString());
    environment.put("RECSIM_CLASSPATH", "");
    environment.put("RECSIM_EXPERIMENT", "tiny");
    environment.put("PULL_REQUEST", pullRequest);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
