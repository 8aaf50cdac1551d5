package com.example.moods;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Environments of type {@code moods}: users in three moods, who choose from five documents. */
@Description("Users in three moods, with a different taste for five documents.")
public final class MoodsProvider implements EnvironmentProvider<MoodsProvider.Options> {

  /** Options of {@code moods}. */
  public record Options(
      @Description("Probability that a user leaves after a step.")
          @Range(above = 0, max = 1)
          @Default("0.1")
          double pExit) {}

  @Override
  public Environment create(Options options, Path directory) {
    return new Moods(options.pExit());
  }

  /** Probability of a click, by mood and document; a clicked document sets the next mood. */
  private static final class Moods implements Environment {
    private static final double[][] CLICK = {
      {0.9, 0.6, 0.2, 0.1, 0.4}, {0.1, 0.8, 0.7, 0.2, 0.3}, {0.2, 0.1, 0.3, 0.95, 0.5}
    };
    private static final int[] NEXT = {1, 1, 2, 0, 2};
    private static final int MAX_STEPS = 200;

    private final double pExit;

    Moods(double pExit) {
      this.pExit = pExit;
    }

    @Override
    public Space space() {
      return new Space(5, 1, 3); // documents, slate size, states
    }

    @Override
    public Session open(RandomKey key) {
      return new Visit(key);
    }

    @Override
    public Optional<FiniteMdp> model() {
      return Optional.of(new Model());
    }

    private final class Visit implements Session {
      private final RandomKey draws;
      private int mood;
      private int steps;
      private Status status = Status.CONTINUES;

      Visit(RandomKey key) {
        this.draws = key.child("step");
        this.mood = key.child("mood").below(0, CLICK.length);
      }

      @Override
      public Observation start() {
        return new Observation(mood);
      }

      @Override
      public Step recommend(Slate slate) {
        if (status != Status.CONTINUES) {
          throw new IllegalStateException("the session is over");
        }
        if (slate.size() != 1) {
          throw new IllegalArgumentException("one document, not " + slate.size());
        }
        int document = Objects.checkIndex(slate.document(0), NEXT.length);
        RandomKey draw = draws.child(steps++);
        boolean clicked = draw.uniform(0) < CLICK[mood][document];
        if (clicked) {
          mood = NEXT[document];
        }
        if (draw.uniform(1) < pExit) {
          status = Status.ENDED;
        } else if (steps == MAX_STEPS) {
          status = Status.CUT_OFF;
        }
        return new Step(
            clicked ? Response.FIRST : Response.NONE,
            clicked ? 1 : 0,
            new Observation(mood),
            status);
      }
    }

    private final class Model implements FiniteMdp {
      @Override
      public int states() {
        return CLICK.length;
      }

      @Override
      public int actions() {
        return NEXT.length;
      }

      @Override
      public double start(int state) {
        return 1.0 / CLICK.length;
      }

      @Override
      public double reward(int state, int action) {
        return CLICK[state][action];
      }

      /** The rest of the probability, {@code pExit}, is that the user leaves. */
      @Override
      public void transition(int state, int action, double[] next) {
        Arrays.fill(next, 0);
        next[state] = (1 - pExit) * (1 - CLICK[state][action]);
        next[NEXT[action]] += (1 - pExit) * CLICK[state][action];
      }

      @Override
      public int maxSessionLength() {
        return MAX_STEPS;
      }
    }
  } // Moods
} // MoodsProvider
