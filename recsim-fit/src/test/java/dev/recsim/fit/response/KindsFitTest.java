package dev.recsim.fit.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KindsFitTest {
  private static final RandomKey KEY = RandomKey.root(3);

  /** Seven of ten users accept document 0 and leave late, the others document 1 and leave soon. */
  private static List<ShownSession> sessions(int count, boolean single) {
    List<ShownSession> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomKey user = KEY.child(single ? i % (count / 6) : i);
      RandomKey session = KEY.child("session").child(i);
      boolean first = user.uniform(0) < 0.7;
      int length = 1;
      while (!single && session.uniform(100 + length) > (first ? 0.1 : 0.3)) {
        length++;
      }
      int[] shown = new int[length];
      boolean[] accepted = new boolean[length];
      for (int t = 0; t < length; t++) {
        shown[t] = session.below(2L * t, 2);
        accepted[t] = session.uniform(2L * t + 1) < (shown[t] == 0 == first ? 0.9 : 0.1);
      }
      sessions.add(
          new ShownSession(new int[length], shown, accepted, true, single ? i % (count / 6) : i));
    }
    return sessions;
  }

  /** Of 2,000 users; the largest standard error is 0.011 for the share. */
  @Test
  void kindsAreThoseOfTheUsers() {
    List<ResponseKind> kinds = KindsFit.fit(2, sessions(2_000, false), 2, KEY);
    assertThat(kinds.get(0).share()).isCloseTo(0.7, within(0.06));
    assertThat(kinds.get(0).accept()[0][0]).isCloseTo(0.9, within(0.05));
    assertThat(kinds.get(0).accept()[0][1]).isCloseTo(0.1, within(0.05));
    assertThat(kinds.get(1).accept()[0][1]).isCloseTo(0.9, within(0.06));
    assertThat(kinds.get(0).leaveRefused()).isCloseTo(0.1, within(0.02));
    assertThat(kinds.get(1).leaveAccepted()).isCloseTo(0.3, within(0.05));
    assertThat(KindsFit.fit(2, sessions(2_000, false), 2, KEY).get(0).accept())
        .isDeepEqualTo(kinds.get(0).accept());
    assertThat(KindsFit.choose(2, sessions(2_000, false), KEY)).isEqualTo(2);
  }

  /** Sessions of one step say nothing about kinds, unless it is known who the user was. */
  @Test
  void sessionsOfAUserAreOfOneKind() {
    List<ShownSession> named = sessions(3_000, true);
    assertThat(KindsFit.choose(2, named, KEY)).isEqualTo(2);
    List<ShownSession> unnamed =
        named.stream()
            .map(it -> new ShownSession(it.states(), it.shown(), it.accepted(), it.ended()))
            .toList();
    assertThat(KindsFit.choose(2, unnamed, KEY)).isEqualTo(1);
  }

  /** By hand: the first acceptance makes the first kind nine times as likely. */
  @Test
  void theKindIsLearnedFromWhatUsersDo() {
    ResponseKind likes = kind(0.9);
    ResponseKind dislikes = kind(0.1);
    ResponseKinds users = KindsFit.of(List.of(likes, dislikes), 10);
    ShownSession session =
        new ShownSession(new int[2], new int[2], new boolean[] {true, true}, true);
    assertThat(users.user().follow(session))
        .containsExactly(new double[] {0.5, 0.82}, within(1e-12));
    assertThat(users.logResponses(List.of(session)))
        .isCloseTo(StrictMath.log(0.5 * 0.82), within(1e-12));
  }

  private static ResponseKind kind(double accept) {
    double[] only = {1};
    return new ResponseKind(0.5, only, only, 0.2, 0.2, new double[][] {{accept}});
  }
}
