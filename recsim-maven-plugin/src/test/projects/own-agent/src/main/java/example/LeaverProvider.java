package example;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.random.RandomKey;

/** Makes agents that end the JVM. */
public final class LeaverProvider implements AgentProvider<LeaverProvider.Options> {

  /** How they end it, with which status, and when: in a trial, or when the file is read. */
  public record Options(boolean halt, int status, boolean early) {}

  @Override
  public String name() {
    return "leaver";
  }

  @Override
  public Options defaults() {
    return new Options(false, 0, false);
  }

  @Override
  public void check(Options options, Environment environment) {
    if (options.early()) {
      leave(options);
    }
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    leave(options);
    throw new AssertionError("The JVM goes on.");
  }

  private static void leave(Options options) {
    if (options.halt()) {
      Runtime.getRuntime().halt(options.status());
    }
    System.exit(options.status());
  }
}
