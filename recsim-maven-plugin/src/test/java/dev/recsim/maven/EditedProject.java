package dev.recsim.maven;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.export.OnnxGraph;
import dev.recsim.export.OnnxGraph.Edge;
import dev.recsim.export.OnnxGraph.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The project {@code edits}: two modules and three libraries, with an agent for each thing that
 * code may read, one in Python and one of ONNX. A build is a function of the texts at its places.
 */
final class EditedProject {
  private static final List<String> PROBES =
      List.of(
          "constant",
          "core",
          "weights",
          "service",
          "acme",
          "own_service",
          "own_resource",
          "filtered",
          "profile",
          "version",
          "maven",
          "release",
          "asserts",
          "processors",
          "threads",
          "reflection",
          "property",
          "tool",
          "variable",
          "core_variable",
          "locale",
          "week",
          "zone",
          "charset");

  private static final Path RESULTS = Path.of("sim/reports/edits/results.json");
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private static final String LEVEL =
      "package meta;\npublic class Level { public static int level() { return %s; } }\n";

  /** What an edit changes. */
  enum Kind {
    /** A text of a file of the project. */
    FILE,
    /** The same, by an editor or a checkout that sets the time of the file back. */
    OLD_FILE,
    /** The same of a source, which is not compiled then. The next edit takes it back. */
    OLD_SOURCE,
    /** A term of the number that the model of ONNX shows. */
    MODEL,
    /** The same, by a program that sets the time of the file back. */
    OLD_MODEL,
    /** A text of a library. */
    LIBRARY,
    /** An option in {@code recsim.argLine}. */
    OPTION,
    /** Words of the command of Maven. */
    WORDS,
    /** An environment variable. */
    VARIABLE
  }

  /**
   * A place and the texts that it may have, the recorded one first.
   *
   * @param name of the file, the variable, or what is edited
   */
  record Place(Kind kind, String name, List<String> texts) {
    static Place of(Kind kind, String name, String... texts) {
      return new Place(kind, name, List.of(texts));
    }
  }

  private final Project project = Project.copy("edits", "edits");
  private final Map<Place, String> texts = new LinkedHashMap<>();

  /** Records a baseline and commits it. */
  EditedProject(List<Place> places) throws IOException, InterruptedException {
    places.forEach(it -> texts.put(it, it.texts().get(0)));
    String yaml = "sim/experiments/edits.yaml";
    Path python = Path.of("..", "python").toAbsolutePath().normalize();
    String agents =
        PROBES.stream()
            .map(it -> "\n  %s: {type: probe, of: %s}".formatted(it, it))
            .collect(joining());
    project.edit(yaml, "@path@", python + ":" + project.path("lib"));
    project.edit(yaml, "agents:", "agents:" + agents);
    installLibraries();
    writeModel();
    Build recorded = build("recsim:run", "recsim:baseline");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    project.versioned().edit(".gitignore", "/reports/\n/target/", "reports/\ntarget/\n__pycache__");
    project.commit("Record a baseline");
  }

  String text(Place place) {
    return texts.get(place);
  }

  /** Puts another text in a place. */
  void edit(Place place, String text) throws IOException {
    for (Place each : texts.keySet()) {
      if (each.kind() == Kind.OLD_SOURCE && !text(each).equals(each.texts().get(0))) {
        set(each, each.texts().get(0));
      }
    }
    set(place, text);
  }

  private void set(Place place, String text) throws IOException {
    String before = texts.put(place, text);
    switch (place.kind()) {
      case FILE -> project.edit(place.name(), before, text);
      case OLD_FILE, OLD_SOURCE -> {
        project.edit(place.name(), before, text);
        Files.setLastModifiedTime(project.path(place.name()), LONG_AGO);
      }
      case LIBRARY -> installLibraries();
      case MODEL -> writeModel();
      case OLD_MODEL -> Files.setLastModifiedTime(writeModel(), LONG_AGO);
      case VARIABLE -> {
        if (text.isEmpty()) {
          project.without(place.name());
        } else {
          project.with(place.name(), text);
        }
      }
      case OPTION, WORDS -> {}
    }
  }

  /** Runs and checks the experiment. */
  Build check(String... more) throws IOException, InterruptedException {
    return build(
        Stream.concat(Stream.of("recsim:run", "recsim:check"), Arrays.stream(more))
            .toArray(String[]::new));
  }

  /** What the last build wrote. */
  List<String> results() throws IOException {
    return Files.readAllLines(project.path(RESULTS.toString()));
  }

  private Build build(String... goals) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (String text : texts(Kind.WORDS)) {
      words.addAll(List.of(text.split(" ")));
    }
    words.addAll(List.of(goals));
    words.add("-Drecsim.failOnMissingBaseline");
    words.add("-Drecsim.argLine=-XX:TieredStopAtLevel=1 " + String.join(" ", texts(Kind.OPTION)));
    return project.mvn(words.toArray(String[]::new));
  }

  private List<String> texts(Kind kind) {
    return texts.entrySet().stream()
        .filter(it -> it.getKey().kind() == kind && !it.getValue().isEmpty())
        .map(Map.Entry::getValue)
        .toList();
  }

  private String ofLibrary(String name) {
    return texts.entrySet().stream()
        .filter(it -> it.getKey().kind() == Kind.LIBRARY && it.getKey().name().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /** A model that shows the same document in each of its states. */
  private Path writeModel() throws IOException {
    long shown =
        Stream.of(Kind.MODEL, Kind.OLD_MODEL)
            .flatMap(it -> texts(it).stream())
            .mapToLong(Long::parseLong)
            .sum();
    OnnxGraph graph = new OnnxGraph();
    Edge state = graph.input("state", Type.LONG, "batch");
    Edge zero = graph.node("Mul", graph.unsqueeze(state, 1), graph.longs(new long[] {0}, 1));
    Edge slate = graph.sum(zero, graph.longs(new long[] {shown}, 1));
    graph.output("slate", slate, Type.LONG, "batch", 1);
    return Files.write(project.path("sim/experiments/agents/model.onnx"), graph.encode());
  }

  private void installLibraries() throws IOException {
    new Library("edits-meta")
        .install(
            Map.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nImplementation-Version: %s\nBuild-Time: %s\n%s\n"
                    .formatted(ofLibrary("version"), ofLibrary("built"), ofLibrary("releases")),
                "META-INF/maven/example/edits-meta/pom.properties",
                "#%s\nversion=%s\n".formatted(ofLibrary("built"), ofLibrary("maven")),
                "meta/Level.java",
                LEVEL.formatted(ofLibrary("level")),
                "META-INF/versions/17/meta/Level.java",
                LEVEL.formatted(ofLibrary("level 17"))));
    for (String name : List.of("one", "two")) {
      String rank =
          "package %s; public class Rank implements java.util.function.IntSupplier {\n"
              + "  public int getAsInt() { return %s; } }\n";
      new Library("edits-" + name)
          .install(
              Map.of(
                  name + "/Rank.java",
                  rank.formatted(name, ofLibrary(name)),
                  "META-INF/services/java.util.function.IntSupplier",
                  name + ".Rank\n",
                  "META-INF/acme/rank.txt",
                  ofLibrary(name) + "\n"));
    }
  }
}
