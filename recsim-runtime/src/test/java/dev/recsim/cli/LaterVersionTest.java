package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.git.Repository;
import dev.recsim.env.ShopLog;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A later version of recsim reads what this one wrote, and judges the same. The later one is this
 * one with records that were edited and compiled again: one more option with a default in metrics
 * of live tests, in users, in agents and in the thresholds of fits, first in its record, and one
 * option with another name in Java.
 */
@Tag("slow")
class LaterVersionTest {
  private static final String OPTION = "@dev.recsim.api.Options.Default(\"0.5\") double later,\n";

  @TempDir static Path classes;
  @TempDir Path folder;

  @BeforeAll
  static void compileTheLaterVersion() throws Exception {
    List<String> words = new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", classPath("")));
    words.addAll(List.of("-d", classes.toString()));
    // The new name of an option that the test does not use; its old accessor is what others call.
    words.add(
        edited(
            "recsim-live/src/main/java/dev/recsim/live/options/AbOptions.java",
            "public record AbMetric(\n",
            "public record AbMetric(\n" + OPTION,
            "          String covariate,",
            "          String before,",
            "          column, null, null, Better",
            "          0, column, null, null, Better",
            "new AbMetric(null, null, both",
            "new AbMetric(0, null, null, both",
            "covariate == null",
            "before == null",
            "/** Column of the metric or of the numerator. */",
            "public String covariate() { return before; }"));
    words.add(
        edited(
            "recsim-core/src/main/java/dev/recsim/env/satisfaction/LatentSatisfactionProvider.java",
            "public record Options(\n",
            "public record Options(\n" + OPTION));
    words.add(
        edited(
            "recsim-core/src/main/java/dev/recsim/agent/layer/EpsilonGreedyProvider.java",
            "public record Options(\n",
            "public record Options(\n" + OPTION));
    words.add(
        edited(
            "recsim-fit/src/main/java/dev/recsim/fit/judge/Accept.java",
            "public record Accept(\n",
            "public record Accept(\n" + OPTION));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, System.err, words.toArray(String[]::new));
    assertThat(status).isZero();
  }

  /** Writes a source with replaced parts. */
  private static String edited(String source, String... replaced) throws Exception {
    String text = Files.readString(Path.of("..").resolve(source));
    for (int i = 0; i < replaced.length; i += 2) {
      assertThat(text).contains(replaced[i]);
      text = text.replace(replaced[i], replaced[i + 1]);
    }
    Path file = classes.resolve(Path.of(source).getFileName());
    return Files.writeString(file, text).toString();
  }

  private static String classPath(String first) {
    return first + System.getProperty("java.class.path");
  }

  private Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }

  /** What the later version prints. */
  private String later(String verb, String... more) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(classes + File.pathSeparator)));
    words.add(Main.class.getName());
    words.addAll(List.of(Printed.words(folder, verb, more)));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aRunningTestGoesOnWithTheSameVerdicts() throws Exception {
    LiveShop shop = LiveShop.in(folder, 9, 0.1);
    assertThat(shop.looks("--first-look").output()).contains("week41: STOP b");
    String verdicts = Files.readString(shop.verdicts());
    String check = says("check").output();
    shop.data(10, 0.1);

    assertThat(later("check")).isEqualTo(check);
    assertThat(later("ab", "--until=2026-12-01")).contains("week41: STOP b", "REGRESSED since day");
    String now = Files.readString(shop.verdicts());
    assertThat(kept(verdicts)).hasSizeGreaterThan(9);
    assertThat(kept(now)).containsAll(kept(verdicts));
    shop.write(LiveShop.WEEK41.replace("join: any", "join: any, later: 0.6"));
    assertThat(later("ab", "--until=2026-12-01")).contains("were changed after the first look");
  }

  /** The definition, the looks, the decision and the verdicts. */
  private static List<String> kept(String verdicts) {
    return verdicts
        .lines()
        .filter(it -> it.matches(".*\"(definition|data|since)\".*"))
        .map(it -> it.replaceFirst(",$", ""))
        .toList();
  }

  @Test
  void aRecordKeepsItsTestsAndABaselineItsScores() throws Exception {
    Repository repository = Repository.create(folder);
    repository.write(
        "experiments/shop.yaml",
        """
        environment: {type: long_term_satisfaction}
        agents:
          ranker: {type: epsilon_greedy, base: {type: greedy}, evaluation_epsilon: 0.3}
          a: {type: random}
        evaluation: {sessions: 20}
        trials: {seeds: 0..4}
        baseline: {margin: {relative: 0.5}}
        """);
    repository.write("experiments/reality/shop.yaml", "experiment: ../shop.yaml\n");
    repository.write(".gitignore", "reports/\n");
    assertThat(says("run").code()).isEqualTo(ExitCode.FINE);
    assertThat(says("baseline").code()).isEqualTo(ExitCode.FINE);
    repository.commit("Start");
    for (int i = 1; i <= 3; i++) {
      assertThat(says("predict", "--test=w" + i, "--from=ranker", "--to=a").errors()).isEmpty();
      repository.commit("Predict");
      says("reality", "--test=w" + i, "--change=0.0" + i, "--error=0.01");
      repository.commit("Outcome");
    }
    String reality = says("reality").text();
    assertThat(reality).contains("PROVISIONAL");

    assertThat(later("reality")).isEqualTo(reality);
    assertThat(later("run")).doesNotContain("changed");
    assertThat(later("check")).contains("shop: 2 agents identical").doesNotContain("changed:");
  }

  @Test
  void aFittedEnvironmentIsThatOfItsFit() throws Exception {
    Path environments = Files.createDirectories(folder.resolve("experiments/environments"));
    ShopLog.write(environments.resolve("log.csv"), 4_000);
    Files.writeString(
        environments.resolve("shop.yaml"),
        """
        logs:
          file: log.csv
          columns: {session: session, state: [state], action: shown, reward: accepted, status: status}
        model: {type: responses}
        """);
    assertThat(says("fit").code()).isEqualTo(ExitCode.FINE);
    Files.writeString(
        folder.resolve("experiments/x.yaml"),
        """
        environment: {type: fitted, file: environments/shop.json}
        agents: {a: {type: random}}
        """);
    says("run");
    says("baseline");
    String check = says("check").output();

    later("run");
    assertThat(check).doesNotContain("has changed since the environment was fitted");
    assertThat(later("check")).isEqualTo(check);
  }
}
