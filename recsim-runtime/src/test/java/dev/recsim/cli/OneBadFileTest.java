package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.git.Repository;
import dev.recsim.env.ShopLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of three files, the second one cannot be judged. The others are judged, and the error is said.
 */
@Tag("slow")
class OneBadFileTest {
  private static final List<String> NAMES = List.of("one", "two", "zoo");
  private static final String COLUMNS =
      "columns: {session: session, state: [state], action: shown, reward: accepted, status: status,"
          + " propensity: p}";

  @TempDir Path folder;
  private Path experiments;

  @BeforeEach
  void makeFolder() throws IOException {
    experiments = Files.createDirectories(folder.resolve("experiments"));
  }

  private Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }

  /** Writes a file for each name. */
  private void write(String file, String text) throws IOException {
    for (String name : NAMES) {
      Path written = experiments.resolve(file.formatted(name));
      Files.createDirectories(written.getParent());
      Files.writeString(written, text.replace("NAME", name));
    }
  }

  private void liveTests() throws IOException {
    LiveShop.in(folder, 7, 0.3);
    String rows = Files.readString(folder.resolve("data/week41.csv"));
    Files.delete(experiments.resolve("week41.yaml"));
    write(
        "%s.yaml",
        LiveShop.WEEK41
            .replace("week41", "NAME")
            .replace("gate: true", "gate: true\n  history: ../data/NAME.csv"));
    write("../data/%s.csv", rows);
    Files.writeString(
        folder.resolve("data/two.csv"), rows.replaceFirst("\n2026-10-05[^,]*", "\nyesterday"));
  }

  private void logs(String fit, String evaluation) throws IOException {
    ShopLog.write(folder.resolve("good.csv"), 2_000);
    String rows =
        Files.readString(folder.resolve("good.csv"))
            .lines()
            .map(it -> it + (it.startsWith("session") ? ",p" : ",0.25"))
            .reduce("", (all, it) -> all + it + "\n");
    write("../%s.csv", rows);
    Files.writeString(folder.resolve("two.csv"), rows.replace(",0.25", ",4"));
    if (!evaluation.isEmpty()) {
      write("%s.yaml", "logs: {file: ../NAME.csv, " + COLUMNS + "}\n" + evaluation);
    }
    if (!fit.isEmpty()) {
      write("environments/%s.yaml", "logs: {file: ../../NAME.csv, " + COLUMNS + "}\n" + fit);
    }
  }

  @Test
  void otherLiveTestsAreJudgedAndTheirVerdictsKept() throws Exception {
    liveTests();
    Printed printed = says("ab", "--first-look", "--until=2026-12-01");

    assertThat(printed.text()).contains("one: SHIP b", "zoo: SHIP b").doesNotContain("two: ");
    assertThat(printed.errors()).contains("two.csv, line 2: ");
    assertThat(printed.code()).isEqualTo(ExitCode.ERROR);
    for (String name : NAMES) {
      boolean bad = name.equals("two");
      assertThat(Files.exists(experiments.resolve("ab/" + name + ".verdicts.json")))
          .isEqualTo(!bad);
      assertThat(Files.exists(folder.resolve("reports/" + name + "/ab.html"))).isEqualTo(!bad);
    }
    assertThat(folder.resolve("reports/index.html"))
        .content()
        .contains("one/ab.html", "zoo/ab.html");
  }

  @Test
  void statusIsTheHighestOfAll() throws Exception {
    liveTests();
    LiveShop.in(folder, 7, 0.15);

    Printed printed = says("ab", "--first-look", "--until=2026-12-01");

    assertThat(printed.errors()).contains("STOP or REFUSED in week41", "two.csv, line 2: ");
    assertThat(printed.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
  }

  @Test
  void otherLiveTestsArePlanned() throws Exception {
    liveTests();
    Printed printed = says("ab-plan");

    assertThat(printed.text()).contains("one: by ", "zoo: by ").doesNotContain("two: ");
    assertThat(printed.errors()).contains("two.csv, line 2: ");
    assertThat(printed.code()).isEqualTo(ExitCode.ERROR);
  }

  @Test
  void damagedVerdictsFailTheCheckOfTheirLiveTestAlone() throws Exception {
    liveTests();
    says("ab", "--first-look", "--until=2026-12-01");
    Files.writeString(experiments.resolve("ab/two.verdicts.json"), "{");

    Printed printed = says("check");

    assertThat(printed.output())
        .contains("one: 1 claim holds", "zoo: 1 claim holds", "1 of 3 experiments: two ")
        .containsPattern("\"b ships\" INCOMPLETE: \\S*two.verdicts.json is cut off");
    assertThat(printed.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
  }

  @Test
  void otherLogsAreEvaluatedAndCheckedAndFitted() throws Exception {
    logs(
        "model: {type: responses}\n",
        "evaluate: {policies: {uniform: {type: random}}}\n"
            + "claims: [{uniform: {not_worse_than: logged, by: ope}}]\n");
    Printed ope = says("ope");
    assertThat(ope.text()).contains("one:", "zoo:").doesNotContain("two:");
    assertThat(ope.errors()).contains("two.csv:2:");
    assertThat(ope.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(folder.resolve("reports/one/ope.json")).exists();
    assertThat(folder.resolve("reports/zoo/ope.json")).exists();
    assertThat(folder.resolve("reports/two/ope.json")).doesNotExist();

    Printed check = says("check");
    assertThat(check.output())
        .containsPattern("one: [^\\n]*\\n[^\\n]*uniform [^\\n]*REFUSED")
        .containsPattern("two: [^\\n]*\\n[^\\n]*uniform [^\\n]*INCOMPLETE[^\\n]*two.csv:2:")
        .containsPattern("zoo: [^\\n]*\\n[^\\n]*uniform [^\\n]*REFUSED");
    assertThat(check.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);

    Printed fit = says("fit");
    assertThat(fit.text()).contains("one.json", "zoo.json").doesNotContain("two.json");
    assertThat(fit.errors()).contains("two.csv:2:");
    assertThat(fit.code()).isEqualTo(ExitCode.INVALID_EXPERIMENT);
    assertThat(experiments.resolve("environments/zoo.json")).exists();
    assertThat(folder.resolve("reports/index.html")).content().contains("environments/zoo");
  }

  @Test
  void otherRecordsAreReported() throws Exception {
    Repository repository = Repository.create(folder);
    write("%s.yaml", RealityVerbTest.SHOP);
    write("reality/%s.yaml", "experiment: ../NAME.yaml\n");
    repository.commit("Start");
    says("run");
    Files.createDirectories(experiments.resolve("reality/two"));
    Files.writeString(experiments.resolve("reality/two/w1.json"), "{");

    Printed printed = says("reality");

    assertThat(printed.text()).contains("one: ", "zoo: ").doesNotContain("two: ");
    assertThat(printed.errors()).contains("two/w1.json");
    assertThat(printed.code()).isEqualTo(ExitCode.ERROR);
    assertThat(folder.resolve("reports/zoo/reality.html")).exists();
  }
}
