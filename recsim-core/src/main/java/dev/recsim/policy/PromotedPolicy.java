package dev.recsim.policy;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.io.AtomicFolder;
import dev.recsim.io.Digest;
import dev.recsim.io.RegularFile;
import dev.recsim.policy.Manifest.Documents;
import dev.recsim.policy.Manifest.Member;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An agent that {@code mvn recsim:promote} wrote: one policy, or several of which each decision is
 * served by one.
 *
 * <pre>{@code
 * PromotedPolicy promoted = PromotedPolicy.read(Path.of("promoted/shop/slate_q"));
 * Policy policy = promoted.policy(0);
 * Slate slate = policy.recommend(new Observation(0, user, candidates), RandomKey.root(0));
 * }</pre>
 *
 * Immutable and shared between threads; its policies are not.
 */
public final class PromotedPolicy {
  private static final String PROMOTE = "; write it with mvn recsim:promote";

  private final Path folder;
  private final Manifest manifest;
  private final String digest;
  private final Part<AgentProvider<?>> agent;
  private final SavedEnvironment environment;

  /** Of each member; null if agents of this type have none. */
  private final List<Weights> weights;

  private PromotedPolicy(Path folder, Manifest manifest, String digest, List<Weights> weights) {
    this.folder = folder.toAbsolutePath();
    this.manifest = manifest;
    this.digest = digest;
    this.weights = weights;
    this.agent = SavedPolicy.completeAgent(manifest.type(), JsonTree.write(manifest.options()));
    String saved = manifest.environment() == null ? null : JsonTree.write(manifest.environment());
    this.environment = new SavedEnvironment(manifest.space(), saved, this.folder);
  }

  /**
   * Reads a promoted agent, and checks that all of its files are those that were promoted.
   *
   * @param folder that the goal wrote, such as {@code promoted/shop/slate_q}
   * @return the promoted agent
   * @throws InvalidFile if a file is missing, has changed or cannot be read, the format is not
   *     known, the type of the agent is not on the class path, or the weights do not fit
   */
  public static PromotedPolicy read(Path folder) {
    Path file = folder.resolve(Manifest.FILE);
    try {
      byte[] bytes = bytes(folder, Manifest.FILE);
      Manifest manifest = manifest(file, bytes);
      Map<String, String> files = manifest.files();
      for (Map.Entry<String, String> each : files.entrySet()) {
        check(folder, each.getKey(), each.getValue());
      }
      List<Weights> weights = new ArrayList<>();
      for (Member member : manifest.members()) {
        weights.add(weights(folder, member));
      }
      PromotedPolicy promoted = new PromotedPolicy(folder, manifest, Digest.of(bytes), weights);
      promoted.checkMembers();
      return promoted;
    } catch (IOException e) {
      throw invalid(file, "cannot read " + folder + ": " + e.getMessage());
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw invalid(file, "cannot restore the agent in " + folder + ": " + e.getMessage());
    }
  }

