package dev.recsim.learn.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Appeal;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Transition;
import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperienceTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final List<Document> DOCUMENTS = List.of(new Clip(0, new double[] {1}));

  private record Clip(long id, double[] features) implements Document {}

  /** Weights that follow from the user, so that a mix-up of moments shows. */
  private static final class User implements Appeal {
    @Override
    public double weight(Observation seen, int candidate) {
      return seen.user()[0];
    }

    @Override
    public double noClickWeight(Observation seen) {
      return 2 * seen.user()[0];
    }
  }

  @Test
  void momentsOfASessionFollowOneAnother() {
    Experience experience = experience(100);
    Observation second = seen(2);
    Observation third = seen(3);
    experience.add(step(seen(1), 10, second, Status.CONTINUES));
    experience.add(step(second, 20, third, Status.CONTINUES));
    experience.add(step(third, 30, seen(9), Status.ENDED));
    experience.add(step(seen(4), 40, seen(5), Status.CUT_OFF));
    experience.add(step(seen(6), 60, seen(7), Status.CONTINUES));

    assertThat(path(experience, 0)).isEqualTo("1:10 2:20 3:30 end");
    assertThat(path(experience, 3)).isEqualTo("4:40 5");
    assertThat(path(experience, 5)).isEqualTo("6:60 7");
  }

  /** Somebody else goes on: the step before still knows what was seen after it. */
  @Test
  void stepFromElsewhereDoesNotFollow() {
    Experience experience = experience(100);
    experience.add(step(seen(1), 10, seen(2), Status.CONTINUES));
    experience.add(step(seen(2), 20, seen(3), Status.ENDED));
    assertThat(path(experience, 0)).isEqualTo("1:10 2");
  }

  @Test
  void oldestIsForgottenFirst() {
    for (int capacity = 2; capacity < 9; capacity++) {
      Experience experience = experience(capacity);
      Observation at = seen(0);
      for (int i = 0; i < 50; i++) {
        Observation next = seen(i + 1);
        experience.add(step(at, 10 * i, next, Status.CONTINUES));
        at = next;
        for (int draw = 0; draw < 20; draw++) {
          int drawn = experience.draw(KEY.child(i), draw);
          String path = path(experience, drawn);
          int first = Integer.parseInt(path.substring(0, path.indexOf(':')));
          assertThat(first).isBetween(Math.max(0, i + 2 - capacity), i);
          assertThat(path).endsWith(" " + (i + 1));
          assertThat(path.split(" ")).hasSize(i + 2 - first);
        }
      }
    }
  }

  /** Of 8,000 draws from four steps: sixteen standard errors of .0048 are far more than luck. */
  @Test
  void stepsAreDrawnUniformlyAndTailsNever() {
    Experience experience = experience(100);
    for (int i = 0; i < 4; i++) {
      experience.add(step(seen(i), i, seen(9), Status.CUT_OFF));
    }
    int[] counts = new int[4];
    for (int i = 0; i < 8_000; i++) {
      counts[(int) experience.reward(experience.draw(KEY, i))]++;
    }
    for (int count : counts) {
      assertThat(count / 8_000.0).isCloseTo(.25, within(.025));
    }
  }

  @Test
  void meanReturnLooksToTheEndOfWhatIsKnown() {
    Experience experience = experience(100);
    Observation second = seen(2);
    experience.add(step(seen(1), 1, second, Status.CONTINUES));
    experience.add(step(second, 10, seen(3), Status.ENDED));
    experience.add(step(seen(4), 5, seen(5), Status.CUT_OFF));
    assertThat(experience.meanReturn(1, false)).isCloseTo((11 + 10 + 5) / 3., within(1e-9));
    assertThat(experience.meanReturn(.5, false)).isCloseTo((6 + 10 + 5) / 3., within(1e-9));
  }

  @Test
  void meanReturnOfClicksStopsAtAStepWithoutOne() {
    Experience experience = experience(100);
    Observation second = seen(2);
    experience.add(step(seen(1), 1, second, Status.CONTINUES));
    Step none = new Step(Response.NONE, 10, seen(3), Status.ENDED);
    experience.add(new Transition(second, Slate.of(0), none));
    assertThat(experience.meanReturn(1, true)).isEqualTo(1);
  }

  /** Candidates that stay are kept once for all steps. */
  @Test
  void featuresOfCandidatesThatStayAreShared() {
    Experience experience = experience(100);
    experience.add(step(seen(1), 1, seen(2), Status.CUT_OFF));
    double[][] candidates = experience.moment(0).candidates();
    assertThat(candidates).isSameAs(experience.moment(1).candidates());
    assertThat(candidates[0]).isSameAs(DOCUMENTS.get(0).features());
  }

  /** A record as "user:reward", and those that follow. */
  private String path(Experience experience, int from) {
    StringBuilder path = new StringBuilder();
    int at = from;
    while (at >= 0) {
      Moment moment = experience.moment(at);
      int user = (int) moment.user()[0];
      assertThat(moment.weights()).containsExactly(user);
      assertThat(moment.noClickWeight()).isEqualTo(2 * user);
      if (experience.isTail(at)) {
        return path.append(user).toString();
      }
      path.append(user).append(':').append((int) experience.reward(at)).append(' ');
      at = experience.next(at);
    }
    return path.append("end").toString();
  }

  private static Experience experience(int capacity) {
    return new Experience(capacity, 1, new User());
  }

  private static Observation seen(int user) {
    return new Observation(0, new double[] {user}, DOCUMENTS);
  }

  private static Transition step(Observation seen, double reward, Observation next, Status status) {
    return new Transition(seen, Slate.of(0), new Step(Response.FIRST, reward, next, status));
  }
}
