package dev.recsim.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.DamagedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Good files, damaged in thousands of ways ({@code -Dfuzz.tries}; a hundred thousand in the nightly
 * build): each reader gives a result that the rest can work with, or what it declares for a bad
 * file, and nothing else.
 */
@Tag("slow")
class FuzzTest {
  /** No case takes a second; one that takes this long never ends. */
  private static final int HANGS_AFTER_SECONDS = 120;

  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  private static Path folder;
  private static Map<String, DamagedFiles.Kind> kinds;
  private static ExecutorService reader;

  /**
   * What happens to a file; printed when a case fails, and shrunk to the least that fails.
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

  @BeforeContainer
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

  @AfterContainer
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

  @Provide
  Arbitrary<Damage> damages() {
    // An experiment has most to read.
    List<String> names = kinds.keySet().stream().sorted().toList();
    return damages(
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of(names)), Tuple.of(1, Arbitraries.just("experiment"))));
  }

  @Provide
  Arbitrary<Damage> damagedExperiments() {
    return damages(Arbitraries.just("experiment"));
  }

  private static Arbitrary<Damage> damages(Arbitrary<String> kind) {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 1 << 20).withoutEdgeCases();
    Arbitrary<Mutation> mutations =
        Combinators.combine(Arbitraries.of(Mutation.Kind.values()), places, places, places)
            .as(Mutation::new);
    return Combinators.combine(kind, places, mutations.list().ofMinSize(1).ofMaxSize(4))
        .as(Damage::new);
  }

  @Property(seed = "20261125", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void damagedFileGivesAResultOrTheDeclaredProblem(@ForAll("damages") Damage damage)
      throws Exception {
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
  @Property(
      tries = 300,
      seed = "20261126",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  void validateTellsOfDamagedExperimentsWithoutAStackTrace(
      @ForAll("damagedExperiments") Damage damage) throws Exception {
    Files.write(folder.resolve("experiments/damaged.yaml"), damage.contents());
    Said said = withinTime(() -> Said.by("validate", folder.resolve("experiments")));
    assertThat(said.code()).as(said.errors()).isIn(ExitCode.FINE, ExitCode.INVALID_EXPERIMENT);
    assertThat(said.errors())
        .doesNotContain("unexpected:", "Exception", "\tat ")
        .matches(errors -> errors.isEmpty() == (said.code() == ExitCode.FINE));
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
