package dev.recsim.explain.replay;

import dev.recsim.explain.shown.ShownTables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was replayed from evaluation sessions of stored trials. All agents meet the same users with
 * the same random numbers, so everything is equal until their slates differ.
 *
 * @param seed of the trials; null if no session was replayed
 * @param missing why agents cannot be replayed, by name
 * @param sessions of two agents, in the order in which they are shown; those in which agents part
 *     are first
 * @param shown what agents show in the first sessions; null if no table could be made
 */
public record Replayed(
    Integer seed, Map<String, String> missing, List<Together> sessions, ShownTables shown) {
  public Replayed {
    missing = inOrder(missing);
    sessions = List.copyOf(sessions);
  }

  /** The same without versions of agents in the baseline. */
  public Replayed withoutBaseline() {
    Map<String, String> present = new LinkedHashMap<>(missing);
    present.keySet().removeIf(it -> it.endsWith(Replay.IN_BASELINE));
    return new Replayed(
        seed,
        present,
        sessions.stream().filter(it -> !it.reasons().contains(Reason.LOSS_TO_BASELINE)).toList(),
        shown);
  }

  /** Why a session was chosen. */
  public enum Reason {
    /** Half of the first agent's sessions earn less. */
    MEDIAN,
    /** The first agent's best session. */
    BEST,
    /** The first agent's worst session. */
    WORST,
    /** The session in which the first agent earns most compared with the second. */
    LARGEST_GAIN,
    /** The session in which the first agent loses most to the second. */
    LARGEST_LOSS,
    /** The session in which an agent loses most to its version in the baseline. */
    LOSS_TO_BASELINE
  }

  /**
   * A session of two agents.
   *
   * @param number of the session in the evaluation, from 0
   * @param reasons why it was chosen; at least one
   * @param parting index of the first step with different slates; null if there is none
   * @param agents the first agent and the one it is compared with; only one if there is no other
   */
  public record Together(int number, List<Reason> reasons, Integer parting, List<Played> agents) {
    public Together {
      reasons = List.copyOf(reasons);
      agents = List.copyOf(agents);
    }
  }

  /**
   * A session of an agent.
   *
   * @param agent name of the agent
   * @param reward of the session
   * @param length its number of steps
   * @param first index of the first recorded step
   * @param before sum of the rewards before it
   * @param turns the recorded steps
   */
  public record Played(
      String agent, double reward, int length, int first, double before, List<Turn> turns) {
    public Played {
      turns = List.copyOf(turns);
    }
  }

  /**
   * A step.
   *
   * @param user what agents observe of the user, in words
   * @param changes whether {@code user} has only what is not so in the step before
   * @param latents the user's latent state, by name; without what was so in the step before
   * @param slate the documents shown, first position first
   * @param others names of other candidates, if there are few
   * @param candidates number of documents that could be shown
   * @param noClick probability that nothing is clicked; null if unknown
   * @param reward of the step
   * @param end how the session ended after it, {@code ended} or {@code cut_off}; null if it did not
   */
  public record Turn(
      List<String> user,
      boolean changes,
      Map<String, Double> latents,
      List<Item> slate,
      List<String> others,
      int candidates,
      Double noClick,
      double reward,
      String end) {
    public Turn {
      user = List.copyOf(user);
      latents = inOrder(latents);
      slate = List.copyOf(slate);
      others = List.copyOf(others);
    }

    /** Returns this step without what was known of the user in the step before. */
    public Turn since(Turn before) {
      Map<String, Double> changed = new LinkedHashMap<>(latents);
      changed.entrySet().removeIf(it -> it.getValue().equals(before.latents.get(it.getKey())));
      boolean same = sameNames(before.user);
      List<String> words = user;
      if (same) {
        words = new ArrayList<>(user);
        words.removeAll(before.user);
      }
      return new Turn(words, same, changed, slate, others, candidates, noClick, reward, end);
    }

    /** Whether other words are about the same, such as {@code age} for {@code age 0.5}. */
    private boolean sameNames(List<String> others) {
      boolean same = user.size() == others.size();
      for (int i = 0; same && i < user.size(); i++) {
        int end = user.get(i).lastIndexOf(' ');
        same =
            end == others.get(i).lastIndexOf(' ')
                && user.get(i).regionMatches(0, others.get(i), 0, end);
      }
      return same;
    }
  }

  /**
   * A document.
   *
   * @param id its number
   * @param topic its topic; null without topics
   * @param words its description, most important first
   * @param clicked whether the user clicked on it
   * @param click probability of a click; null if unknown
   * @param signals what was observed of it, by name, without zeros
   */
  public record Item(
      long id,
      Integer topic,
      List<String> words,
      boolean clicked,
      Double click,
      Map<String, Double> signals) {
    public Item {
      words = List.copyOf(words);
      signals = inOrder(signals);
    }
  }

  private static <V> Map<String, V> inOrder(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