  private static Manifest manifest(Path file, byte[] bytes) {
    try {
      return Manifest.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) + "");
    } catch (CharacterCodingException e) {
      throw invalid(file, file + " is not JSON: it is not UTF-8" + PROMOTE + " again");
    } catch (IllegalArgumentException e) {
      String cure = e.getMessage().contains("promote") ? "" : "; promote the agent again";
      throw invalid(file, file + " " + e.getMessage() + cure);
    }
  }

  private static byte[] bytes(Path folder, String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path before = AtomicFolder.replaced(folder);
      String cure =
          Files.isDirectory(before)
              ? ": a promotion was killed; promote again, or move %s back".formatted(before)
              : PROMOTE;
      throw invalid(folder, "there is no folder " + folder + cure);
    }
    Path file = folder.resolve(name);
    try {
      return RegularFile.read(file);
    } catch (NoSuchFileException e) {
      throw invalid(file, "there is no file " + file + PROMOTE + " again");
    } catch (RegularFile.NotOne e) {
      throw invalid(file, "cannot read " + file + ": " + e.getMessage() + PROMOTE + " again");
    }
  }

  private static void check(Path folder, String name, String digest) throws IOException {
    if (!Digest.of(bytes(folder, name)).equals(digest)) {
      Path file = folder.resolve(name);
      throw invalid(
          file,
          file
              + " has changed since the agent was promoted: its SHA-256 is not that in "
              + Manifest.FILE
              + "; restore the file, or promote the agent again");
    }
  }

  /** The weights of a member; null if it has none. */
  private static Weights weights(Path folder, Member member) {
    return member.weights() == null
        ? null
        : Safetensors.read(folder.resolve(member.weights())).weights();
  }

  /** Creates a policy of each member with weights, so that none fails later. */
  private void checkMembers() {
    try {
      for (int member = 0; member < members(); member++) {
        if (weights.get(member) != null) {
          policy(member);
        }
      }
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new IllegalArgumentException(e.getMessage() + environment.problem(), e);
    }
  }

  private static InvalidFile invalid(Path file, String message) {
    return new InvalidFile(file, 0, 0, message);
  }

  /** {@return the description of the agent} */
  public Manifest manifest() {
    return manifest;
  }

  /** {@return SHA-256 of the manifest, which has the digests of all other files; hex} */
  public String digest() {
    return digest;
  }

  /** {@return the folder that was read, absolute} */
  public Path folder() {
    return folder;
  }

  /** {@return the number of policies} */
  public int members() {
    return manifest.members().size();
  }

  /**
   * {@return a new greedy policy of a member, confined to one thread} It ranks as many documents as
   * in training. Policies of agents that remember the session need observations that the
   * {@linkplain Agent#perception() perception} of {@link #agent} has converted.
   *
   * @param member 0 .. {@link #members()} - 1
   * @throws IllegalArgumentException if an agent without weights cannot be created
   */
  public Policy policy(int member) {
    return policy(member, manifest.space().documents());
  }

  /**
   * {@return a new greedy policy of a member for another number of documents, confined to one
   * thread} If {@link Manifest#documents()} are candidates, it ranks up to this number of them; of
   * a catalogue, it ranks exactly this number.
   *
   * @param member 0 .. {@link #members()} - 1
   * @param documents number of documents, at least the size of a slate
   * @throws UnsupportedOperationException if the weights belong to the documents of training, and
   *     their number is another one
   * @throws IllegalArgumentException if there are fewer documents than positions of a slate, or an
   *     agent without weights cannot be created
   */
  public Policy policy(int member, int documents) {
    return restored(agent.provider(), member).policy(resized(documents), weights.get(member));
  }

  /**
   * {@return a new agent that has learned what a member has, confined to one thread; the caller
   * closes it} Use its policy if the agent {@linkplain Agent#perception() remembers the session},
   * or has no weights and keeps something open, such as the model of {@code onnx}.
   *
   * @param member 0 .. {@link #members()} - 1
   * @throws IllegalArgumentException if it cannot be created, for example because the environment
   *     that it needs is not on the class path
   */
  public Agent agent(int member) {
    Agent created = restored(agent.provider(), member).created(environment);
    if (weights.get(member) != null) {
      Restored.load(created, weights.get(member));
    }
    return created;
  }

  private <C extends Record> Restored<C> restored(AgentProvider<C> provider, int member) {
    RandomKey key = new RandomKey(manifest.members().get(member).key());
    return new Restored<>(provider, options(provider), key, folder);
  }

  @SuppressWarnings("unchecked") // they were read with this provider
  private <C extends Record> C options(AgentProvider<C> provider) {
    return (C) agent.options();
  }

  private Environment resized(int documents) {
    Space space = manifest.space();
    if (documents == space.documents()) {
      return environment;
    }
    if (manifest.documents() == Documents.FIXED) {
      throw new UnsupportedOperationException(
          "agent %s of type %s has weights for each of the %s documents of its training, not for %s;"
                  .formatted(manifest.agent(), manifest.type(), space.documents(), documents)
              + " train it with these documents and promote it again, or use an agent that ranks"
              + " documents by their features, such as slate_q");
    }
    boolean catalogued = manifest.documents() == Documents.CATALOGUE;
    return new Resized(environment, Resized.space(space, documents), catalogued);
  }
}
