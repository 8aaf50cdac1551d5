package dev.recsim.learn.scores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Document;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Sessions of 20 steps. A document has one feature, which is its mood. The reward is noise and half
 * of the satisfaction, which moves a tenth of the way to each mood that is shown. Users have a
 * feature, which is their satisfaction where it is seen, and else noise. Keys are fixed.
 */
class HiddenEffectsTest {
  private static final int LENGTH = 20;
  private static final List<Document> MOODS =
      List.of(new Mood(0, -1), new Mood(1, 0), new Mood(2, 1));

  @Test
  void satisfactionThatIsNotSeenIsFound() {
    assertThat(found(new World(false, .5, 1), 300)).isTrue();
  }

  @Test
  void satisfactionThatIsSeenIsNotHidden() {
    assertThat(found(new World(true, .5, 1), 300)).isFalse();
  }

  /** Without an effect, chance alone is found once in 20 worlds; of these ten in none or one. */
  @Test
  void noiseIsNoEffect() {
    long found =
        IntStream.range(0, 10).filter(seed -> found(new World(false, 0, seed), 300)).count();
    assertThat(found).isLessThan(2);
  }

  @Test
  void effectsAreAssumedWhereNothingIsSeenOrStepsAreFew() {
    assertThat(found(new World(false, 0, 1), 1)).as("20 steps").isTrue();
    assertThat(HiddenEffects.found(encoder(space(List.of())), .9, List.of())).isTrue();
  }

  private static boolean found(World world, int sessions) {
    return HiddenEffects.found(encoder(space(List.of("satisfaction"))), .9, world.play(sessions));
  }

  private static Space space(List<String> users) {
    return new Space(3, 1, 1, 0, users, List.of("mood"), List.of());
  }

  private static Encoder encoder(Space space) {
    return new Encoder(space, new Parameters(EngineChoice.JAVA, List.of(4), null), 1);
  }

  private record Mood(long id, double[] features) implements Document {
    Mood(long id, double mood) {
      this(id, new double[] {mood});
    }
  }

  private record World(boolean seen, double effect, int seed) {
    List<Transition> play(int sessions) {
      List<Transition> all = new ArrayList<>();
      RandomKey key = RandomKey.root(seed);
      for (int s = 0; s < sessions; s++) {
        double satisfaction = 0;
        Observation now = observation(satisfaction, key.child(s).child(-1));
        for (int t = 0; t < LENGTH; t++) {
          RandomKey draws = key.child(s).child(t);
          int shown = draws.below(0, 3);
          satisfaction += .1 * (shown - 1 - satisfaction);
          Observation next = observation(satisfaction, draws);
          Status status = t < LENGTH - 1 ? Status.CONTINUES : Status.ENDED;
          double reward = effect * satisfaction + .2 * draws.gaussian(1);
          all.add(
              new Transition(now, Slate.of(shown), new Step(Response.FIRST, reward, next, status)));
          now = next;
        }
      }
      return all;
    }

    private Observation observation(double satisfaction, RandomKey draws) {
      return new Observation(0, new double[] {seen ? satisfaction : draws.gaussian(2)}, MOODS);
    }
  }
}
