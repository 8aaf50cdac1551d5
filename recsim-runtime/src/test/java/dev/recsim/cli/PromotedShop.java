package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project that has run and is committed, and the verbs promote and verify-promoted on it. */
abstract class PromotedShop {
  static final String SHOP =
      """
      environment: {type: transition_matrix}
      agents:
        random: {type: random}
        learner: {type: actor_critic, engine: java, hidden: [8]}
        best: {type: optimal}
      training: {warmup_sessions: 30, epochs: 2, updates_per_epoch: 5, batch_size: 16}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  @TempDir static Path made;
  @TempDir Path temporary;
  Path folder;

  /** Runs once; each test works on a copy. */
  @BeforeAll
  static void run() throws Exception {
    write(made, SHOP);
    git(made, "init", "-q");
    Files.writeString(made.resolve(".gitignore"), "reports\n");
    assertFine(Printed.by(made, "run", "--parallelism=2"));
    assertFine(Printed.by(made, "baseline"));
    commit(made);
  }

  static void write(Path folder, String yaml) throws IOException {
    Files.createDirectories(folder.resolve("experiments"));
    Files.writeString(folder.resolve("experiments/shop.yaml"), yaml);
  }

  static void commit(Path folder) throws Exception {
    git(folder, "add", "-A");
    git(folder, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q", "-m", "x");
  }

  static void git(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(git.waitFor()).isZero();
  }

  static void assertFine(Printed printed) {
    assertThat(printed.code()).as(printed.output()).isEqualTo(ExitCode.FINE);
  }

  @BeforeEach
  void copy() throws IOException {
    folder = temporary.resolve("project");
    copy(made, folder);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        Files.createDirectories(target.getParent());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }

  Printed promote(String agent, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--experiment=shop", "--agent=" + agent, "--output=" + folder.resolve("promoted")));
    words.addAll(List.of(more));
    return Printed.by(folder, "promote", words.toArray(String[]::new));
  }

  Printed verify() {
    return Printed.by(
        List.of(
            "verify-promoted",
            "--experiments=" + folder.resolve("experiments"),
            "--promoted=" + folder.resolve("promoted")));
  }

  Path artifact(String agent) {
    return folder.resolve("promoted/shop").resolve(agent);
  }

  Map<String, byte[]> files(String agent) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(artifact(agent))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(artifact(agent).relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  void assertRefused(Printed printed, String... words) throws IOException {
    assertThat(printed.code()).as(printed.output()).isNotEqualTo(ExitCode.FINE);
    assertThat(printed.errors()).contains(words).doesNotContain("\tat ");
    assertThat(folder.resolve("promoted")).doesNotExist();
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              it -> {
                try {
                  Files.delete(it);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
