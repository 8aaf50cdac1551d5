package dev.recsim.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.world.FittedProvider;
import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fits of users and documents that are known by their ids, and their logs and environments, damaged
 * in a hundred ways (a tenth of {@code -Dfuzz.tries}; ten thousand in the nightly build): a fit, or
 * an error that names the file.
 */
@Tag("slow")
class IdsFuzzTest {
  private static final int HANGS_AFTER_SECONDS = 120;
  private static final int TRIES = Integer.getInteger("fuzz.tries", 1_000) / 10;
  private static final String CHECKSUM = ",\n \"checksum\": \"";

  /** What is damaged. */
  enum Kind {
    OPENED_FIT,
    OPENED_LOG,
    SLATES_FIT,
    SLATES_LOG,
    OPENED_NUMBERS,
    OPENED_TENSORS,
    SLATES_NUMBERS,
    SLATES_TENSORS;

    boolean isOfSlates() {
      return name().startsWith("SLATES");
    }

    /** Whether it is a part of the fit, and not of what was fitted. */
    boolean isFitted() {
      return name().endsWith("FIT") || name().endsWith("LOG");
    }
  }

  private static final String OPENED =
      """
      logs:
        file: ../../opened.csv
        columns: {user_id: user, time: at, action: item}
      model: {type: next_document, rank: 2, iterations: 1}
      hold_out: 4
      accept: {gain: 0.1, calibration: 0.02, held_users: 0.5}
      """;

  private static final String SLATES =
      """
      logs:
        file: ../../slates.csv
        list_separator: " "
        columns: {user_id: user, session: visit, step: step, action: slate, reward: clicks, status: end}
      model: {type: latent_factors, dimension: 2, variance: 0.5, sweeps: 1, min_exposures: 3, users: 9}
      hold_out: 4
      accept: {gain: 0.05, recovery: 0.15, recovery_order: 0.8, rare: 0.1, held_users: 0.5}
      """;

  @TempDir Path folder;
  private Path environments;
  private ExecutorService worker;

  @BeforeEach
  void writeGoodFiles() throws Exception {
    environments = Files.createDirectories(folder.resolve("experiments/environments"));
    worker = Executors.newSingleThreadExecutor();
    Files.writeString(folder.resolve("opened.csv"), opened());
    Files.writeString(folder.resolve("slates.csv"), slates());
    Files.writeString(environments.resolve("opened.yaml"), OPENED);
    Files.writeString(environments.resolve("slates.yaml"), SLATES);
    Said good = fit("*");
    assertThat(good.code()).as(good.errors()).isEqualTo(ExitCode.FINE);
  }

  @AfterEach
  void stop() {
    worker.shutdownNow();
  }

  private Said fit(String name) {
    return Said.by(
        "fit",
        "--experiments=" + folder.resolve("experiments"),
        "--reports=" + folder.resolve("reports"),
        "--experiment=" + name);
  }

  private static String opened() {
    StringBuilder log = new StringBuilder("user,at,item\n");
    for (int i = 0; i < 160; i++) {
      RandomKey key = RandomKey.root(1).child(i);
      log.append("u%s,%s,d%s\n".formatted(i % 24, key.below(0, 90), key.below(1, 7)));
    }
    return log.toString();
  }

  private static String slates() {
    StringBuilder log = new StringBuilder("user,visit,step,slate,clicks,end\n");
    for (int i = 0; i < 160; i++) {
      RandomKey key = RandomKey.root(2).child(i);
      int first = key.below(0, 8);
      int clicked = key.below(1, 3);
      log.append(
          "%s,%s,%s,d%s d%s,%s,%s\n"
              .formatted(
                  i / 4 % 20,
                  i / 4,
                  i % 4,
                  first,
                  (first + 1) % 8,
                  clicked == 0 ? "0 0" : clicked == 1 ? "1 0" : "0 1",
                  i % 4 == 3 ? "ended" : "continues"));
    }
    return log.toString();
  }

