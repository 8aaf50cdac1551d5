package dev.recsim.policy;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.io.AtomicFile;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Loads policies of trained agents from the files of a run or an export:
 *
 * <pre>{@code
 * Policy policy = SavedPolicy.load(Path.of("actor_critic-seed-0.safetensors"));
 * Slate slate = policy.recommend(new Observation(3), RandomKey.root(0));
 * }</pre>
 *
 * A policy is confined to one thread; load one for each. Only the libraries of the agent's engine
 * are loaded: engine {@code java} does not load ND4J.
 */
public final class SavedPolicy {
  /** Metadata with the type of the agent. */
  public static final String TYPE = "type";

  /** Metadata with its options as JSON. */
  public static final String OPTIONS = "options";

  private static final String SPACE = "space";
  private static final String ENVIRONMENT = "environment";
  private static final String FORMAT = "format";
  private static final String DESCRIPTION = "policy.json";

  private SavedPolicy() {}

  /**
   * {@return the metadata with which a file of weights can be loaded without the experiment, if the
   * agent needs only the space of the environment}
   *
   * @param provider of the agent
   * @param options of the agent
   * @param space of the environment
   */
  public static SortedMap<String, String> metadata(
      AgentProvider<?> provider, Record options, Space space) {
    return new TreeMap<>(
        Map.of(
            TYPE,
            provider.name(),
            OPTIONS,
            OptionsJson.write(options),
            SPACE,
            OptionsJson.write(space)));
  }

  /**
   * {@return the metadata with which a file of weights can be loaded without the experiment} It has
   * the environment, of which some agents need more than its space, such as how users choose,
   * unless the agent sees only states and is no layer.
   *
   * @param provider of the agent
   * @param options of the agent
   * @param space of the environment
   * @param environment the environment it was trained in
   */
  public static SortedMap<String, String> metadata(
      AgentProvider<?> provider,
      Record options,
      Space space,
      Part<EnvironmentProvider<?>> environment) {
    SortedMap<String, String> metadata = metadata(provider, options, space);
    boolean layered =
        Arrays.stream(options.getClass().getRecordComponents())
            .anyMatch(it -> it.getType() == Part.class);
    if (layered || !space.tabular()) {
      metadata.put(ENVIRONMENT, OptionsJson.write(environment));
    }
    return metadata;
  }

  /**
   * Loads a policy. What it needs of the environment is saved with it.
   *
   * @param path a safetensors file, or a folder that {@link #export} wrote
   * @return its greedy policy; confined to one thread
   * @throws InvalidFile if it cannot be read, lacks something, or the weights do not fit
   */
  public static Policy load(Path path) {
    return load(path, SavedPolicy::environment, SavedPolicy::restore);
  }

  /** Its space is without the embedding size of earlier versions: the weights contain it. */
  private static SavedEnvironment environment(Safetensors saved) {
    Space space = OptionsJson.read(required(saved, SPACE), Space.class, "embedding_size");
    return new SavedEnvironment(
        space, saved.metadata().get(ENVIRONMENT), Path.of("").toAbsolutePath());
  }

  /**
   * Loads a policy for an environment. Necessary only for an agent of type {@code slate_q} that was
   * trained in an environment that is not on the class path or reads files.
   *
   * @param path a safetensors file, or a folder that {@link #export} wrote
   * @param environment the environment it was trained in, or one with the same space
   * @return its greedy policy; confined to one thread
   * @throws InvalidFile if it cannot be read, lacks something, or the weights do not fit
   */
  public static Policy load(Path path, Environment environment) {
    return load(path, saved -> environment, SavedPolicy::restore);
  }

  /**
   * Loads an agent, of which the policy is {@link Agent#greedy()}. Necessary for layers that
   * remember the session, such as {@code fixed_length_history}: their policies take observations
   * that {@link Agent#perception()} has converted. It has learned what was saved.
   *
   * @param path a safetensors file, or a folder that {@link #export} wrote
   * @return the agent; the caller closes it
   * @throws InvalidFile if it cannot be read, lacks something, or the weights do not fit
   */
  public static Agent loadAgent(Path path) {
    return load(path, SavedPolicy::environment, SavedPolicy::agent);
  }

  private static <C extends Record> Agent agent(
      AgentProvider<C> provider, Safetensors saved, Environment environment) {
    Agent agent = provider.create(options(provider, saved), environment, RandomKey.root(0));
    Restored.load(agent, saved.weights());
    return agent;
  }

  /** What is loaded: a policy or an agent. */
  private interface Loading<T> {
    T load(AgentProvider<?> provider, Safetensors saved, Environment environment);
  }

  private static <T> T load(
      Path path, Function<Safetensors, Environment> environments, Loading<T> loading) {
    if (Files.notExists(path)) {
      throw new InvalidFile(
          path,
          0,
          0,
          "no such file: "
              + path
              + "; a run saves the policies of agents that learn; create others, such as random and"
              + " optimal, with their AgentProvider");
    }
    Safetensors saved = Files.isDirectory(path) ? exported(path) : Safetensors.read(path);
    String problem = "";
    try {
      AgentProvider<?> provider = provider(required(saved, TYPE));
      Environment environment = environments.apply(saved);
      try {
        return loading.load(provider, saved, environment);
      } finally {
        problem = environment instanceof SavedEnvironment it ? it.problem() : "";
      }
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new InvalidFile(path, 0, 0, "cannot restore " + path + ": " + e.getMessage() + problem);
    }
  }

  private static <C extends Record> Policy restore(
      AgentProvider<C> provider, Safetensors saved, Environment environment) {
    return provider.restore(options(provider, saved), environment, saved.weights());
  }

  private static <C extends Record> C options(AgentProvider<C> provider, Safetensors saved) {
    return options(provider, required(saved, OPTIONS));
  }

