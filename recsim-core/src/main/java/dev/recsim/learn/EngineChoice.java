package dev.recsim.learn;

import dev.recsim.api.InvalidOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;

/** The engine that computes networks. */
public enum EngineChoice {
  /**
   * {@code dl4j} for wide networks, whose matrix products it computes faster; {@code java} for
   * others.
   */
  AUTO,
  /** Plain Java arrays; results are identical on every machine. */
  JAVA,
  /** DeepLearning4J on ND4J. */
  DL4J;

  /**
   * Smallest width for which AUTO selects dl4j; measured times are in
   * docs/decisions/0004-engine-auto.md.
   */
  private static final int WIDE = 256;

  /** Caches the engines: finding them takes longer than reading an experiment. */
  private static final ServiceLoader<Engine> ENGINES =
      ServiceLoader.load(Engine.class, EngineChoice.class.getClassLoader());

  /**
   * The engine for networks of these hidden widths.
   *
   * @throws InvalidOption if the engine is not on the class path
   */
  public Engine engine(List<Integer> hidden) {
    String name = resolve(hidden).name().toLowerCase(Locale.ROOT);
    synchronized (ENGINES) {
      for (Engine engine : ENGINES) {
        if (engine.name().equals(name)) {
          return engine;
        }
      }
    }
    throw new InvalidOption(
        "engine",
        "engine %s is not on the class path: add dev.recsim:recsim-%s".formatted(name, name));
  }

  /** The optional modules that networks of these hidden widths need. */
  public Set<String> modules(List<Integer> hidden) {
    return resolve(hidden) == DL4J ? Set.of("recsim-dl4j") : Set.of();
  }

  private EngineChoice resolve(List<Integer> hidden) {
    return this != AUTO ? this : Collections.max(hidden) >= WIDE ? DL4J : JAVA;
  }
}
