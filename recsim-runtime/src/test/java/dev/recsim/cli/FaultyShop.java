package dev.recsim.cli;

import dev.recsim.bridge.Python;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/**
 * A project of two modules, a library, data files and a Python agent, built in this JVM. Its files
 * are texts with places that a test can set.
 */
final class FaultyShop implements AutoCloseable {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private static final String BOOST =
      "package boosts; public class Boost { public static double of(int i) { return @boost@; } }";

  private static final String RANKER =
      """
      package shop;
      public class Ranker { // @ranker comment@
        public static int best(int items) {
          int best = 0;
          for (int i = 1; i < items; i++) {
            best = @sign@ * (score(i) - score(best)) > 0 ? i : best;
          }
          return best;
        }
        private static double score(int item) {
          try (var in = Ranker.class.getResourceAsStream("popularity.txt")) {
            String[] words = new String(in.readAllBytes()).strip().split(" ");
            return boosts.Boost.of(item) * Double.parseDouble(words[item]);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      }
      """;

  private static final String PROVIDER =
      """
      package sim;
      import dev.recsim.api.*;
      import dev.recsim.random.RandomKey;
      public class ShopProvider implements AgentProvider<ShopProvider.Options> {
        public record Options() {}
        public String name() { return "shop"; }
        public Options defaults() { return new Options(); }
        public Agent create(Options options, Environment environment, RandomKey key) {
          int items = environment.space().documents(); // @provider comment@
          int best = (shop.Ranker.best(items) + @skipped@) % items;
          Policy.Deterministic policy = observation -> Slate.of(best);
          return () -> policy;
        }
      }
      """;

  private static final String EXPERIMENT =
      """
      title: "@title@"
      environment: {type: transition_matrix, acceptance: {file: acceptance.csv}}
      agents:
        random: {type: random}
        shop: {type: shop}
        cautious: {type: epsilon_greedy, epsilon: @epsilon@, base: {type: shop}}
      evaluation: {sessions: @sessions@}
      trials: {seeds: 0..4}
      """;

  private static final String PYTHON_EXPERIMENT =
      """
      environment: {type: transition_matrix, acceptance: {file: acceptance.csv}}
      agents:
        random: {type: random}
        python: {type: process, command: @command@}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  private static final String AGENT =
      """
      import numpy
      import outside
      from helper import choose
      from recsim_jvm.agent import Agent, serve

      # @agent comment@
      class Shop(Agent):
          deterministic = True

          def act(self, observations, keys, explore):
              return numpy.full((len(observations), 1), choose(outside.STEP + outside.WEIGHT))