  private static <C extends Record> C options(AgentProvider<C> provider, String json) {
    @SuppressWarnings("unchecked")
    Class<C> type = (Class<C>) provider.defaults().getClass();
    C options = OptionsJson.read(json, type);
    Options.check(options);
    return options;
  }

  /**
   * Creates an agent of which all options are given.
   *
   * @param options as JSON
   * @throws IllegalArgumentException if there is no such type, or an option is missing, unknown or
   *     invalid
   */
  static Part<AgentProvider<?>> completeAgent(String type, String options) {
    AgentProvider<?> provider = provider(type);
    return new Part<>(provider, options(provider, options));
  }

  /**
   * {@return an agent with its options from JSON} Missing options are the defaults.
   *
   * @param type of the agent
   * @param options as JSON
   * @throws IllegalArgumentException if there is no such type, or an option is unknown or invalid
   */
  public static Part<AgentProvider<?>> agent(String type, String options) {
    AgentProvider<?> provider = provider(type);
    Record defaults = provider.defaults();
    return new Part<>(provider, OptionsJson.read(options, defaults));
  }

  private static String required(Safetensors saved, String key) {
    String value = saved.metadata().get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "its metadata lacks \"" + key + "\"; only files that a run has saved can act");
    }
    return value;
  }

  private static AgentProvider<?> provider(String type) {
    return named(
        type, AgentProvider.class, it -> it.name(), "agent of type", "; add the jar that has it");
  }

  private static WeightsFormat format(String name) {
    return named(
        name,
        WeightsFormat.class,
        WeightsFormat::name,
        "format",
        "; add dev.recsim:recsim-" + name);
  }

  private static <T> T named(
      String name, Class<T> kind, Function<T, String> named, String what, String cure) {
    return ServiceLoader.load(kind).stream()
        .map(ServiceLoader.Provider::get)
        .filter(it -> named.apply(it).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no %s %s is on the class path%s".formatted(what, name, cure)));
  }

  /**
   * Writes a saved policy in another format, with a description that {@link #load} reads.
   *
   * @param safetensors the saved policy
   * @param format name of a {@link WeightsFormat} on the class path
   * @param folder where to write
   * @throws InvalidFile if the saved policy cannot be read
   * @throws IllegalArgumentException if there is no format of this name or it does not support the
   *     weights
   * @throws IOException if a file cannot be written
   */
  public static void export(Path safetensors, String format, Path folder) throws IOException {
    Safetensors saved = Safetensors.read(safetensors);
    for (Map.Entry<String, byte[]> file : format(format).encode(saved.weights()).entrySet()) {
      AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
    }
    SortedMap<String, String> description = new TreeMap<>(saved.metadata());
    description.put(FORMAT, format);
    AtomicFile.write(folder.resolve(DESCRIPTION), JsonTree.write(description) + "\n");
  }

  /**
   * Writes the greedy policy of a saved agent as a graph of ONNX.
   *
   * @param safetensors the saved policy
   * @param environment the environment it was trained in
   * @param file where to write
   * @throws InvalidFile if the saved policy cannot be read, or the weights do not fit
   * @throws UnsupportedOperationException if the policy cannot be written as a graph
   * @throws IOException if the file cannot be written
   */
  public static void exportGraph(Path safetensors, Environment environment, Path file)
      throws IOException {
    AtomicFile.write(file, graph(safetensors, environment, new TreeMap<>()));
  }

  /**
   * {@return the greedy policy of a saved agent as a graph of ONNX}
   *
   * @param safetensors the saved policy
   * @param environment the environment it was trained in
   * @param origin text by name for the metadata of the graph, for example {@code recsim.agent}
   * @throws InvalidFile if the saved policy cannot be read, or the weights do not fit
   * @throws UnsupportedOperationException if the policy cannot be written as a graph
   */
  public static byte[] graph(
      Path safetensors, Environment environment, SortedMap<String, String> origin) {
    Safetensors saved = Safetensors.read(safetensors);
    try {
      return graph(provider(required(saved, TYPE)), saved, environment, origin);
    } catch (IllegalArgumentException e) {
      throw new InvalidFile(
          safetensors, 0, 0, "cannot restore " + safetensors + ": " + e.getMessage());
    }
  }

  private static <C extends Record> byte[] graph(
      AgentProvider<C> provider,
      Safetensors saved,
      Environment environment,
      SortedMap<String, String> origin) {
    C options = options(provider, saved);
    for (GraphFormat format : ServiceLoader.load(GraphFormat.class)) {
      Optional<byte[]> graph = format.encode(options, environment.space(), saved.weights());
      if (graph.isPresent()) {
        return format.describe(graph.get(), origin);
      }
    }
    throw new UnsupportedOperationException(
        "agents of type " + provider.name() + " are not computed by networks alone");
  }

  private static Safetensors exported(Path folder) {
    Path description = folder.resolve(DESCRIPTION);
    try {
      SortedMap<String, String> metadata = description(description);
      WeightsFormat format = format(metadata.getOrDefault(FORMAT, "missing"));
      return new Safetensors(metadata, format.decode(files(folder)));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidFile(
          folder, 0, 0, "cannot read the exported policy in " + folder + ": " + e.getMessage());
    }
  }

  private static SortedMap<String, String> description(Path file) throws IOException {
    SortedMap<String, String> description = new TreeMap<>();
    try {
      ((Map<?, ?>) JsonTree.read(Files.readString(file)))
          .forEach((key, value) -> description.put((String) key, (String) value));
      return description;
    } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
      throw new InvalidFile(file, 0, 0, file + " is not a JSON object of text");
    }
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      Map<String, byte[]> files = new TreeMap<>();
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
      return files;
    }
  }
}
