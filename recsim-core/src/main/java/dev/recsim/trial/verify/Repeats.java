package dev.recsim.trial.verify;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decisions of an evaluation for which a policy is asked again. The answer must be the same: a
 * {@linkplain Policy.Deterministic deterministic} policy gives it for every key, and every policy
 * gives it in any order and alone.
 */
public final class Repeats {
  private static final int SESSIONS = 8;

  /** Decisions that are repeated with another key. */
  private static final int REPEATED = 64;

  /** Most decisions of one session that are repeated with another key. */
  private static final int REPEATED_OF_SESSION = 8;

  /** Most decisions of one session that are repeated alone. */
  private static final int ALONE = 16;

  /** A policy has broken its contract; the message says how. */
  public static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Broken(String message) {
      super(message);
    }
  }

  /**
   * A decision.
   *
   * @param session number of the session, from 0
   * @param index of the step, from 0
   */
  private record Asked(int session, int index, Observation seen, Slate slate) {
    RandomKey key(RandomKey decisions) {
      return decisions.child(session).child(index);
    }

    /** Whether two slates show the same documents, or documents that cannot be told apart. */
    boolean isShownBy(Slate other) {
      boolean same = other != null && other.size() == slate.size();
      for (int p = 0; same && p < slate.size(); p++) {
        same = alike(slate.document(p), other.document(p));
      }
      return same;
    }

    private boolean alike(int one, int other) {
      int candidates = seen.candidates().size();
      if (one == other || one >= candidates || other < 0 || other >= candidates) {
        return one == other;
      }
      Document a = seen.candidates().get(one);
      Document b = seen.candidates().get(other);
      return a.topic() == b.topic() && Arrays.equals(a.features(), b.features());
    }

    Broken broken(String rule, Slate again) {
      return new Broken(
          rule.formatted(slate, again)
              + " in session %s of the evaluation, at step %s (both counted from 0)"
                  .formatted(session, index));
    }
  }

  private final List<Asked> asked = new ArrayList<>();
  private final int sessions;

  /**
   * @param sessions number of evaluation sessions
   */
  public Repeats(int sessions) {
    this.sessions = sessions;
  }

  /** The number of the i-th session that is repeated: eight are spread evenly, then those next. */
  private int number(int i) {
    int count = count();
    return (int) ((long) (i % count) * sessions / count) + i / count;
  }

  private int count() {
    return Math.min(SESSIONS, sessions);
  }

  /** The number of sessions whose numbers differ. */
  private int most() {
    return sessions / count() * count();
  }

  /** Receives a decision of the evaluation; some are kept. Observations must not be lent. */
  public void add(int session, int index, Observation seen, Slate slate) {
    if (index >= ALONE) {
      return;
    }
    for (int i = 0; i < count(); i++) {
      if (number(i) == session) {
        asked.add(new Asked(session, index, seen, slate));
        return;
      }
    }
  }

  /**
   * Asks again for the decisions that were added: alone, and the last one first.
   *
   * @param decisions key of the decisions of the evaluation
   * @param agent name of the agent, for messages
   * @throws Broken if an answer is another one
   */
  public void askAlone(Policy policy, RandomKey decisions, String agent) {
    for (int i = asked.size() - 1; i >= 0; i--) {
      Asked it = asked.get(i);
      Slate again = policy.recommend(it.seen(), it.key(decisions));
      if (!it.isShownBy(again)) {
        throw it.broken(
            "the answers of "
                + agent
                + " depend on the order or the number of the sessions of a request, or on earlier"
                + " requests: it answered %s, and %s when it was asked again for this session"
                + " alone; answer by the session and its key only (see docs/agents/http.md);",
            again);
      }
    }
  }

  /**
   * Plays the first steps of some evaluation sessions, and asks for each decision again with
   * another key.
   *
   * @param users key of the evaluation sessions
   * @param decisions key of their decisions
   * @param agent name of the agent, for messages
   * @throws Broken if an answer is another one
   */
  public void askWithOtherKeys(
      Policy.Deterministic policy,
      Environment environment,
      Perception perception,
      RandomKey users,
      RandomKey decisions,
      String agent) {
    List<Asked> played = new ArrayList<>();
    for (int i = 0; i < most() && played.size() < REPEATED; i++) {
      Session session = environment.open(users.child(number(i)));
      played.addAll(play(policy, session, number(i), perception, decisions));
    }
    RandomKey others = decisions.child("again");
    for (int i = played.size() - 1; i >= 0; i--) {
      Asked it = played.get(i);
      Slate again = policy.recommend(it.seen(), it.key(others));
      if (!it.slate().equals(again)) {
        throw it.broken(
            "the policy of "
                + agent
                + ", "
                + policy.getClass().getName().replaceFirst("\\$\\$Lambda.*", "")
                + ", says that it has no randomness (Policy.Deterministic, or deterministic = True"
                + " in Python), but chose %s and then %s for the same observation; take that back,"
                + " and draw by the key of the decision;",
            again);
      }
    }
  }

  private static List<Asked> play(
      Policy policy, Session session, int number, Perception perception, RandomKey decisions) {
    List<Asked> played = new ArrayList<>();
    Observation seen = perception.first(session.start());
    boolean continues = true;
    for (int t = 0; continues && t < REPEATED_OF_SESSION; t++) {
      Slate slate = policy.recommend(seen, decisions.child(number).child(t));
      played.add(new Asked(number, t, seen, slate));
      Step step = session.recommend(slate);
      continues = step.continues();
      seen = continues ? perception.next(seen, slate, step) : null;
    }
    return played;
  }
}
