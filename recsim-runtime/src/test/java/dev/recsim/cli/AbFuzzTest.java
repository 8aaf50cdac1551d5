package dev.recsim.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<Path> files =
        List.of(folder.resolve("experiments/week41.yaml"), shop.log(), shop.verdicts());
    List<byte[]> good = new ArrayList<>();
    for (Path file : files) {
      good.add(Files.readAllBytes(file));
    }
    int tries = Integer.getInteger("fuzz.tries", 3000) / 20;
    int judged = 0;
    for (int i = 0; i < tries; i++) {
      RandomKey key = RandomKey.root(20261130).child(i);
      int damaged = key.below(0, files.size());
      List<Mutation> mutations = new ArrayList<>();
      for (int j = 0; j < 1 + key.below(1, 3); j++) {
        RandomKey one = key.child(j);
        mutations.add(
            new Mutation(
                Mutation.Kind.values()[one.below(0, Mutation.Kind.values().length)],
                one.below(1, 1 << 20),
                one.below(2, 1 << 20),
                one.below(3, 1 << 20)));
      }
      Files.write(files.get(damaged), Mutation.apply(mutations, good.get(damaged)));
      Printed said = shop.looks();
      String what = "try " + i + ", " + files.get(damaged).getFileName() + ", " + mutations;
      assertThat(said.output())
          .as(what)
          .isNotBlank()
          .doesNotContain("unexpected:", "Exception", "\tat ");
      assertThat(said.errors().isBlank()).as(what).isEqualTo(said.code() == ExitCode.FINE);
      judged += said.text().contains("week41: ") ? 1 : 0;
      for (int file = 0; file < files.size(); file++) {
        Files.write(files.get(file), good.get(file));
      }
    }
    assertThat(judged).isBetween(tries / 10, tries * 9 / 10);
    assertThat(new String(good.get(2), UTF_8)).contains("\"verdicts\"");
  }
}
