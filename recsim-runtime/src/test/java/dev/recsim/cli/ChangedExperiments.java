package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.git.Repository;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A git repository with the agent of the project {@code gated}, compiled in this JVM, whose
 * experiments are recorded and committed as one text and then changed into another. Each is the
 * project's experiment but for a few edits.
 */
final class ChangedExperiments implements AutoCloseable {
  private static final Path GATED = Path.of("../recsim-maven-plugin/src/test/projects/gated");

  private static final String PROVIDER = "dev.recsim.api.AgentProvider";
  private static final List<String> SOURCES =
      List.of(
          "src/main/java/example/ClickRate.java", "src/main/java/example/ClickRateProvider.java");

  private final Repository repository;
  private final String shop;
  private final Map<String, String> before = new LinkedHashMap<>();
  private final Map<String, String> after = new LinkedHashMap<>();
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private int compiled;

  /**
   * @param folder of the copy
   */
  ChangedExperiments(Path folder) throws Exception {
    this.repository = Repository.create(folder);
    this.shop = Files.readString(GATED.resolve("experiments/shop.yaml"));
    repository.write(".gitignore", "reports/\nclasses-*/\n");
    for (String source : SOURCES) {
      repository.write(source, Files.readString(GATED.resolve(source)));
    }
    Files.createDirectories(path("experiments"));
    compile();
  }

  Path path(String relative) {
    return repository.path(relative);
  }

  String read(String relative) throws Exception {
    return Files.readString(path(relative));
  }

  void commit(String message) throws Exception {
    repository.commit(message);
  }

  /** Replaces a text of the agent's code, and compiles it. */
  void edit(String source, String text, String other) throws Exception {
    String before = read(source);
    assertThat(before).contains(text);
    repository.write(source, before.replace(text, other));
    compile();
  }

  /** Compiles the agent and makes its classes those of this thread. */
  private void compile() throws Exception {
    Path classes = Files.createDirectories(path("classes-" + compiled++));
    List<String> words = new ArrayList<>(List.of("-parameters", "-d", classes.toString()));
    SOURCES.stream()
        .filter(it -> it.endsWith(".java"))
        .forEach(it -> words.add(path(it).toString()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, words.toArray(String[]::new))).isZero();
    Path service = classes.resolve(Path.of("META-INF", "services", PROVIDER));
    Files.createDirectories(service.getParent());
    Files.copy(GATED.resolve("src/main/resources/META-INF/services/" + PROVIDER), service);
    URL[] urls = {classes.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(urls, loader));
  }

  @Override
  public void close() {
    Thread.currentThread().setContextClassLoader(loader);
  }

  /** The project's experiment, with texts replaced by the ones that follow them. */
  String shop(String... edits) {
    String text = shop;
    for (int i = 0; i < edits.length; i += 2) {
      assertThat(text).contains(edits[i]);
      text = text.replace(edits[i], edits[i + 1]);
    }
    return text;
  }

  /** An experiment that is not what it was when its baseline was recorded. */
  ChangedExperiments with(String name, String recorded, String changed) {
    before.put(name, recorded);
    after.put(name, changed);
    return this;
  }

  /** Records and commits the baselines. */
  ChangedExperiments record() throws Exception {
    write(before);
    for (String verb : List.of("run", "baseline")) {
      Printed recorded = Printed.by(path("."), verb);
      assertThat(recorded.code()).as(recorded.output()).isEqualTo(ExitCode.FINE);
    }
    commit("Record baselines");
    return this;
  }

  /** Changes the experiments and runs them. */
  ChangedExperiments change() throws Exception {
    write(after);
    Printed run = Printed.by(path("."), "run");
    assertThat(run.code()).as(run.output()).isEqualTo(ExitCode.FINE);
    return this;
  }

  private void write(Map<String, String> texts) throws Exception {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Files.writeString(file(text.getKey()), text.getValue());
    }
  }

  Path file(String experiment) {
    return path("experiments/" + experiment + ".yaml");
  }

  String baseline(String experiment) throws Exception {
    return read("experiments/baselines/" + experiment + ".json");
  }

  /** Calls a verb for some of the experiments. */
  Printed call(String verb, String experiments, String... more) {
    String[] all =
        Stream.concat(Stream.of("--experiment=" + experiments), Stream.of(more))
            .toArray(String[]::new);
    return Printed.by(path("."), verb, all);
  }

  /** Checks some of the experiments, which passes. */
  Printed passes(String experiments, String... more) throws Exception {
    Printed check = call("check", experiments, more);
    assertThat(check.code()).as(check.output()).isEqualTo(ExitCode.FINE);
    assertThat(check.output()).contains("recsim:check passed");
    return check;
  }

  /**
   * What a check says about one of several experiments that fail.
   *
   * @param headline of all experiments of the check
   * @param lines about this one
   */
  record Failure(String headline, String lines) {}

  /** Checks experiments, all of which fail: three at a time, the most that the headline names. */
  Map<String, Failure> failures(List<String> experiments) throws Exception {
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (int first = 0; first < experiments.size(); first += 3) {
      List<String> some = experiments.subList(first, Math.min(first + 3, experiments.size()));
      Printed check = call("check", String.join(",", some));
      assertThat(check.code()).as(check.output()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
      assertThat(check.output()).doesNotContain("\tat ");
      String headline =
          "recsim:check failed: %d of %1$d experiment%s: "
              .formatted(some.size(), some.size() == 1 ? "" : "s");
      assertThat(check.errors().split(Pattern.quote(headline))).as(check.output()).hasSize(2);
      List<String> message =
          check.errors().lines().dropWhile(line -> !line.contains(headline)).toList();
      for (String experiment : some) {
        failures.put(experiment, new Failure(message.get(0), linesOf(experiment, message)));
      }
    }
    return failures;
  }

  /** The line that starts with the experiment's name, and the indented ones that follow. */
  private static String linesOf(String experiment, List<String> message) {
    List<String> lines =
        message.stream().dropWhile(line -> !line.startsWith(experiment + ": ")).toList();
    assertThat(lines).as(experiment).isNotEmpty();
    Stream<String> details = lines.stream().skip(1).takeWhile(line -> line.startsWith("  "));
    return Stream.concat(Stream.of(lines.get(0)), details).collect(Collectors.joining("\n"));
  }

  /** Checks one of the experiments, which fails the build. */
  Printed fails(String experiment, String... more) throws Exception {
    Printed check = call("check", experiment, more);
    assertThat(check.code()).as(check.output()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(check.output())
        .contains("recsim:check failed: 1 of 1 experiment: " + experiment + " (")
        .doesNotContain("\tat ");
    return check;
  }
}
