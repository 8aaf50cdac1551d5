package example;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.concurrent.atomic.AtomicLong;

/** Makes agents that break one promise each. */
public final class OddProvider implements AgentProvider<OddProvider.Options> {
  private static final AtomicLong CALLS = new AtomicLong();

  /** Which promise: the name of a constant of {@link How}. */
  public record Options(How how) {}

  /** What agents do. */
  public enum How {
    /** Show a document that does not exist. */
    MISSING,
    /** Show a document twice. */
    TWICE,
    /** Say that they draw nothing, and draw. */
    DRAW,
    /** Write into the features of documents, but not in the first decisions. */
    WRITE,
    /** Interrupt their thread. */
    INTERRUPT,
    /** Print what terminals and CI servers obey. */
    COMMAND,
    /** Add a shutdown hook that never ends. */
    LINGER
  }

  @Override
  public String name() {
    return "odd";
  }

  @Override
  public Options defaults() {
    return new Options(How.MISSING);
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    switch (options.how()) {
      case INTERRUPT -> Thread.currentThread().interrupt();
      case COMMAND -> System.out.println("::error::printed\n\u001b[2Jcleared");
      case LINGER ->
          Runtime.getRuntime().addShutdownHook(new Thread(OddProvider::linger, "example-linger"));
      default -> {}
    }
    Policy.Deterministic policy = observation -> choose(options.how(), observation);
    return () -> policy;
  }

  private static Slate choose(How how, Observation seen) {
    return switch (how) {
      case MISSING -> Slate.of(0, 99);
      case TWICE -> Slate.of(1, 1);
      case DRAW -> Slate.of((int) (System.nanoTime() / 7 % 4));
      case WRITE -> write(seen);
      default -> Slate.of(0);
    };
  }

  private static Slate write(Observation seen) {
    if (CALLS.incrementAndGet() > 2_000) {
      seen.candidates().forEach(document -> document.features()[0] += 1);
    }
    return Slate.of(0);
  }

  private static void linger() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // It never ends.
      }
    }
  }
}
