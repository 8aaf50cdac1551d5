package dev.recsim.experimentfile;

import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.schedule.Training;
import dev.recsim.yaml.binding.Providers;
import dev.recsim.yaml.binding.RecordShape;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The schema against the reader, on files that an independent reader of YAML 1.2 turns to JSON. */
@Tag("slow")
class ExperimentSchemaTest {
  private static final Path FILES = Path.of("src/test/resources/spec");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(DRAFT_2020_12).getSchema(ExperimentSchema.render());

  /** Bad by what a schema cannot see: files, several values together, how the YAML is written. */
  private static final Set<String> BEYOND_THE_SCHEMA =
      Set.of(
          "acceptance-ragged.yaml",
          "anchors.yaml",
          "doc-num-disagrees.yaml",
          "file-is-wrong.yaml",
          "no-such-file.yaml",
          "production-is-an-oracle.yaml",
          "seeds-range-backwards.yaml",
          "seeds-too-large.yaml",
          "seeds-too-many.yaml");

  private static final TransitionMatrixProvider ENVIRONMENTS = new TransitionMatrixProvider();

  /** Values of every kind, in and out of the ranges there are. */
  private static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "7",
          "-1",
          "0.5",
          "1.5",
          "1.0",
          "1e2",
          "2147483648",
          "1000001",
          "1e20",
          "true",
          "text",
          "\"\"",
          "\"1\"",
          "on",
          "0..3",
          "last",
          "raw",
          "java",
          "live",
          "~",
          "[]",
          "[1]",
          "[0]",
          "[16385]",
          "[1, 2]",
          "[1, 1]",
          "[a]",
          "[[1]]",
          "{}",
          "{a: 1}",
          "{start: 1, end: 0.5, updates: 3}",
          "{start: 2, end: 0.5, updates: 3}",
          "{start: 1, end: 0.5, updates: -3}",
          "{start: 1, end: 0.5}",
          "{rows: [[0.5]]}",
          "{rows: [[1.5]]}",
          "{rows: []}",
          "{file: text}",
          "{file: 1}",
          "{generate: {seed: 1}}",
          "{generate: {}}",
          "{generate: {seed: 1}, file: text}");

  @TempDir static Path folder;

  @Test
  void committedSchemaIsTheOneOfTheRecords() throws IOException {
    Path committed = Path.of("../experiments/recsim-experiment.schema.json");
    if (System.getProperty("recsim.schema", "").equals("write")) {
      Files.writeString(committed, ExperimentSchema.render());
    }
    assertThat(Files.readString(committed))
        .as(
            "options or defaults have changed: run `mvn recsim:schema`, or this test with"
                + " -Drecsim.schema=write, and commit the file")
        .isEqualTo(ExperimentSchema.render());
  }

  @Test
  void defaultsAreStatedAsTheReaderFillsThemIn() throws IOException {
    JsonNode training =
        new ObjectMapper().readTree(ExperimentSchema.render()).at("/$defs/training");

    assertThat(training.at("/anyOf/1/properties/warmup_sessions/default").intValue())
        .isEqualTo(Training.DEFAULTS.warmupSessions());
    assertThat(training.at("/anyOf/1/properties/keep/default").textValue()).isEqualTo("last");
    assertThat(training.at("/anyOf/1/properties/epochs/description").textValue()).isNotBlank();
  }

  static Stream<Path> goodFiles() throws IOException {
    return Stream.concat(Files.list(FILES.resolve("good")), Files.list(Path.of("../experiments")))
        .filter(file -> file.toString().endsWith(".yaml"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void goodFileIsAcceptedByBoth(Path file) throws IOException {
    assertThat(readerSays(file)).isEmpty();
    assertThat(schemaSays(file)).isEmpty();
  }

  static Stream<Path> badFiles() throws IOException {
    return Files.list(FILES.resolve("bad"))
        .filter(file -> file.toString().endsWith(".yaml"))
        .filter(file -> !file.endsWith("recursive.yaml"))
        .filter(ExperimentSchemaTest::isYaml);
  }

  private static boolean isYaml(Path file) {
    try {
      json(file);
      return true;
    } catch (IOException | YamlEngineException | NumberFormatException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void badFileIsRefusedByBothUnlessASchemaCannotSeeIt(Path file) throws IOException {
    assertThat(readerSays(file)).isNotEmpty();
    if (BEYOND_THE_SCHEMA.contains(file.getFileName().toString())) {
      assertThat(schemaSays(file)).as("take it from the list").isEmpty();
    } else {
      assertThat(schemaSays(file)).isNotEmpty();
    }
  }

  /** Keys with rules between values, which no schema sees; {@code composed} has the same keys. */
  private static final Set<String> BOUND_TO_OTHERS =
      Set.of(
          "candidates",
          "encoder",
          "slate_size",
          "turnover",
          "growth",
          "reward",
          "rank_by",
          "aggregation_period",
          "flips",
          "p_organic_to_ad",
          "p_ad_to_organic",
          "p_leave");

  /** Experiments with a hole, and the keys of it. */
  static Stream<String> everyKey() {
    String environment = "environment: {type: transition_matrix}\n";
    String agents = "agents: {a: {type: random}}\n";
    List<String> holes = new ArrayList<>();
    for (String key :
        List.of("name", "title", "seed", "training", "evaluation", "trials", "else")) {
      holes.add(environment + agents + key + ": VALUE\n");
    }
    holes.add(environment + "agents: VALUE\n");
    holes.add(agents + "environment: VALUE\n");
    holes.add(agents + "environments: VALUE\n");
    holes.add(agents + "environments: {a: VALUE}\n");
    holes.add(environment + agents + "metrics: VALUE\n");
    holes.add(environment + agents + "metrics: {a: VALUE}\n");
    holes.add(environment + agents + "metrics: {a: {type: reward_reached, reward: VALUE}}\n");
    holes.add(environment + agents + "sweep: VALUE\n");
    holes.add(environment + agents + "trials: {seeds: VALUE}\n");
    Trainings.keys()
        .forEach(key -> holes.add(environment + agents + "training: {" + key + ": VALUE}\n"));
    RecordShape.of(Evaluation.DEFAULTS)
        .keys()
        .forEach(key -> holes.add(environment + agents + "evaluation: {" + key + ": VALUE}\n"));
    Providers.environments()
        .forEach(
            (type, provider) ->
                keys(provider.defaults(), "else").stream()
                    .filter(key -> !BOUND_TO_OTHERS.contains(key))
                    // They need parts, or a file, or another environment.
                    .filter(
                        key ->
                            !List.of("composed", "fitted", "plausible", "process").contains(type))
                    .forEach(
                        key ->
                            holes.add(
                                agents
                                    + "environment: {type: %s, %s: VALUE}\n"
                                        .formatted(type, key))));
    Providers.agents()
        .forEach(
            (type, provider) ->
                keys(provider.defaults(), "else", "training").stream()
                    // They need a file or an address, or an environment.
                    .filter(key -> !List.of("http", "onnx", "fixed").contains(type))
                    .filter(key -> !BOUND_TO_OTHERS.contains(key))
                    .forEach(key -> holes.add(agent(provider, key))));
    return holes.stream();
  }

  /** An agent with a hole, in an environment for it; with an agent or a program if it needs one. */
  private static String agent(AgentProvider<?> provider, String key) {
    List<String> keys = RecordShape.of(provider.defaults()).keys();
    String needed =
        keys.contains("base") && !key.equals("base")
            ? "base: {type: random}, "
            : keys.contains("command") && !key.equals("command") ? "command: [program], " : "";
    return "environment: {type: %s}\nagents: {a: {type: %s, %s%s: VALUE}}\n"
        .formatted(environmentOf(provider), provider.name(), needed, key);
  }

  /** An environment that such agents can act in. */
  private static <C extends Record> String environmentOf(AgentProvider<C> provider) {
    Environment states = ENVIRONMENTS.create(ENVIRONMENTS.defaults(), Path.of("."));
    try {
      provider.check(provider.defaults(), states);
      return "transition_matrix";
    } catch (InvalidOption e) {
      return "interest_evolution";
    }
  }

  private static List<String> keys(Record defaults, String... others) {
    return Stream.concat(Stream.of(others), RecordShape.of(defaults).keys().stream()).toList();
  }

  @Tag("nightly")
  @ParameterizedTest
  @MethodSource("everyKey")
  void readerAndSchemaAgreeOnEveryValueOfEveryKey(String hole) throws IOException {
    readerAndSchemaAgree(hole, VALUES);
  }

  /** A twentieth of the values for each key, and each value for a twentieth of the keys. */
  @Test
  void readerAndSchemaAgreeOnSomeValuesOfEveryKey() throws IOException {
    List<String> holes = everyKey().toList();
    for (int key = 0; key < holes.size(); key++) {
      int turn = key % 20;
      List<String> values =
          IntStream.range(0, VALUES.size())
              .filter(i -> i % 20 == turn)
              .mapToObj(VALUES::get)
              .toList();
      readerAndSchemaAgree(holes.get(key), values);
    }
  }

  private static void readerAndSchemaAgree(String hole, List<String> values) throws IOException {
    Files.writeString(folder.resolve("text"), "0.5\n");
    // Named by "files" it must be there; named by "command" it must then be listed in "files".
    Files.deleteIfExists(folder.resolve("a"));
    if (hole.contains("files: VALUE")) {
      Files.writeString(folder.resolve("a"), "");
    }
    Path file = folder.resolve("experiment.yaml");
    for (String value : values) {
      Files.writeString(file, hole.replace("VALUE", value));
      String reader = readerSays(file);
      String schema = schemaSays(file);
      assertThat(reader.isEmpty())
          .as("%s, %s: reader says \"%s\", schema says \"%s\"", hole, value, reader, schema)
          .isEqualTo(schema.isEmpty());
    }
  }

  @Test
  void keyWithoutAValueIsAcceptedWhereItTakesAwayThatOfAnotherFile() throws IOException {
    Files.writeString(
        folder.resolve("base.yaml"),
        """
        environment: {type: transition_matrix, doc_num: 5, acceptance: {generate: {seed: 1}}}
        metrics: {good: {type: reward_reached}}
        agents:
          kept: {type: actor_critic, hidden: [8], engine: java, tau: 0.1, training: {epochs: 1}}
          gone: {type: epsilon_greedy, base: {type: random}}
        trials: {seeds: 0..1}
        claims: [{kept: {mean_reward: ">= 0"}}]
        """);
    String own =
        """
        environment: {doc_num: ~, acceptance: {generate: ~, rows: [[0.5]]}}
        metrics: {good: ~}
        agents:
          kept: {hidden: ~, engine: ~, tau: ~, training: ~}
          gone: ~
        trials: ~
        claims: ~
        """;
    Path file = folder.resolve("experiment.yaml");
    Files.writeString(file, "extends: base.yaml\n" + own);
    assertThat(readerSays(file)).isEmpty();
    assertThat(schemaSays(file)).isEmpty();
    Files.writeString(file, own);
    assertThat(schemaSays(file)).isNotEmpty();
    for (String line : own.lines().filter(it -> it.contains("~")).toList()) {
      String section = line.startsWith(" ") ? "agents:\n" + line : line;
      Files.writeString(
          file,
          "environment: {type: transition_matrix}\nagents: {a: {type: random}}\n"
                  .replaceFirst(section.startsWith("agents") ? "agents.*" : "environment.*", "")
              + section);
      assertThat(schemaSays(file)).as(section).contains("null");
    }
  }

  @Test
  void environmentsMayTakeAwayWhatTheyShare() throws IOException {
    String yaml =
        """
        environment: {type: transition_matrix, doc_num: 5}
        environments: {small: {doc_num: %s}}
        agents: {a: {type: random}}
        """;
    Path file = folder.resolve("experiment.yaml");
    for (String value : List.of("~", "4")) {
      Files.writeString(file, yaml.formatted(value));
      assertThat(readerSays(file)).isEmpty();
      assertThat(schemaSays(file)).isEmpty();
    }
  }

  static String readerSays(Path file) {
    try {
      ExperimentReader.read(file);
      return "";
    } catch (InvalidExperiment e) {
      return e.getMessage();
    }
  }

  static String schemaSays(Path file) throws IOException {
    List<?> messages = SCHEMA.validate(json(file));
    return messages.isEmpty() ? "" : messages.toString();
  }

  private static JsonNode json(Path file) throws IOException {
    Load load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
    return new ObjectMapper().valueToTree(exact(load.loadFromString(Files.readString(file))));
  }

  /** JSON knows 1e2 for an integer and knows no infinity. */
  private static Object exact(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> exact = new LinkedHashMap<>();
      map.forEach((key, element) -> exact.put(key, exact(element)));
      return exact;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ExperimentSchemaTest::exact).collect(Collectors.toList());
    }
    if (value instanceof Double number) {
      return !Double.isFinite(number)
          ? number.toString()
          : number == Math.rint(number) ? new BigDecimal(number).toBigIntegerExact() : value;
    }
    return value;
  }
}
