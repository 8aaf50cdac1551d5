package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of live tests, their rows and their verdicts, damaged in many ways ({@code -Dfuzz.tries}; a
 * twentieth of them): the program judges, or says what is wrong, and nothing else.
 */
@Tag("slow")
class AbFuzzTest {
  @TempDir Path folder;

  @Test
  void damagedFilesAreJudgedOrTold() throws Exception {
    LiveShop shop = LiveShop.in(folder, 2, 0.3);
    shop.looks("--first-look");
    List<Path> files = List.of(folder.resolve("experiments/week41.yaml"), shop.log());
    int tries = Integer.getInteger("fuzz.tries", 1000) / 40;
    int judged = new DamagedByLuck(files).worked(tries, shop::looks, "week41: ");
    assertThat(judged).isBetween(1, tries * 9 / 10);
    DamagedByLuck verdicts = new DamagedByLuck(List.of(shop.verdicts()));
    assertThat(verdicts.worked(tries, shop::looks, "week41: ")).isZero();
    assertThat(shop.verdicts()).content().contains("\"verdicts\"");
  }
}
