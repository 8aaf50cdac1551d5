package dev.recsim.learn;

import dev.recsim.api.InvalidOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds engines by name, and chooses one where that is left to us. */
public final class Engines {
  /** Width from which dl4j is taken; docs/decisions/0004-engine-auto.md has the measured times. */
  private static final int WIDE = 256;

  /** Remembers which there are; finding that out takes longer than to read an experiment. */
  private static final ServiceLoader<Engine> ENGINES =
      ServiceLoader.load(Engine.class, Engines.class.getClassLoader());

  private Engines() {}

  /**
   * The engine for networks of these hidden widths.
   *
   * @throws InvalidOption if there is no such engine on the class path
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
