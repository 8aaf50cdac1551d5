package dev.recsim.serve.load;

import dev.recsim.api.Policy;
import java.util.List;

/**
 * A policy as it was promoted. Immutable, thread-safe.
 *
 * @param schema what it needs to know
 * @param members number of policies in it
 * @param source makes a new policy of a member
 * @param fallback ids of the slate to show if it fails, best first; may be empty
 * @param origin where it comes from
 */
public record LoadedPolicy(
    Schema schema, int members, Source source, List<String> fallback, Origin origin) {

  /**
   * Where a policy comes from.
   *
   * @param experiment it was promoted from; null for built-in policies
   * @param agent of the experiment; null for built-in policies
   * @param commit of the experiment; null if unknown
   * @param digest of its manifest; null for built-in policies
   */
  public record Origin(String experiment, String agent, String commit, String digest) {
    static final Origin BUILT_IN = new Origin(null, null, null, null);
  }

  /** Makes policies. */
  @FunctionalInterface
  public interface Source {
    /**
     * {@return a new policy, confined to one thread}
     *
     * @param member number of the member
     * @param documents largest number of candidates
     * @throws UnsupportedOperationException if it cannot take so many; says why
     */
    Policy policy(int member, int documents);
  }

  /**
   * {@return a policy that draws slates uniformly}
   *
   * @param schema of the other policies
   */
  public static LoadedPolicy random(Schema schema) {
    return new LoadedPolicy(
        schema,
        1,
        (member, documents) -> Policy.uniform(schema.space()),
        List.of(),
        Origin.BUILT_IN);
  }
}
