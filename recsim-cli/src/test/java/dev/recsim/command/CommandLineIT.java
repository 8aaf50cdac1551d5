package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.command.Program.Ended;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar of this build, as people start it. */
class CommandLineIT {
  private static final Path ROOT = Path.of("..");
  private static final String CLASSES = "--classpath=target/classes";

  @TempDir Path folder;

  @Test
  void jarIsSmallAndTheSameInEachBuild() throws Exception {
    assertThat(Files.size(Program.BUILT)).isLessThan(15_000_000);
    try (ZipFile zip = new ZipFile(Program.BUILT.toFile())) {
      List<? extends ZipEntry> entries = zip.stream().toList();
      assertThat(entries.stream().map(ZipEntry::getTimeLocal).distinct())
          .containsExactly(LocalDateTime.of(2026, 1, 1, 0, 0));
      assertThat(entries.stream().map(ZipEntry::getName))
          .contains("META-INF/LICENSE", "META-INF/NOTICE")
          .noneMatch(it -> it.startsWith("org/apache/lucene/") || it.endsWith(".SF"));
    }
    assertThat(Program.in(folder).run("--version").output())
        .isEqualTo("recsim " + System.getProperty("recsim.version") + System.lineSeparator());
  }

  @Test
  void runsAndChecksAnExperimentWithoutMaven() throws Exception {
    Program recsim = Program.in(folder);
    for (String file : List.of("quick.yaml", "baselines/quick.json")) {
      Path target = folder.resolve("experiments").resolve(file);
      Files.createDirectories(target.getParent());
      Files.copy(ROOT.resolve("experiments").resolve(file), target);
    }

    Ended run = recsim.plain().run("run");
    assertThat(run.output()).contains("quick: 30 trials", "report: reports/quick/index.html");
    assertThat(run.status()).isZero();
    Ended check = recsim.run("check", "--exact");
    assertThat(check.output())
        .isEqualToNormalizingNewlines(
            "quick: 3 agents identical\nrecsim check passed: 1 experiment\n");
    assertThat(check.status()).isZero();

    Ended other = recsim.with(withAnotherFile(Program.BUILT)).run("run", "--dry-run");
    assertThat(other.output()).contains("0 stored, 30 to run");
  }

  @Tag("nightly")
  @Test
  void startsInAnEmptyFolder() throws Exception {
    Program recsim = Program.in(folder);
    Ended init = recsim.run("init");
    assertThat(init.output())
        .isEqualToNormalizingNewlines("wrote experiments/first.yaml\nNow run: recsim run\n");
    for (String verb : List.of("run", "baseline", "check")) {
      Ended ended = recsim.run(verb);
      assertThat(ended.status()).as(ended.output()).isZero();
    }
    Ended again = recsim.run("init");
    assertThat(again.output()).contains("nothing was written", "first.yaml is there already");
    assertThat(again.status()).isEqualTo(1);
  }

  /** As if a class of a module had changed. */
  private Path withAnotherFile(Path jar) throws IOException {
    Path changed = folder.resolve("changed.jar");
    Files.copy(jar, changed);
    try (FileSystem zip = FileSystems.newFileSystem(changed)) {
      Files.writeString(zip.getPath("dev/recsim/env/Another.class"), "x");
    }
    return changed;
  }

  /** An agent of the user's own, found in {@code target/classes}, gets worse. */
  @Test
  void changedCodeOfAUserIsHeldAgainstTheBaseline() throws Exception {
    Program recsim = Program.in(folder).copied(Program.PROJECTS.resolve("gated")).compiled();
    recsim.edited("experiments/shop.yaml", "claims:", "trials: {seeds: 0..4}\nclaims:");

    Ended run = recsim.run("run", CLASSES);
    assertThat(run.output()).contains("shop: 10 trials", "click_rate");
    assertThat(run.status()).isZero();
    assertThat(recsim.run("baseline", CLASSES).status()).isZero();

    recsim
        .edited(
            "src/main/java/example/ClickRate.java",
            "key.uniform(0) < EPSILON",
            "key.uniform(0) < 0 * EPSILON")
        .compiled();
    Ended changed = recsim.run("run", CLASSES);
    assertThat(changed.output()).contains("/target/classes changed; see");
    Ended check = recsim.run("check", CLASSES);
    assertThat(check.output())
        .contains("recsim check failed: 1 of 1 experiment: shop (click_rate REGRESSED by")
        .contains(
            "fix the agent, or accept the drop: recsim run --experiment=shop "
                + CLASSES
                + " && recsim baseline --experiment=shop --accept=click_rate "
                + CLASSES)
        .doesNotContain("mvn", "recsim:", "recsim.experiment", "\tat ");
    assertThat(check.status()).isEqualTo(2);
    for (String file : List.of("summary.md", "shop/junit.xml")) {
      assertThat(folder.resolve("reports").resolve(file))
          .content()
          .contains("recsim baseline --experiment=shop --accept=click_rate " + CLASSES)
          .doesNotContain("mvn", "recsim:");
    }
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("reports/shop/junit.xml").toFile());
  }

  @Tag("nightly")
  @Test
  void processesFindTheAgentOfAUserToo() throws Exception {
    Program recsim = Program.in(folder).copied(Program.PROJECTS.resolve("gated")).compiled();
    assertThat(recsim.run("run", CLASSES).status()).isZero();
    String results = Files.readString(folder.resolve("reports/shop/results.json"));

    Ended again = recsim.run("run", CLASSES, "--executor=process", "--force");

    assertThat(again.output()).contains("shop: 20 trials");
    assertThat(again.status()).isZero();
    assertThat(folder.resolve("reports/shop/results.json")).hasContent(results);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run                    | 4 | there is no experiment (*.yaml) in experiments",
        "run --force=maybe      | 1 | --force must be true or false, not maybe",
        "rnu                    | 1 | recsim has no verb rnu, did you mean run?",
        "check --classpath=no   | 1 | --classpath names no, which does not exist",
        "run --executor=spark   | 1 | the command-line jar runs no Spark",
        "serve                  | 5 | this needs recsim-serve-http: put its jars into",
      })
  void errorsSayWhatToDo(String words, int status, String message) throws Exception {
    Ended ended = Program.in(folder).run(words.strip().split(" "));

    assertThat(ended.output()).contains(message).doesNotContain("\tat ", "mvn compile");
    assertThat(ended.status()).isEqualTo(status);
  }

  @Test
  void statusTellsWhatIsWrong() throws Exception {
    Program recsim = Program.in(folder);
    Files.createDirectories(folder.resolve("experiments"));
    Files.writeString(folder.resolve("experiments/bad.yaml"), "agents: 3\n");

    Ended invalid = recsim.run("validate");
    assertThat(invalid.output()).contains("bad.yaml", "environment").doesNotContain("\tat ");
    assertThat(invalid.status()).isEqualTo(3);
    assertThat(recsim.run("run", "--experiment=other").status()).isEqualTo(4);
    Files.writeString(folder.resolve("reports"), "no folder");
    Files.writeString(
        folder.resolve("experiments/bad.yaml"),
        "environment: {type: transition_matrix}\nagents: {random: {type: random}}\n");
    Ended debugged = recsim.run("run", "--debug");
    assertThat(debugged.output()).contains("--reports to another", "\tat dev.recsim.");
    assertThat(debugged.status()).isEqualTo(1);
  }
}
