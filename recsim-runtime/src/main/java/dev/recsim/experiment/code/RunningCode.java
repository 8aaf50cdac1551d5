package dev.recsim.experiment.code;

import static java.util.stream.Collectors.joining;

import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;
import dev.recsim.store.code.Code;
import dev.recsim.store.code.Code.Entry;
import dev.recsim.trial.Trial;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The code that this JVM can load: all class path entries except the JDK, by their contents. A
 * trial may call any of it, so a trial that is stored is used again only with the same code.
 */
public final class RunningCode {
  /** Property: paths of entries that only the project's tests have. */
  private static final String TEST_ONLY = "recsim.libraries.test";

  /** Property: paths of libraries of recsim that the project's tests have in another version. */
  private static final String REPLACED = "recsim.replaced";

  /** Start of the properties with the paths of entries that only an optional module needs. */
  private static final String OF_MODULE = "recsim.libraries.";

  private static final int NAMED_FOLDERS = 3;

  /** Code does not change once it can be loaded, and there may be thousands of experiments. */
  private static final Map<ClassLoader, RunningCode> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Map<Path, List<Entry>> entries = new LinkedHashMap<>();
  private final List<CodeNames.Overlap> overlaps;
  private final List<Entry> named;
  private final String digest;

  /** Digests of codes by the paths that they leave out and those of tests. */
  private final Map<List<?>, String> codes = new ConcurrentHashMap<>();

  /**
   * @param classPath jars and folders in the order in which classes are searched
   */
  RunningCode(Collection<Path> classPath) throws IOException {
    CodeNames names = new CodeNames();
    Deque<Path> places = new ArrayDeque<>(classPath);
    Set<Path> seen = new HashSet<>();
    SortedSet<String> properties = new TreeSet<>();
    List<Path> modules = new ArrayList<>();
    for (Path place = places.poll(); place != null; place = places.poll()) {
      if (seen.add(place)) {
        EntryDigest digest = new EntryDigest(names, place);
        List<Path> added = ClassPath.added(place, CodeFiles.visit(place, digest));
        if (digest.counts()) {
          entries.put(place, entries(place, digest));
        }
        properties.add(digest.propertiesOfMaven());
        if (ClassPath.isModule(place) && !digest.isOwn()) {
          modules.add(place);
        }
        for (int i = added.size() - 1; i >= 0; i--) {
          places.addFirst(added.get(i));
        }
      }
    }
    overlaps = names.overlaps();
    ModuleClasses classes = ModuleClasses.of(modules);
    named = RunningJvm.variables(classes, System.getenv());
    if (classes.contain(CodeFiles.POM_PROPERTIES)) {
      named.add(new Entry("pom.properties", String.join("", properties)));
    }
    digest = new Code(entriesOf(it -> true), CodeNames.digest(overlaps)).digest();
  }

  private static Collection<Path> classPath(ClassLoader loader) {
    Set<Path> places = new LinkedHashSet<>(ClassPath.of(loader));
    for (Class<?> own : List.of(RandomKey.class, Trial.class, LoggedSession.class, Code.class)) {
      ClassPath.of(own).ifPresent(places::add);
    }
    return places;
  }

  private static List<Entry> entries(Path place, EntryDigest digest) throws IOException {
    return MergedJar.parts(place, digest)
        .orElseGet(() -> List.of(new Entry(name(place), digest.hex())));
  }

  private List<Entry> entriesOf(Predicate<Path> counts) {
    return entries.keySet().stream()
        .filter(counts)
        .flatMap(it -> entries.get(it).stream())
        .toList();
  }

  /** The code of the loader with which this thread finds components. */
  public static RunningCode here() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? RunningCode.class.getClassLoader() : context;
    return KNOWN.computeIfAbsent(
        loader,
        it -> {
          try {
            return new RunningCode(classPath(it));
          } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read: " + e.getMessage(), e);
          }
        });
  }

  /** Says that the place of this class has tests: it counts only for components in it. */
  public static void areTests(Class<?> test) {
    Set<Path> tests = ClassPath.property(TEST_ONLY);
    if (ClassPath.of(test).map(tests::add).orElse(false)) {
      String all = tests.stream().map(Path::toString).collect(joining(File.pathSeparator));
      System.setProperty(TEST_ONLY, all);
    }
  }

  /** The last folders of a path, or the name of a jar. */
  static String name(Path place) {
    int names = place.getNameCount();
    boolean jar = place.toString().endsWith(".jar") || names == 0;
    Path some =
        jar ? place.getFileName() : place.subpath(Math.max(0, names - NAMED_FOLDERS), names);
    return String.valueOf(some).replace('\\', '/');
  }

  /** A digest of all entries, to compare JVMs that run the same trials. */
  public String digest() {
    return digest;
  }

  /**
   * The digest of the code that trials depend on.
   *
   * @param modules the optional modules that they need
   * @param components classes of the components; test-only entries count only for components that
   *     are loaded from them
   */
  public String code(Set<String> modules, Collection<Class<?>> components) {
    Set<Path> unneeded = unneeded(modules);
    Set<Path> tests = ClassPath.property(TEST_ONLY);
    boolean isTested = components.stream().anyMatch(it -> isIn(tests, it));
    return codes.computeIfAbsent(
        List.of(unneeded, tests, isTested), key -> code(unneeded, tests, isTested).run());
  }

  private Code code(Set<Path> unneeded, Set<Path> tests, boolean isTested) {
    Predicate<Path> counts =
        place -> !unneeded.contains(place) && (isTested || !tests.contains(place));
    List<Entry> counted = new ArrayList<>(RunningJvm.entries());
    counted.addAll(named);
    counted.addAll(entriesOf(counts));
    return new Code(
        counted,
        tests.stream()
            .filter(place -> !entries.containsKey(place) || unneeded.contains(place))
            .flatMap(place -> entries(place).stream())
            .toList(),
        entriesOf(ClassPath.property(REPLACED)::contains),
        CodeNames.digest(overlaps.stream().filter(it -> counts.test(it.loser())).toList()));
  }

  private static boolean isIn(Set<Path> places, Class<?> component) {
    return ClassPath.of(component).map(places::contains).orElse(false);
  }

  private static List<Entry> entries(Path place) {
    try {
      return entries(place, EntryDigest.of(place));
    } catch (IOException e) {
      throw new UncheckedIOException("the class path cannot be read: " + e.getMessage(), e);
    }
  }

  /** The entries that only other optional modules need. */
  private static Set<Path> unneeded(Set<String> modules) {
    Set<Path> unneeded = new HashSet<>();
    Set<Path> needed = new HashSet<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(OF_MODULE) && !name.equals(TEST_ONLY)) {
        boolean needs = modules.contains(name.substring(OF_MODULE.length()));
        (needs ? needed : unneeded).addAll(ClassPath.property(name));
      }
    }
    unneeded.removeAll(needed);
    return unneeded;
  }
}
