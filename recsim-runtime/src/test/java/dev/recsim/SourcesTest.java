package dev.recsim;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Names of types and lengths of methods in the main sources of all modules. */
class SourcesTest {
  /** Types of one name, in different rooms, and the reason. */
  private static final Map<String, String> SHARED =
      Map.ofEntries(
          // Applications of a ranker and authors of experiments never use both.
          Map.entry("Exploration", "serve.explore, trial"),
          Map.entry("Outcome", "serve, baseline"),
          Map.entry("Ranking", "serve, agent"),
          // The type in YAML is the same word for a choice model and for the model of a log.
          Map.entry("DependentClickProvider", "env.choice, fit.model"),
          Map.entry("MultinomialLogitProvider", "env.choice, fit.model"),
          Map.entry("PositionBasedProvider", "env.choice, fit.model"));

  /** Packages of modules that the table of rooms does not name. */
  private static final Set<String> NO_ROOMS = Set.of("dl4j", "junit", "maven", "onnx", "spark");

  private static final long LINES_OF_A_METHOD = 50;

  /** Longer methods, to be split. */
  private static final Set<String> LONG = Set.of("Verdicts.publish");

  @Test
  void topLevelTypesHaveNamesOfTheirOwn() throws IOException {
    Map<String, Long> names =
        sources().stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .filter(name -> !name.equals("package-info"))
            .collect(groupingBy(name -> name, TreeMap::new, counting()));
    assertThat(names).hasSizeGreaterThan(700);
    names.values().removeIf(count -> count == 1);
    assertThat(names.keySet())
        .as("names of several types; see SHARED")
        .containsExactlyInAnyOrderElementsOf(SHARED.keySet());
  }

  @Test
  void methodsHaveFewerThan50Lines() throws IOException {
    Map<String, Long> methods = new TreeMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree file : task.parse()) {
        new Lines(file, positions, methods).scan(file, null);
      }
    }
    assertThat(methods).hasSizeGreaterThan(3_000);
    methods.values().removeIf(lines -> lines < LINES_OF_A_METHOD);
    assertThat(methods.keySet())
        .as("methods with too many lines; see LONG")
        .containsExactlyInAnyOrderElementsOf(LONG);
  }

  @Test
  void everyRoomImportsOnlyWhatItMay() throws IOException {
    Map<String, Set<String>> allowed = Imports.allowed();
    assertThat(allowed).hasSizeGreaterThan(30).containsEntry("exact", Set.of("algebra", "api"));
    Map<String, Set<String>> rooms = Imports.ofRooms(Imports.ofPackages());
    rooms.keySet().removeAll(NO_ROOMS);
    assertThat(rooms.keySet()).isEqualTo(allowed.keySet());
    rooms.forEach((room, imports) -> assertThat(allowed.get(room)).as(room).containsAll(imports));
  }

  @Test
  void neitherRoomsNorPackagesImportEachOther() throws IOException {
    Map<String, Set<String>> packages = Imports.ofPackages();
    assertThat(packages).hasSizeGreaterThan(150);
    assertThat(Imports.circle(packages)).isEmpty();
    assertThat(Imports.circle(Imports.ofRooms(packages))).isEmpty();
  }

  static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.map(it -> it.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> all = Files.walk(module)) {
            all.filter(it -> it.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  /** Puts the number of lines of each method, by file and name. */
  private static final class Lines extends TreeScanner<Void, Void> {
    private final CompilationUnitTree file;
    private final SourcePositions positions;
    private final Map<String, Long> methods;

    Lines(CompilationUnitTree file, SourcePositions positions, Map<String, Long> methods) {
      this.file = file;
      this.positions = positions;
      this.methods = methods;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      long first = line(positions.getStartPosition(file, method));
      long last = line(positions.getEndPosition(file, method));
      String type = Path.of(file.getSourceFile().toUri()).getFileName().toString();
      String name = type.replace(".java", ".") + method.getName();
      methods.merge(name, last - first + 1, Math::max);
      return super.visitMethod(method, nothing);
    }

    private long line(long position) {
      return file.getLineMap().getLineNumber(position);
    }
  }
}