  @ParameterizedTest
  @EnumSource
  void damagedFilesGiveAFitOrAnErrorThatNamesTheFile(Kind kind) throws Exception {
    String name = kind.isOfSlates() ? "slates" : "opened";
    Path damaged =
        switch (kind) {
          case OPENED_FIT, SLATES_FIT -> environments.resolve(name + ".yaml");
          case OPENED_LOG, SLATES_LOG -> folder.resolve(name + ".csv");
          case OPENED_NUMBERS, SLATES_NUMBERS -> environments.resolve(name + ".json");
          case OPENED_TENSORS, SLATES_TENSORS -> environments.resolve(name + ".safetensors");
        };
    byte[] good = Files.readAllBytes(damaged);
    String json = Files.readString(environments.resolve(name + ".json"));
    for (int i = 0; i < TRIES / Kind.values().length + 1; i++) {
      RandomKey key = RandomKey.root(20261201).child(kind.name()).child(i);
      List<Mutation> mutations = Mutation.drawn(1 + key.child("mutations").below(0, 3), key);
      Files.write(damaged, Mutation.apply(mutations, good));
      try {
        worker
            .submit(
                () -> {
                  if (kind.isFitted()) {
                    isFitted(name, damaged);
                  } else {
                    isRead(name, json, damaged);
                  }
                  return null;
                })
            .get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError("try " + i + ": " + mutations, e.getCause());
      }
    }
  }

  private void isFitted(String name, Path damaged) throws IOException {
    Path file = environments.resolve(name + ".json");
    byte[] before = Files.readAllBytes(file);
    Said said = fit(name);
    assertThat(said.code()).as(said.errors()).isIn(ExitCode.FINE, ExitCode.INVALID_EXPERIMENT);
    assertThat(said.errors()).doesNotContain("unexpected:", "Exception", "\tat ");
    if (said.code() == ExitCode.FINE) {
      assertThat(said.errors()).isEmpty();
      plays(file);
    } else {
      assertThat(said.errors()).containsAnyOf(name + ".yaml", name + ".csv", "check logs.file");
      assertThat(file).hasBinaryContent(before);
    }
    assertThat(names(environments))
        .containsExactly(
            "opened.json",
            "opened.safetensors",
            "opened.yaml",
            "slates.json",
            "slates.safetensors",
            "slates.yaml");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }

  /** As it is, and signed again, as nobody would: the digests keep most from being read. */
  private void isRead(String name, String json, Path damaged) throws IOException {
    Path file = environments.resolve(name + ".json");
    boolean tensors = !damaged.equals(file);
    readsOrNames(file, damaged);
    String text = tensors ? json : Files.readString(file, ISO_8859_1);
    int end = text.lastIndexOf(CHECKSUM);
    String body = end < 0 ? text : text.substring(0, end);
    if (tensors) {
      body =
          body.replaceFirst("\"tensors\": \"\\w+\"", "\"tensors\": \"" + Digest.of(damaged) + "\"");
    }
    Files.writeString(file, body + CHECKSUM + Digest.of(body) + "\"\n}\n");
    readsOrNames(file, damaged);
  }

  private static void readsOrNames(Path file, Path damaged) {
    try {
      plays(file);
    } catch (InvalidFile e) {
      assertThat(e.file().getFileName().toString())
          .isIn(file.getFileName().toString(), damaged.getFileName().toString(), tensors(file));
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static String tensors(Path file) {
    return file.getFileName().toString().replace(".json", ".safetensors");
  }

  /** Reads the environment as an experiment does, and plays in it. */
  private static void plays(Path file) {
    EnvironmentFile read = FitModelProvider.read(file);
    assertThat(read.documents()).isNotEmpty();
    Environment environment =
        new FittedProvider()
            .create(
                new FittedProvider.Fitted(file.getFileName().toString(), 1, 5), file.getParent());
    for (int i = 0; i < 3; i++) {
      Session session = environment.open(RandomKey.root(i));
      assertThat(session.start()).isNotNull();
      double reward = session.recommend(Slate.of(0)).reward();
      assertThat(reward).isBetween(0.0, 1.0);
    }
  }
}
