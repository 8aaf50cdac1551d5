package dev.recsim.bridge.users;

import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plays two sessions together, and then each alone in the other order. A program that does not take
 * all randomness from the keys, or mixes up sessions, answers otherwise.
 */
final class SelfCheck {
  private static final RandomKey KEY = RandomKey.root(0).child("self-check");
  private static final int SESSIONS = 2;
  private static final int STEPS = 8;

  private final ProcessEnvironment environment;
  private final SessionGroup group;

  /** A session, the rows that its program answered, and its status. */
  private static final class Played {
    private final ProcessSession session;
    private final List<byte[]> rows = new ArrayList<>();
    private Status status = Status.CONTINUES;

    Played(ProcessSession session) {
      this.session = session;
    }
  }

  private SelfCheck(ProcessEnvironment environment, SessionGroup group) {
    this.environment = environment;
    this.group = group;
  }

  /**
   * Checks the program of an environment.
   *
   * @throws dev.recsim.io.ExternalFailure if it breaks a rule; the message says which
   */
  static void run(ProcessEnvironment environment, SessionGroup group) {
    SelfCheck check = new SelfCheck(environment, group);
    List<Played> together = check.play(0, SESSIONS);
    for (int i = SESSIONS - 1; i >= 0; i--) {
      check.compare(together.get(i), check.play(i, i + 1).get(0));
    }
  }

  private List<Played> play(int first, int end) {
    List<Played> all = new ArrayList<>();
    for (int i = first; i < end; i++) {
      all.add(new Played(environment.open(group, KEY.child(i))));
    }
    group.start();
    for (Played each : all) {
      each.rows.add(each.session.answer().alone(environment.layout().starts()));
      each.session.start();
    }
    for (int t = 0; t < STEPS; t++) {
      step(all, t);
    }
    return all;
  }

  private void step(List<Played> all, int t) {
    Space space = environment.space();
    List<Played> open = all.stream().filter(it -> it.status == Status.CONTINUES).toList();
    for (Played each : open) {
      RandomKey key = each.session.key().child(t);
      int documents = each.session.seen().documents(space);
      each.session.announce(Slate.random(documents, space.slateSize(), key));
    }
    group.show();
    for (Played each : open) {
      each.rows.add(each.session.answer().alone(environment.layout().steps()));
      each.status = each.session.recommend(each.session.announced()).status();
    }
  }

  private void compare(Played one, Played other) {
    for (int i = 0; i < one.rows.size(); i++) {
      boolean there = i < other.rows.size();
      if (!there || !Arrays.equals(one.rows.get(i), other.rows.get(i))) {
        throw group.wrong(
            "other values when a session was played again alone; take all randomness from the"
                + " keys, and keep sessions apart; the first difference is",
            i == 0 ? "at the start" : "at step %s (counted from 0)".formatted(i - 1),
            one.session.key());
      }
    }
  }
}
