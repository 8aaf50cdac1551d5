package dev.recsim.serve.explore;

import dev.recsim.api.Space;
import java.util.ArrayList;
import java.util.List;

/** Makes the policies of arms from the members of promoted policies. */
public final class Explorers {
  /** Says why a policy cannot explore by scores, and what to do. */
  static final String NO_SCORES =
      "softmax needs an agent that scores documents, such as ppo, slate_q or lin_ucb; for this one"
          + " take epsilon_greedy or top_k_shuffle";

  private Explorers() {}

  /**
   * {@return a policy that explores around an ensemble: a member is drawn for each decision}
   *
   * @param members at least one
   * @param exploration how they explore; null for not at all
   * @param space has the number of positions
   * @throws IllegalArgumentException if a member cannot explore so; says why, and what to do
   */
  public static Explorer around(List<Remembered> members, Exploration exploration, Space space) {
    if (exploration instanceof Exploration.EpsilonGreedy it) {
      return new Mixture(
          List.of(Mixture.of(members), new UniformSlates(space)),
          false,
          1 - it.epsilon(),
          it.epsilon());
    }
    return Mixture.of(members.stream().map(it -> around(it, exploration, space)).toList());
  }

  private static Explorer around(Remembered member, Exploration exploration, Space space) {
    if (exploration instanceof Exploration.Softmax it) {
      return new SoftmaxSlates(member, it.temperature(), space.slateSize());
    }
    if (exploration instanceof Exploration.TopKShuffle it) {
      return new TopShuffle(deterministic(member, "top_k_shuffle"), it.k());
    }
    return member;
  }

  /**
   * {@return the slates of two ensembles interleaved: a member of each is drawn for each decision}
   *
   * @param first members of one
   * @param second members of the other
   * @throws IllegalArgumentException if a member draws its slates
   */
  public static Explorer interleaved(List<Remembered> first, List<Remembered> second) {
    List<TeamDraft> pairs = new ArrayList<>();
    for (Remembered one : first) {
      for (Remembered other : second) {
        pairs.add(
            new TeamDraft(
                deterministic(one, "interleaving"), deterministic(other, "interleaving")));
      }
    }
    return Mixture.of(pairs);
  }

  private static Remembered deterministic(Remembered member, String what) {
    if (!member.deterministic()) {
      throw new IllegalArgumentException(
          what
              + " needs a policy that always shows the same slate to the same user, but this one"
              + " draws its slates; promote it without draws, or take epsilon_greedy");
    }
    return member;
  }
}
