package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers are told of faults in the code of a shop. */
@Tag("slow")
class FaultyCodeTest {
  /** Another document is the best each time that the ranker is made. */
  private static final String OTHER_EACH_TIME =
      "calls++ / 6 % 4 == i ? 99 : 1; } private static int calls; static int none() { return 0";

  @TempDir Path folder;
  private FaultyShop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new FaultyShop(folder);
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  private Printed call(String verb, String... more) {
    String[] words = new String[more.length + 1];
    words[0] = "--experiment=shop";
    System.arraycopy(more, 0, words, 1, more.length);
    return Printed.by(shop.sim(), verb, words);
  }

  private Printed run() {
    return call("run", "--parallelism=1");
  }

  private void boost(String value) throws Exception {
    shop.set("boost", value);
    shop.build();
  }

  @Test
  void rankerThatIsNotRepeatableWarnsAndFailsWhereIdentityIsAsked() throws Exception {
    boost(OTHER_EACH_TIME);
    Printed run = run();
    assertThat(run.code()).as(run.errors()).isEqualTo(ExitCode.FINE);
    String told =
        "shop is not repeatable: session \\d+ has the reward [0-9.]+ in the replay, but [0-9.]+ in the trial";
    assertThat(run.text()).containsPattern(told).contains("take random numbers only from the key");

    Printed unrecorded = call("check");
    assertThat(unrecorded.code()).as(unrecorded.errors()).isEqualTo(ExitCode.FINE);
    assertThat(unrecorded.text())
        .containsPattern(told)
        .containsPattern(
            "recsim:check passed: 1 experiment \\([12] UNREPEATABLE, 1 without baseline");
    assertThat(Files.readString(folder.resolve("sim/reports/shop/index.html")))
        .containsPattern("(?s)<body.*shop is not repeatable.*<section");
    assertThat(folder.resolve("sim/reports/summary.md")).content().contains("UNREPEATABLE");
    assertThat(folder.resolve("sim/reports/shop/junit.xml")).content().containsPattern(told);

    assertThat(call("baseline").code()).isEqualTo(ExitCode.FINE);
    assertThat(run().text()).as("stored trials too").containsPattern(told);
    assertThat(call("check").code()).isEqualTo(ExitCode.FINE);
    Printed exact = call("check", "--exact");
    assertThat(exact.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(exact.errors()).contains("shop UNREPEATABLE").containsPattern(told);

    boost("1");
    assertThat(run().output()).doesNotContain("not repeatable");
  }

  @Test
  void regressionOfCodeIsNamedWhereItIsReadAndShipsNothing() throws Exception {
    Path file = folder.resolve("sim/experiments/shop.yaml");
    String production = "production: shop\n";
    Files.writeString(file, Files.readString(file) + production);
    assertThat(run().text()).contains("production, shop");
    assertThat(call("baseline").code()).isEqualTo(ExitCode.FINE);
    shop.set("sign", "-1");
    shop.build();
    Files.writeString(file, Files.readString(file).replace(production, "") + production);
    run();

    Printed check = call("check");
    String code = "; code: [^ ]*core/classes changed since the baseline's trials";
    assertThat(check.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(check.errors()).containsPattern("shop REGRESSED: .*" + code);
    assertThat(folder.resolve("sim/reports/shop/junit.xml"))
        .content()
        .contains("core/classes changed since the baseline's trials");
    String page = Files.readString(folder.resolve("sim/reports/shop/index.html"));
    assertThat(page)
        .contains("core/classes changed since the baseline")
        .contains("Production, shop, got worse than its ", "so nothing is compared with it.")
        .doesNotContain("worth shipping by your margin");
    assertThat(folder.resolve("sim/reports/summary.md"))
        .content()
        .contains("got worse than its baseline")
        .doesNotContain("worth shipping");
  }

  @Test
  void exceptionNamesTheRankerAndTheAgentAroundIt() throws Exception {
    boost("Integer.parseInt(\"no stock for \" + i)");
    Printed run = run();

    assertThat(run.code()).isEqualTo(ExitCode.ERROR);
    assertThat(run.output() + Files.readString(folder.resolve("sim/reports/shop/results.json")))
        .contains("by boosts.Boost.of (Boost.java:1), called by sim.ShopProvider.create");
  }
}
