package dev.recsim.fit.recovery;

import dev.recsim.fit.ids.Blocks;
import dev.recsim.fit.ids.Ratings;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Simulates sessions of agents that are built from a log, with the same keys in every world.
 *
 * @param documents number of documents
 * @param slateSize number of documents of a slate
 * @param users whom the agents meet, in turns
 * @param agents that are built from the log
 * @param key of the sessions
 */
public record AgentValues(
    int documents, int slateSize, int[] users, List<SlateAgent> agents, RandomKey key) {
  private static final int USERS = 4_000;
  private static final int SESSIONS = 4_000;

  /** Parts that run at once; the bits of sums depend on their number. */
  private static final int PARTS = 2;

  private static final int LONGEST = 1_000;

  /**
   * Builds the agents.
   *
   * @param clicks how often each user clicked each document
   */
  public static AgentValues of(Ratings clicks, int slateSize, RandomKey key) {
    int rows = clicks.rows();
    int count = Math.min(USERS, rows);
    int[] users = IntStream.range(0, count).map(i -> (int) ((long) i * rows / count)).toArray();
    return new AgentValues(
        clicks.columns(),
        slateSize,
        users,
        LogAgents.of(clicks, users, slateSize, key.child("agents")),
        key.child("sessions"));
  }

  /** Names of the agents. */
  public List<String> names() {
    return agents.stream().map(SlateAgent::name).toList();
  }

  /** The expected number of clicks of a session of each agent. */
  public double[] in(ClickWorld world) {
    return agents.stream().mapToDouble(it -> value(it, world, new long[documents])).toArray();
  }

  /**
   * The share of what an agent shows that is rare.
   *
   * @param agent its number
   * @param exposures of each document in the log
   * @param least documents with fewer exposures are rare
   */
  public double rare(int agent, ClickWorld world, int[] exposures, int least) {
    long[] shows = new long[documents];
    value(agents.get(agent), world, shows);
    double all = 0;
    double rare = 0;
    for (int j = 0; j < documents; j++) {
      all += shows[j];
      rare += exposures[j] < least ? shows[j] : 0;
    }
    return rare / all;
  }

  private double value(SlateAgent agent, ClickWorld world, long[] shows) {
    double[] sums = new double[PARTS];
    long[][] parts = new long[PARTS][documents];
    Blocks.split(
        SESSIONS,
        PARTS,
        (part, from, to) -> {
          for (int i = from; i < to; i++) {
            sums[part] += session(agent, world, i, parts[part]);
          }
        });
    Arrays.setAll(shows, j -> parts[0][j] + parts[1][j]);
    return (sums[0] + sums[1]) / SESSIONS;
  }

  private double session(SlateAgent agent, ClickWorld world, int number, long[] shows) {
    int user = users[number % users.length];
    RandomKey session = key.child(number);
    ClickWorld.Visit visit = world.open(user, session.child("user"));
    int[] slate = new int[slateSize];
    double[] p = new double[slateSize + 1];
    double clicks = 0;
    for (int t = 0; t < LONGEST; t++) {
      RandomKey step = session.child(t);
      agent.show(user, step.child("slate"), documents, slate);
      for (int document : slate) {
        shows[document]++;
      }
      visit.probabilities(slate, p);
      clicks += 1 - p[slateSize];
      int position = draw(p, step.uniform(0));
      visit.clicked(position < slateSize ? slate[position] : -1);
      if (step.uniform(1) < world.leave(position < slateSize)) {
        break;
      }
    }
    return clicks;
  }

  /** Draws one of the outcomes, of which the last takes what rounding leaves. */
  public static int draw(double[] p, double uniform) {
    int outcome = 0;
    double sum = p[0];
    while (outcome < p.length - 1 && uniform >= sum) {
      outcome++;
      sum += p[outcome];
    }
    return outcome;
  }
}
