package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.recsim.tool.Interpreter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Agents, services and files that break a promise, each in a real build with its exit status. */
@Tag("nightly")
class PromisesIT {
  private static final Path PYTHON = Path.of(Interpreter.PROGRAM);
  private static final String SECRET = "s3cr3t-token-of-the-shop";
  private static final Pattern POSITIONS = Pattern.compile("\"key\"");

  private static Project project;
  private static HttpServer service;

  /** How the service answers; counts requests. */
  private static volatile boolean remembers;

  private static final AtomicInteger REQUESTS = new AtomicInteger();

  @BeforeAll
  static void compile() throws Exception {
    project = Project.copy("promises", "promises").versioned();
    Files.createDirectories(project.path("experiments/agents"));
    write("sound", "environment: {type: lobby}\nagents: {random: {type: random}}\n");
    Build build = project.mvn("compile", "recsim:validate");
    assertThat(build.exitCode()).as(build.output()).isZero();
    project.commit("Start");
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          String asked =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          int sessions = (int) POSITIONS.matcher(asked).results().count();
          int item = remembers ? REQUESTS.incrementAndGet() % 4 : 1;
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          boolean echoes = exchange.getRequestURI().getPath().equals("/echo");
          String one =
              echoes
                  ? "{\"items\":[\"" + token + "\"]}"
                  : "{\"items\":[%s,%s]}".formatted(item, (item + 1) % 4);
          String answer = "{\"sessions\":[" + (one + ",").repeat(sessions) + "]}";
          byte[] bytes = answer.replace(",]", "]").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    service.start();
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.stop(0);
    }
  }

  private static String url(String path) {
    return "http://localhost:" + service.getAddress().getPort() + path;
  }

  private static void write(String name, String experiment) throws IOException {
    Files.writeString(
        project.path("experiments/" + name + ".yaml"),
        experiment + "evaluation: {sessions: 300}\ntrials: {seeds: 0..4}\n");
  }

  private static Build run(String name, String environment, String agent) throws Exception {
    write(
        name,
        "environment: {type: %s}\nagents:\n  random: {type: random}\n  ours: %s\n"
            .formatted(environment, agent));
    return project.mvn("recsim:run", "-Drecsim.experiment=" + name);
  }

  private static void fails(Build build, String... texts) {
    assertThat(build.exitCode()).as(build.output()).isEqualTo(1);
    assertThat(build.output()).contains(texts).doesNotContain("\tat ");
    assertThat(build.output()).doesNotContainPattern("random-seed-\\d+ FAILED");
  }

  @Test
  void impossibleSlatesFailInOwnEnvironmentsToo() throws Exception {
    fails(run("missing", "lobby", "{type: odd, how: missing}"), "[0, 99]", "documents are 0 to 3");
    fails(run("twice", "lobby", "{type: odd, how: twice}"), "example.OddProvider", "[1, 1]");
  }

  @Test
  void randomnessThatIsDeniedFails() throws Exception {
    fails(run("draw", "lobby", "{type: odd, how: draw}"), "says that it has no randomness");
  }

  @Test
  void onlyTheAgentThatWritesIntoFeaturesFails() throws Exception {
    fails(
        run("write", "interest_evolution", "{type: odd, how: write}"),
        "the policy example.OddProvider",
        "changed the features");
  }

  @Test
  void agentThatInterruptsItsThreadFailsAlone() throws Exception {
    fails(run("interrupt", "lobby", "{type: odd, how: interrupt}"), "interrupted its thread");
  }

  @Test
  void printedCommandsAreHarmless() throws Exception {
    Build build = run("command", "lobby", "{type: odd, how: command}");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).contains("error::printed", "cleared").doesNotContain("\u001b");
    assertThat(build.lines()).noneMatch(line -> line.startsWith("::"));
  }

  @Test
  void hookThatNeverEndsIsNamedAndCutOff() throws Exception {
    Build build = run("linger", "lobby", "{type: odd, how: linger}");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).contains("example-linger", "BUILD SUCCESS");
  }

  @Test
  void serviceWithMemoryFails() throws Exception {
    String agent = "{type: http, url: \"%s\", version: one}".formatted(url("/rank"));
    remembers = false;
    Build sound = run("service", "lobby", agent);
    assertThat(sound.exitCode()).as(sound.output()).isZero();

    remembers = true;
    fails(
        run("memory", "lobby", agent),
        "the answers of ours depend on the order or the number of the sessions of a request");
  }

  @Test
  void tokensReachNoFile() throws Exception {
    for (String value : List.of(SECRET + "\r", SECRET + "\n", SECRET + "\u0007x", SECRET)) {
      project.with("SHOP_TOKEN", value);
      Build build =
          run(
              "token",
              "lobby",
              "{type: http, url: \"%s\", token_env: SHOP_TOKEN}".formatted(url("/echo")));

      assertThat(build.exitCode()).as(build.output()).isEqualTo(1);
      assertThat(build.output()).doesNotContain(SECRET);
      for (Path file : Project.files(project.path("reports"))) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).as("%s", file).doesNotContain(SECRET);
      }
    }
  }

  @Test
  void scriptsOfPagesRunByHash() throws Exception {
    Build build = project.mvn("recsim:run", "-Drecsim.experiment=sound");
    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(project.read("reports/sound/index.html"))
        .containsPattern("script-src (&#39;sha256-[A-Za-z0-9+/=]+&#39; ?)+;")
        .doesNotContainPattern("script-src[^;]*unsafe-inline");
  }

  @Test
  void whatAgentsStartEndsWithThem() throws Exception {
    String marker = "31415926";
    Files.writeString(
        project.path("experiments/agents/start.sh"),
        "sleep %s & setsid sleep %s &\nsleep 1\nexit 3\n".formatted(marker, marker));

    Build build = run("start", "lobby", "{type: process, command: [sh, agents/start.sh]}");

    fails(build, "exit status 3");
    assertThat(ProcessHandle.allProcesses().map(it -> it.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains("sleep " + marker));
  }

  @Test
  void hiddenProgramsRunEachTime() throws Exception {
    Interpreter.require("numpy");
    String python =
        """
        import numpy
        from recsim_jvm.agent import Agent, serve
        class Ours(Agent):
            def act(self, observations, keys, explore):
                return numpy.tile([0, 1], (len(observations), 1))
        serve(Ours())
        """;
    Path script = Files.writeString(project.path("ours.py"), python);
    String agent =
        "{type: process, command: [sh, -c, \"PYTHONPATH=$PYTHONPATH:%s exec %s %s\"]}"
            .formatted(Path.of("..", "python").toAbsolutePath().normalize(), PYTHON, script);
    Build first = run("hidden", "lobby", agent);
    Build second = run("hidden", "lobby", agent);

    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(second.exitCode()).as(second.output()).isZero();
    assertThat(second.output())
        .contains("stored trials of ours are ignored and run again", "5 trials, 5 already stored");
  }

  @Test
  void weightsOutsideOfGitAreJudgedForTheirAgentAlone() throws Exception {
    Interpreter.require("numpy");
    Files.writeString(project.path("experiments/agents/.gitignore"), "weights.txt\n");
    Path weights = project.path("experiments/agents/weights.txt");
    Files.writeString(weights, "2\n");
    Files.writeString(
        project.path("experiments/agents/weighted.py"),
        """
        import sys
        sys.path.append("%s")
        import numpy
        from recsim_jvm.agent import Agent, serve
        SIZE = int(open("agents/weights.txt").read())
        class Ours(Agent):
            def act(self, observations, keys, explore):
                slate = [0, 1] if SIZE == 2 else [0, -1]
                return numpy.tile(slate, (len(observations), 1))
        serve(Ours())
        """
            .formatted(Path.of("..", "python").toAbsolutePath().normalize()));
    String agent = "{type: process, command: [%s, agents/weighted.py]}".formatted(PYTHON);
    Build sound = run("weights", "lobby", agent);
    assertThat(sound.exitCode()).as(sound.output()).isZero();
    Build recorded = project.mvn("recsim:baseline", "-Drecsim.experiment=weights");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    project.commit("Record weights");

    Files.writeString(weights, "1\n");
    Build worse = project.mvn("recsim:run", "recsim:check", "-Drecsim.experiment=weights");
    assertThat(worse.exitCode()).as(worse.output()).isEqualTo(1);
    assertThat(worse.output())
        .contains("weights (ours REGRESSED by 5", "1 agent regressed, 1 identical")
        .doesNotContain("ARENA");

    Files.writeString(weights, "2\n");
    project.edit("experiments/agents/weighted.py", "import numpy", "import numpy # arrays");
    Build comment = project.mvn("recsim:run", "recsim:check", "-Drecsim.experiment=weights");
    assertThat(comment.exitCode()).as(comment.output()).isZero();
    assertThat(comment.output()).contains("2 agents identical");
  }

  @Test
  void externalDataOfModelsIsJudged() throws Exception {
    Interpreter.require("onnx");
    Files.writeString(
        project.path("model.py"),
        """
        import sys
        import numpy
        import onnx
        from onnx import TensorProto, helper, numpy_helper
        scores = numpy.array([[float(x) for x in sys.argv[2:]]], dtype=numpy.float32)
        nodes = [
            helper.make_node("Sub", ["state", "state"], ["zero"]),
            helper.make_node("Gather", ["table", "zero"], ["scores"], axis=0),
        ]
        graph = helper.make_graph(
            nodes, "g",
            [helper.make_tensor_value_info("state", TensorProto.INT64, ["batch"])],
            [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", 3])],
            [numpy_helper.from_array(scores, "table")])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        onnx.save(model, sys.argv[1], save_as_external_data=True, location="w.bin",
                  size_threshold=0)
        """);
    Path models = Files.createDirectories(project.path("experiments/models"));
    model(models, "0", "9", "0");
    write(
        "external",
        """
        environment: {type: transition_matrix, acceptance: {rows: [[0.1, 0.9, 0.1], [0.1, 0.9, 0.1], [0.1, 0.9, 0.1]]}}
        agents: {random: {type: random}, model: {type: onnx, model: models/it.onnx}}
        """);
    String only = "-Drecsim.experiment=external";
    Build recorded = project.online().mvn("recsim:run", "recsim:baseline", only);
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    byte[] graph = Files.readAllBytes(models.resolve("it.onnx"));

    Files.delete(models.resolve("w.bin"));
    model(models, "9", "0", "0");
    assertThat(models.resolve("it.onnx")).hasBinaryContent(graph);
    Build worse = project.mvn("recsim:run", "recsim:check", only);

    assertThat(worse.exitCode()).as(worse.output()).isEqualTo(1);
    assertThat(worse.output()).contains("model REGRESSED", "1 agent regressed, 1 identical");
  }

  private static void model(Path models, String... scores) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                PYTHON.toString(),
                project.path("model.py").toString(),
                models.resolve("it.onnx").toString()));
    words.addAll(List.of(scores));
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
  }
}
