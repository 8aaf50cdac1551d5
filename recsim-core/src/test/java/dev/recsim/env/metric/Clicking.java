package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Users whose clicks are known. */
final class Clicking {
  private Clicking() {}

  static final Observation SEEN = Counted.items(4, 2);

  /**
   * Slates show all four documents. In ten steps, users click document 0 six times, 2 three times
   * and 1 once, and never 3; or never at all.
   */
  static final class Clicks implements Environment {
    private static final int[] CLICKED = {0, 2, 0, 1, 0, 2, 0, 2, 0, 0};

    final AtomicInteger opened = new AtomicInteger();
    private final boolean never;

    Clicks(boolean never) {
      this.never = never;
    }

    @Override
    public Space space() {
      return Counted.documents(4, 2).space();
    }

    @Override
    public OptionalInt catalogue() {
      return OptionalInt.of(4);
    }

    @Override
    public Session open(RandomKey key) {
      opened.incrementAndGet();
      return new Session() {
        private int step;

        @Override
        public Observation start() {
          return SEEN;
        }

        @Override
        public Step recommend(Slate slate) {
          int position = 0;
          while (slate.document(position) != CLICKED[step]) {
            position++;
          }
          Status status = ++step == CLICKED.length ? Status.ENDED : Status.CONTINUES;
          return new Step(new Response(never ? -1 : position), 0, SEEN, status);
        }
      };
    }
  }
}
