package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Files that are damaged in many ways, one at a time: the program works, or says what is wrong, and
 * nothing else.
 *
 * @param files which are whole
 */
record DamagedByLuck(List<Path> files) {

  /**
   * Damages the files, and restores them.
   *
   * @param tries how often
   * @param says runs the program
   * @param worked what it says if it works
   * @return how often it worked
   */
  int worked(int tries, Callable<Printed> says, String worked) throws Exception {
    List<byte[]> good = read();
    int count = 0;
    for (int i = 0; i < tries; i++) {
      RandomKey key = RandomKey.root(20261130).child(i);
      int damaged = key.below(0, files.size());
      List<Mutation> mutations = Mutation.drawn(1 + key.below(1, 3), key);
      Files.write(files.get(damaged), Mutation.apply(mutations, good.get(damaged)));
      Printed said = says.call();
      String what = "try " + i + ", " + files.get(damaged).getFileName() + ", " + mutations;
      assertThat(said.output())
          .as(what)
          .isNotBlank()
          .doesNotContain("unexpected:", "Exception", "\tat ");
      assertThat(said.errors().isBlank()).as(what).isEqualTo(said.code() == ExitCode.FINE);
      count += said.text().contains(worked) ? 1 : 0;
      for (int file = 0; file < files.size(); file++) {
        Files.write(files.get(file), good.get(file));
      }
    }
    return count;
  }

  private List<byte[]> read() throws IOException {
    List<byte[]> good = new ArrayList<>();
    for (Path file : files) {
      good.add(Files.readAllBytes(file));
    }
    return good;
  }
}
