package dev.recsim.learn;

import dev.recsim.api.InvalidOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds engines by name, and resolves {@link EngineChoice#AUTO}. */
public final class Engines {
  /**
   * Smallest width for which AUTO selects dl4j; measured times are in
   * docs/decisions/0004-engine-auto.md.
   */
  private static final int WIDE = 256;

  /** Caches the engines: finding them takes longer than reading an experiment. */
  private static final ServiceLoader<Engine> ENGINES =
      ServiceLoader.load(Engine.class, Engines.class.getClassLoader());

  private Engines() {}

  /**
   * The engine for networks of these hidden widths.
   *
   * @throws InvalidOption if the engine is not on the class path
   */
  public static Engine choose(EngineChoice choice, List<Integer> hidden) {
    return find(resolve(choice, hidden).name().toLowerCase(Locale.ROOT));
  }

  /** The optional modules that networks of these hidden widths need. */
  public static Set<String> modules(EngineChoice choice, List<Integer> hidden) {
    return resolve(choice, hidden) == EngineChoice.DL4J ? Set.of("recsim-dl4j") : Set.of();
  }

  static EngineChoice resolve(EngineChoice choice, List<Integer> hidden) {
    if (choice != EngineChoice.AUTO) {
      return choice;
    }
    return Collections.max(hidden) >= WIDE ? EngineChoice.DL4J : EngineChoice.JAVA;
  }

  private static synchronized Engine find(String name) {
    return ENGINES.stream()
        .map(ServiceLoader.Provider::get)
        .filter(engine -> engine.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidOption(
                    "engine",
                    "engine %s is not on the class path: add dev.recsim:recsim-%s"
                        .formatted(name, name)));
  }
}
