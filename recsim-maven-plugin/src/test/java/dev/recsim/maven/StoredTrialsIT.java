package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stored trials are used again only while the code would give the same. */
class StoredTrialsIT {
  private static final String REGRESSED =
      "shop REGRESSED: \\d\\.\\d+ [a-z ]*a session against \\d\\.\\d+ in the baseline, a drop of";

  @Test
  void changedModuleFailsTheBuildAndWhatStandsPassesAndIsPromoted() throws Exception {
    Shop shop = Shop.open("changed-module");
    changeModule(shop);
    shop.project().edit(Shop.RANKER, Shop.WORST_FIRST, Shop.BEST_FIRST);

    Build same =
        shop.check(
            "recsim:promote",
            "recsim:verify-promoted",
            "-Drecsim.exact",
            "-Drecsim.experiment=shop",
            "-Drecsim.agent=shop");

    assertThat(same.exitCode()).as(same.output()).isZero();
    assertThat(same.output())
        .contains("shop: 3 agents identical", "promoted shop of shop: ")
        .contains("shop of shop has its recorded score")
        .doesNotContain("\tat ");
    assertThat(shop.project().read("sim/promoted/shop/shop/manifest.json"))
        .contains("\"type\": \"shop\"", "\"rule\": \"median\"", "\"dirty\": false");
  }

  /** Real builds of one shop, as its owners would run them one after the other. */
  @Tag("nightly")
  @Test
  void codeOfModulesAndJarsIsJudgedAsItIs() throws Exception {
    Shop shop = Shop.open("shop");

    whatChangesNoCodeRunsNothingAgain(shop);
    changedModuleFailsTheTestToo(shop, changeModule(shop));
    Build mended = shop.check();
    assertThat(mended.exitCode()).as(mended.output()).isZero();
    assertThat(mended.output()).contains("3 agents identical");

    Build property = shop.check("-Drecsim.argLine=-Dshop.skipped=1");
    assertThat(property.exitCode()).as(property.output()).isEqualTo(1);
    assertThat(property.output())
        .contains("shop: run again: -Dshop.skipped added")
        .containsPattern(REGRESSED);

    shop.library("-1");
    Build library = shop.check();
    assertThat(library.exitCode()).as(library.output()).isEqualTo(1);
    assertThat(library.output())
        .contains("shop: run again: -Dshop.skipped removed, shop-boosts-1.jar changed")
        .containsPattern(REGRESSED);
  }

  private static void whatChangesNoCodeRunsNothingAgain(Shop shop) throws Exception {
    Project project = shop.project();
    shop.library("(item + 1 - item)");
    project.edit(Shop.RANKER, "The ranker of production", "The production ranker");
    project.edit(
        "core/pom.xml",
        "<version>1</version>\n  </parent>",
        "<version>1</version>\n  </parent>\n  <description>Ranks</description>");

    Build jars = project.mvn("package", "-DskipTests", "recsim:run", "recsim:check");

    assertThat(jars.exitCode()).as(jars.output()).isZero();
    assertThat(jars.output()).contains("shop: unchanged, 15 already stored");
  }

  private static Build changeModule(Shop shop) throws Exception {
    shop.project().edit(Shop.RANKER, Shop.BEST_FIRST, Shop.WORST_FIRST);

    Build module = shop.check();
    assertThat(module.exitCode()).as(module.output()).isEqualTo(1);
    assertThat(module.output())
        .contains("shop: run again: core/target/classes changed")
        .containsPattern(REGRESSED)
        .containsPattern(
            "recsim:check failed: 1 of 1 experiment: shop \\(shop REGRESSED by \\d\\.\\d+, \\d+\\.\\d %")
        .doesNotContain("BUILD SUCCESS", "\tat ");
    assertThat(module.count("shop REGRESSED: ")).as("told once").isEqualTo(1);
    assertThat(module.count("mean reward ")).as("tables").isEqualTo(1);
    return module;
  }

  private static void changedModuleFailsTheTestToo(Shop shop, Build module) throws Exception {
    Project project = shop.project();
    printedCommandWorksWhereItIsPrinted(project, module);
    Build test = project.mvn("test", "-q");
    assertThat(test.exitCode()).as(test.output()).isEqualTo(1);
    assertThat(test.output()).containsPattern(REGRESSED);

    project.edit(Shop.RANKER, Shop.WORST_FIRST, Shop.BEST_FIRST);
  }

  private static void printedCommandWorksWhereItIsPrinted(Project project, Build module)
      throws Exception {
    String baseline = project.read("sim/experiments/baselines/shop.json");
    Matcher command =
        Pattern.compile("accept the drop: mvn (-pl sim -am compile recsim:run .*)")
            .matcher(module.output());
    assertThat(command.find()).as(module.output()).isTrue();

    Build accepted = project.mvn(command.group(1).split(" "));

    assertThat(accepted.exitCode()).as(accepted.output()).isZero();
    assertThat(accepted.output()).contains("shop: baseline recorded in ", "accepted: shop");
    Files.writeString(project.path("sim/experiments/baselines/shop.json"), baseline);
  }
}
