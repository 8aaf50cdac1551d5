package dev.recsim.policy;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.io.AtomicFolder;
import dev.recsim.io.Digest;
import dev.recsim.policy.Manifest.Documents;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds out what a trained agent needs where it is served, and writes promoted agents. {@code mvn
 * recsim:promote} uses it.
 *
 * @param agent type and options
 * @param environment the environment of its training
 * @param folder to which files of the agent's options are relative
 */
public record Promotion(Part<AgentProvider<?>> agent, Environment environment, Path folder) {
  /** A tensor of agents that encode the documents of a catalogue, see {@code learn.scores}. */
  private static final String ENCODER = "encoder.0.bias";

  /**
   * A promoted agent needs this.
   *
   * @param documents which documents it can rank
   * @param environment whether it needs more of the environment than its space, such as how users
   *     choose
   * @param remembers whether it remembers the session: its policies need observations that its
   *     perception has converted
   */
  public record Needs(Documents documents, boolean environment, boolean remembers) {}

  /**
   * {@return what the agent needs} It is restored for the documents of its training and for more of
   * them, and acts once.
   *
   * @param weights what it has learned; null if agents of this type have no weights
   * @param key with which it was created
   * @param seen the first observation of a session
   */
  public Needs needs(Weights weights, RandomKey key, Observation seen) {
    Watched watched = new Watched(environment, environment.space());
    Agent created = created(environment, key);
    try {
      Perception perception = created.perception();
      boolean remembers = perception != Perception.NONE;
      if (remembers) {
        created(watched, key).close();
      }
      restored(watched, weights, key).recommend(perception.first(seen), key);
      return new Needs(documents(weights, key), watched.asked, remembers);
    } finally {
      created.close();
    }
  }

  private Documents documents(Weights weights, RandomKey key) {
    Space space = environment.space();
    if (space.documentFeatures().isEmpty() && space.topics() == 0) {
      return Documents.FIXED;
    }
    try {
      restored(resized(space.documents() + 1), weights, key);
      if (space.documents() > space.slateSize()) {
        restored(resized(space.documents() - 1), weights, key);
      }
    } catch (IllegalArgumentException e) {
      return Documents.FIXED;
    }
    boolean encoded = weights != null && weights.tensors().containsKey(ENCODER);
    return encoded ? Documents.CATALOGUE : Documents.CANDIDATES;
  }

  private Environment resized(int documents) {
    OptionalInt catalogue = environment.catalogue();
    boolean catalogued =
        catalogue.isPresent() && catalogue.getAsInt() == environment.space().documents();
    return new Resized(environment, Resized.space(environment.space(), documents), catalogued);
  }

  private Policy restored(Environment in, Weights weights, RandomKey key) {
    return agent.make(
        (AgentProvider<Record> it, Record own) ->
            new Restored<>(it, own, key, folder.toAbsolutePath()).policy(in, weights));
  }

  private Agent created(Environment in, RandomKey key) {
    return agent.make(
        (AgentProvider<Record> it, Record own) -> it.create(own, in, key, folder.toAbsolutePath()));
  }

  /**
   * {@return the digests of files, for the manifest}
   *
   * @param files contents by name
   */
  public static SortedMap<String, String> digests(Map<String, byte[]> files) {
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach((name, contents) -> digests.put(name, Digest.of(contents)));
    return digests;
  }

  /**
   * Writes a promoted agent as a whole. It replaces the one that is there.
   *
   * @param folder of the agent
   * @param manifest with the {@linkplain #digests digests} of the files
   * @param files contents of all other files by name
   * @throws IllegalArgumentException if the manifest has other digests
   * @throws IOException if the folder cannot be written, or has files of something else; it is then
   *     unchanged
   */
  public static void write(Path folder, Manifest manifest, Map<String, byte[]> files)
      throws IOException {
    if (!manifest.files().equals(digests(files))) {
      throw new IllegalArgumentException("the manifest has not the digests of these files");
    }
    if (Files.exists(folder) && !replaceable(folder)) {
      throw new IOException(
          folder + " exists, and is not a promoted agent; delete it, or write to another folder");
    }
    Map<String, byte[]> all = new TreeMap<>(files);
    all.put(Manifest.FILE, manifest.json().getBytes(StandardCharsets.UTF_8));
    AtomicFolder.replace(folder, all);
  }

  private static boolean replaceable(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var inside = Files.list(folder)) {
      return inside.findAny().isEmpty() || Files.exists(folder.resolve(Manifest.FILE));
    }
  }

  /**
   * {@return a part as JSON: its type, and all of its options}
   *
   * @param part an agent or an environment
   */
  @SuppressWarnings("unchecked") // trees of parts are maps
  public static Map<String, Object> json(Part<?> part) {
    return (Map<String, Object>) OptionsJson.tree(part);
  }

  /**
   * {@return the options of a part as JSON}
   *
   * @param options of an agent or an environment
   */
  @SuppressWarnings("unchecked") // trees of records are maps
  public static Map<String, Object> json(Record options) {
    return (Map<String, Object>) OptionsJson.tree(options);
  }

  /** Notices whether more than the space is asked for. */
  private static final class Watched implements Environment.Wrapper {
    private final Environment inside;
    private final Space space;
    private boolean asked;

    Watched(Environment inside, Space space) {
      this.inside = inside;
      this.space = space;
    }

    @Override
    public Space space() {
      return space;
    }

    @Override
    public Environment inside() {
      asked = true;
      return inside;
    }
  }
}
