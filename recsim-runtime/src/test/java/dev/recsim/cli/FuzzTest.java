package dev.recsim.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.DamagedFiles;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Good files, damaged in thousands of ways ({@code -Dfuzz.tries}; a hundred thousand in the nightly
 * build): each reader gives a result that the rest can work with, or what it declares for a bad
 * file, and nothing else.
 */
@Tag("slow")
class FuzzTest {
  /** No case takes a second; one that takes this long never ends. */
  private static final int HANGS_AFTER_SECONDS = 120;

  private static final int TRIES = Integer.getInteger("fuzz.tries", 1000);

  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  private static Path folder;
  private static Map<String, DamagedFiles.Kind> kinds;
  private static ExecutorService reader;

  /**
   * What happens to a file; printed when a case fails, without what its failure does not need.
   *
   * @param kind of file
   * @param file which of the good ones
   */
  record Damage(String kind, int file, List<Mutation> mutations) {
    byte[] contents() {
      List<byte[]> good = kinds.get(kind).good();
      return Mutation.apply(mutations, good.get(file % good.size()));
    }
  }

  @BeforeAll
  static void writeGoodFiles() throws Exception {
    folder = Files.createTempDirectory("recsim-fuzz");
    // Some of what is damaged is told of, thousands of times.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    kinds = new DamagedFiles(folder).kinds();
    reader =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "fuzz");
              thread.setDaemon(true);
              thread.setContextClassLoader(new RememberedServices());
              return thread;
            });
  }

  @AfterAll
  static void deleteFiles() throws IOException {
    System.setOut(OUT);
    System.setErr(ERR);
    reader.shutdownNow();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Damage damage(RandomKey key, List<String> kinds) {
    List<Mutation> mutations = Mutation.drawn(1 + key.child("mutations").below(0, 4), key);
    RandomKey file = key.child("file");
    return new Damage(
        kinds.get(file.below(0, kinds.size())), file.below(1, Mutation.PLACES), mutations);
  }

  @Test
  void damagedFileGivesAResultOrTheDeclaredProblem() throws Exception {
    List<String> names = new ArrayList<>(kinds.keySet().stream().sorted().toList());
    // An experiment has most to read.
    names.addAll(Collections.nCopies(Math.max(1, names.size() / 6), "experiment"));
    tryAll(20261125, TRIES, names, FuzzTest::isRead);
  }

  private static void isRead(Damage damage) throws Exception {
    DamagedFiles.Kind kind = kinds.get(damage.kind());
    Path file = folder.resolve(kind.path());
    Files.write(file, damage.contents());
    withinTime(
        () -> {
          kind.reading().read(file);
          return null;
        });
  }

  /** Through the program's own door: what a user of `mvn recsim:validate` is shown. */
  @Test
  void validateTellsOfDamagedExperimentsWithoutAStackTrace() throws Exception {
    tryAll(20261126, Math.min(300, TRIES / 10), List.of("experiment"), FuzzTest::isTold);
  }

  private static void isTold(Damage damage) throws Exception {
    Files.write(folder.resolve("experiments/damaged.yaml"), damage.contents());
    Said said = withinTime(() -> Said.by("validate", folder.resolve("experiments")));
    assertThat(said.code()).as(said.errors()).isIn(ExitCode.FINE, ExitCode.INVALID_EXPERIMENT);
    assertThat(said.errors())
        .doesNotContain("unexpected:", "Exception", "\tat ")
        .matches(errors -> errors.isEmpty() == (said.code() == ExitCode.FINE));
  }

  private interface Trial {
    void of(Damage damage) throws Exception;
  }

  private static void tryAll(long seed, int tries, List<String> kinds, Trial trial) {
    RandomKey root = RandomKey.root(seed);
    for (int i = 0; i < tries; i++) {
      Damage damage = damage(root.child(i), kinds);
      Optional<Throwable> failure = failure(trial, damage);
      if (failure.isPresent()) {
        throw new AssertionError("try " + i + ": " + least(trial, damage), failure.get());
      }
    }
  }

  private static Optional<Throwable> failure(Trial trial, Damage damage) {
    try {
      trial.of(damage);
      return Optional.empty();
    } catch (Exception | AssertionError e) {
      return Optional.of(e);
    }
  }

  /** The damage without the mutations that its failure does not need. */
  private static Damage least(Trial trial, Damage damage) {
    Damage least = damage;
    for (Mutation mutation : damage.mutations()) {
      List<Mutation> fewer = new ArrayList<>(least.mutations());
      fewer.remove(mutation);
      Damage smaller = new Damage(damage.kind(), damage.file(), fewer);
      if (failure(trial, smaller).isPresent()) {
        least = smaller;
      }
    }
    return least;
  }

  /** Looks up which components there are only once: that takes longer than to read a file. */
  private static final class RememberedServices extends ClassLoader {
    private final Map<String, List<URL>> found = new HashMap<>();

    RememberedServices() {
      super(FuzzTest.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      if (!found.containsKey(name)) {
        found.put(name, Collections.list(super.getResources(name)));
      }
      return Collections.enumeration(found.get(name));
    }
  }

  private static <T> T withinTime(Callable<T> work) throws Exception {
    try {
      return reader.submit(work).get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("not declared: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("hangs", e);
    }
  }
}