      serve(Shop())
      """;

  private final Path folder;
  private final SortedMap<String, String> values = new TreeMap<>();
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private URLClassLoader loader;

  /** Writes and builds the project. */
  FaultyShop(Path folder) throws IOException {
    this.folder = folder;
    for (String pair :
        List.of(
            "boost=1",
            "sign=1",
            "ranker comment=a",
            "provider comment=a",
            "skipped=0",
            "popularity=3 9 1 5",
            "notes=a",
            "title=a",
            "epsilon=0.1",
            "sessions=20",
            "accepted=0.5",
            "unused=",
            "packaging=folder",
            "zipped=1",
            "agent comment=a",
            "helper=1",
            "outside=0",
            "outside comment=a",
            "weight=0")) {
      values.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    build();
  }

  /** The values of the places. */
  Map<String, String> values() {
    return Map.copyOf(values);
  }

  void set(String place, String value) {
    values.put(place, value);
  }

  /** Where the experiments and reports are. */
  Path sim() {
    return folder.resolve("sim");
  }

  /** Writes all files that differ, compiles, and makes the classes those of this thread. */
  void build() throws IOException {
    close();
    compile("library", "boosts/Boost.java", BOOST, "");
    Path library = zip(folder.resolve("library/classes"), folder.resolve("boosts-1.jar"));
    compile("core", "shop/Ranker.java", RANKER, library.toString());
    Path core = folder.resolve("core/classes");
    write("core/classes/shop/popularity.txt", "@popularity@\n");
    write("core/classes/shop/notes.txt", "@notes@\n");
    if (values.get("unused").isEmpty()) {
      Files.deleteIfExists(core.resolve("shop/Unused.class"));
    } else {
      compile("core", "shop/Unused.java", "package shop; class Unused { int a = @unused@; }", "");
    }
    boolean jar = values.get("packaging").equals("jar");
    Path module = jar ? zip(core, folder.resolve("core-1.jar")) : core;
    compile("sim", "sim/ShopProvider.java", PROVIDER, core.toString());
    write("sim/classes/META-INF/services/dev.recsim.api.AgentProvider", "sim.ShopProvider\n");
    write("sim/experiments/shop.yaml", EXPERIMENT);
    writeMatrix();
    writePython();
    use(folder.resolve("sim/classes"), module, library);
  }

  private void writeMatrix() throws IOException {
    String row = "0.3,0.9,0.1,@accepted@\n";
    write("sim/experiments/acceptance.csv", row.repeat(4));
  }

  private void writePython() throws IOException {
    List<String> command = new ArrayList<>(Python.command("agents/agent.py"));
    command.replaceAll(
        word -> word.startsWith("PYTHONPATH=") ? word + ":" + folder.resolve("lib") : word);
    write(
        "sim/experiments/python.yaml",
        PYTHON_EXPERIMENT.replace("@command@", Python.yaml(command)));
    write("sim/experiments/agents/agent.py", AGENT);
    write("sim/experiments/agents/helper.py", "def choose(n):\n    return (n + @helper@) % 4\n");
    write(
        "lib/outside.py",
        "# @outside comment@\nSTEP = @outside@\nWEIGHT = int(open(r'%s').read())\n"
            .formatted(folder.resolve("weight.txt")));
    write("weight.txt", "@weight@\n");
  }

  /** Writes a file with the values at their places; returns whether it was another one before. */
  private boolean write(String file, String text) throws IOException {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("@" + value.getKey() + "@", value.getValue());
    }
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    boolean differs = !Files.exists(path) || !Files.readString(path).equals(filled);
    if (differs) {
      Files.writeString(path, filled);
    }
    return differs;
  }

  private void compile(String module, String file, String text, String classPath)
      throws IOException {
    String source = module + "/sources/" + file;
    Path type = folder.resolve(module + "/classes/" + file.replace(".java", ".class"));
    if (!write(source, text) && Files.exists(type)) {
      return;
    }
    Path classes = Files.createDirectories(folder.resolve(module).resolve("classes"));
    String path = System.getProperty("java.class.path") + java.io.File.pathSeparator + classPath;
    String[] words = {"-nowarn", "-g", "-cp", path, "-d", classes.toString(), ""};
    words[words.length - 1] = folder.resolve(source).toString();
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, words) != 0) {
      throw new IOException(source + " does not compile");
    }
  }

  private Path zip(Path classes, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Files.deleteIfExists(jar);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Integer.parseInt(values.get("zipped")));
      put(zip, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
      for (Path file : files) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        put(zip, name, Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(LONG_AGO.toMillis() + 100_000L * Integer.parseInt(values.get("zipped")));
    zip.putNextEntry(entry);
    zip.write(bytes);
  }

  private void use(Path... entries) throws IOException {
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = entries[i].toUri().toURL();
    }
    loader = new URLClassLoader(urls, before);
    Thread.currentThread().setContextClassLoader(loader);
  }

  /** Sets the times of all files of the project back, as {@code touch -r} does. */
  void setTimesBack() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> !file.toString().contains("reports")).toList();
    }
    for (Path file : files) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
  }

  @Override
  public void close() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    if (loader != null) {
      loader.close();
    }
  }
}
