package dev.recsim.survival;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Agents that show one document, and before that do what agents should not. */
public final class OddAgent implements AgentProvider<OddAgent.Options> {

  /** While this file exists, no trial of such an agent begins. */
  private static final Path WAIT = Path.of(System.getProperty("recsim.odd.wait", "/nonexistent"));

  /** What the agent does when it is made. */
  public enum Habit {
    /** Nothing odd. */
    NONE,
    /** Throws what is not even an exception. */
    FAILS,
    /** Throws what cannot be printed. */
    FAILS_UNSPEAKABLY,
    /** Waits forever, unless interrupted, of which it tells. */
    SLEEPS,
    /** Waits forever, also if interrupted. */
    HANGS,
    /** Takes memory until there is none, a lot at once. */
    HOARDS,
    /** Takes memory until there is none, bit by bit. */
    LEAKS,
    /** Ends the JVM without a word. */
    HALTS,
    /** Adds a shutdown hook that never ends. */
    LINGERS,
    /** Interrupts the thread of its trial. */
    INTERRUPTS,
    /** Prints and throws what terminals and CI servers obey. */
    COMMANDS,
    /** Writes to file descriptor 1 past System.out, as native code does. */
    PRINTS,
    /** Writes to the features of all documents when it decides. */
    WRITES,
    /** Shows the document with the largest first feature. */
    READS
  }

  /** What the agent does, and the document it shows. */
  public record Options(Habit habit, int document, int pauseMillis) {}

  @Override
  public String name() {
    return "odd";
  }

  @Override
  public Options defaults() {
    return new Options(Habit.NONE, 0, 0);
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    while (Files.exists(WAIT)) {
      sleep(5);
    }
    act(options.habit());
    if (options.pauseMillis() > 0) {
      sleep(options.pauseMillis());
    }
    Policy.Deterministic policy = observation -> Slate.of(choice(options, observation));
    return () -> policy;
  }

  private static int choice(Options options, Observation seen) {
    if (options.habit() == Habit.WRITES) {
      seen.candidates().forEach(document -> document.features()[0] *= -1);
    }
    int best = 0;
    for (int i = 1; i < seen.candidates().size(); i++) {
      boolean better =
          seen.candidates().get(i).features()[0] > seen.candidates().get(best).features()[0];
      best = better ? i : best;
    }
    return options.habit() == Habit.READS ? best : options.document();
  }

  private static void act(Habit habit) {
    switch (habit) {
      case NONE, WRITES, READS -> {}
      case FAILS -> throw new AssertionError("the glass broke");
      case FAILS_UNSPEAKABLY -> throw new Unspeakable();
      case SLEEPS -> sleep(Long.MAX_VALUE);
      case HANGS -> hang();
      case HOARDS -> hoard(1 << 24);
      case LEAKS -> hoard(16);
      case HALTS -> Runtime.getRuntime().halt(7);
      case LINGERS -> Runtime.getRuntime().addShutdownHook(new Thread(OddAgent::hang, "linger"));
      case INTERRUPTS -> Thread.currentThread().interrupt();
      case COMMANDS -> command();
      case PRINTS -> print();
    }
  }

  private static void command() {
    System.out.println("::error::printed\n\u001b[2J##vso[x]");
    System.err.print("half a line\r::error::\u009b");
    throw new IllegalStateException("thrown\n::error::\u001b[31m");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      System.err.println("woken up");
      throw new IllegalStateException(e);
    }
  }

  private static void hang() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        continue;
      }
    }
  }

  /** Never closes the stream, which would close the descriptor. */
  private static void print() {
    try {
      FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
      stdout.write("Warning: 3 threads\n".getBytes(StandardCharsets.US_ASCII));
      stdout.write(new byte[] {4, 0x7f, -1, -1, -1, 4, -1, -1, -1, -1, '\n'});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void hoard(int size) {
    List<byte[]> hoard = new ArrayList<>();
    while (hoard.size() < Integer.MAX_VALUE) {
      hoard.add(new byte[size]);
    }
  }

  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no words");
    }
  }
}
