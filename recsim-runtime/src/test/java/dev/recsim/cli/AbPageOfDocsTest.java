package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.live.options.AbOptions;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/ab.md} are valid, and the first one prints what the page says. */
class AbPageOfDocsTest {
  @TempDir Path folder;

  private static List<String> blocks(String language) throws Exception {
    return blocks("ab.md", language);
  }

  private static List<String> blocks(String name, String language) throws Exception {
    String page = Files.readString(Path.of("../docs", name)).replace("\r\n", "\n");
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(page)
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  @Test
  void filesAreValid() throws Exception {
    assertThat(blocks("yaml")).hasSize(3);
    for (String yaml : blocks("yaml")) {
      Path file = Files.writeString(folder.resolve("week41.yaml"), yaml);
      assertThat(ExperimentReader.readAll(folder, file, List.of()).liveTests()).hasSize(1);
    }
  }

  @Test
  void canaryHasNoPlanAndBoundsThatHoldAtAnyLook() throws Exception {
    String canary =
        blocks("ci.md", "yaml").stream()
            .filter(it -> it.startsWith("ab:"))
            .findFirst()
            .orElseThrow();
    Path file = Files.writeString(folder.resolve("canary.yaml"), canary);
    AbOptions options =
        ExperimentReader.readAll(folder, file, List.of()).liveTests().get(0).section().options();
    assertThat(options.plan()).isNull();
    assertThat(options.lookTime()).contains(Duration.ofMinutes(30));
  }

  @Tag("slow")
  @Test
  void finishedTestIsDecidedAsThePageSays() throws Exception {
    Files.createDirectories(folder.resolve("experiments"));
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("experiments/week41.yaml"), blocks("yaml").get(0));
    Files.writeString(folder.resolve("data/week41.csv"), users());

    Printed printed = Printed.by(folder, "ab");
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.code()).isEqualTo(ExitCode.FINE);
    assertThat(printed.text().replaceAll("(?m)^  report: .*\n", ""))
        .isEqualTo(blocks("text").get(0));
    assertThat(users()).startsWith(blocks("csv").get(0));
    assertThat(folder.resolve("reports/week41/ab.html")).content().contains("Ship b");
  }

  /** 20,000 users: 12 % of a and 14 % of b buy, and some return something. */
  private static String users() {
    StringBuilder rows = new StringBuilder("user,variant,bought,refunds\n");
    for (int user = 0; user < 20_000; user++) {
      RandomKey luck = RandomKey.root(41).child(user);
      String arm = luck.uniform(0) < 0.5 ? "a" : "b";
      int bought = luck.uniform(1) < (arm.equals("a") ? 0.12 : 0.14) ? 1 : 0;
      int refunds = luck.uniform(2) < 0.1 ? 1 + luck.below(3, 2) : 0;
      rows.append("u%d,%s,%d,%d\n".formatted(user, arm, bought, refunds));
    }
    return rows.toString();
  }
}
