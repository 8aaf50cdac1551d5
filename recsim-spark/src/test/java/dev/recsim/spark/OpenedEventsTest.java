package dev.recsim.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.experiment.remote.Frames;
import dev.recsim.fit.ids.DecayedCounts;
import dev.recsim.fit.ids.Histories;
import dev.recsim.fit.ids.ImplicitFactors;
import dev.recsim.fit.ids.Ratings;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums on Spark are those of recsim. */
@Tag("slow")
class OpenedEventsTest {
  private static final int USERS = 300;
  private static final int DOCUMENTS = 12;
  private static final int MOST = 6;
  private static final int RANK = 2;

  @TempDir Path folder;

  @Tag("nightly")
  @Test
  void countsAndFactorsAreThoseOfThisMachine() throws Exception {
    Histories users = users();
    Path loaded = Files.write(folder.resolve("users"), encoded(users));
    run(loaded.toString(), folder.resolve("out").toString());

    DecayedCounts counts = DecayedCounts.of(users, MOST);
    int rows = 0;
    for (ByteBuffer in : parts("counts")) {
      for (; in.hasRemaining(); rows++) {
        int document = in.getInt();
        assertThat(count(in)).isCloseTo(counts.totals()[document], within(1e-9));
        int from = counts.first()[document];
        assertThat(in.getInt()).isEqualTo(counts.first()[document + 1] - from).isEqualTo(MOST);
        for (int k = from; k < from + MOST; k++) {
          assertThat(in.getInt()).isEqualTo(counts.followers()[k]);
          assertThat(count(in)).isCloseTo(counts.counts()[k], within(1e-9));
        }
      }
    }
    assertThat(rows).isEqualTo(DOCUMENTS);

    // With these, factors from any start are the same after 12 iterations.
    ImplicitFactors factors = new ImplicitFactors(RANK, 1, 1);
    Ratings ratings = Ratings.of(DOCUMENTS, users.first(), users.events());
    double[] here = factors.columns(ratings, 12, RandomKey.root(1), done -> {});
    double[] there = new double[here.length];
    for (ByteBuffer in : parts("factors")) {
      while (in.hasRemaining()) {
        int document = in.getInt();
        for (int q = 0; q < RANK; q++) {
          there[document * RANK + q] = in.getFloat();
        }
      }
    }
    // Rotations of the factors predict the same.
    assertThat(scores(factors, ratings, there))
        .containsExactly(scores(factors, ratings, here), within(1e-4));
  }

  private static double count(ByteBuffer in) {
    return (double) in.getLong() / Frames.COUNT_UNIT;
  }

  /** What the factors say about the first users. */
  private static double[] scores(ImplicitFactors factors, Ratings ratings, double[] y) {
    double[] x = factors.rows(ratings, y);
    double[] scores = new double[20 * DOCUMENTS];
    for (int i = 0; i < scores.length; i++) {
      for (int q = 0; q < RANK; q++) {
        scores[i] += x[i / DOCUMENTS * RANK + q] * y[i % DOCUMENTS * RANK + q];
      }
    }
    return scores;
  }

  /** Users of two kinds, each of which opens one half of the documents more often. */
  private static Histories users() {
    int[] first = new int[USERS + 1];
    List<Integer> events = new ArrayList<>();
    for (int u = 0; u < USERS; u++) {
      RandomKey key = RandomKey.root(7).child(u);
      int length = key.below(0, 30);
      for (int i = 1; i <= length; i++) {
        int own = key.child(i).uniform(0) < 0.9 ? u % 2 : 1 - u % 2;
        events.add(own * DOCUMENTS / 2 + key.child(i).below(1, DOCUMENTS / 2));
      }
      first[u + 1] = events.size();
    }
    return new Histories(DOCUMENTS, first, events.stream().mapToInt(it -> it).toArray());
  }

  private static byte[] encoded(Histories users) {
    ByteBuffer out = ByteBuffer.allocate(4 * (users.users() + users.events().length));
    for (int u = 0; u < users.users(); u++) {
      out.putInt(users.length(u));
      for (int i = users.first()[u]; i < users.first()[u + 1]; i++) {
        out.putInt(users.events()[i]);
      }
    }
    return out.array();
  }

  private List<ByteBuffer> parts(String sum) throws IOException {
    List<ByteBuffer> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("out").resolve(sum))) {
      for (Path file : files.sorted().toList()) {
        parts.add(ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return parts;
  }

  private void run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SumsHere.class.getName());
    command.addAll(List.of(arguments));
    Path log = folder.resolve("spark.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
