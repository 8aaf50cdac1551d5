package dev.recsim.docs;

import dev.recsim.agent.bandit.BanditProvider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.Provider;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.api.compose.UserModelProvider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A kind of component that experiments name by type. */
enum Kind {
  ENVIRONMENT("environment", EnvironmentProvider.class, "environments"),
  AGENT("agent", AgentProvider.class, "agents"),
  CHOICE_MODEL("choice model", ChoiceModelProvider.class, "environments/choice-models"),
  USERS("users", UserModelProvider.class, null),
  DOCUMENTS("documents", DocumentSamplerProvider.class, null),
  BANDIT("bandit", BanditProvider.class, null),
  METRIC("metric", MetricProvider.class, null);

  /** What tables call it. */
  final String word;

  /** The folder of docs with a page for each type; null for parts, told on the pages of others. */
  final String folder;

  @SuppressWarnings("rawtypes") // a service's class literal
  private final Class<? extends Provider> service;

  @SuppressWarnings("rawtypes")
  Kind(String word, Class<? extends Provider> service, String folder) {
    this.word = word;
    this.service = service;
    this.folder = folder;
  }

  static Kind of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst().orElseThrow();
  }

  static String words() {
    return Arrays.stream(values()).map(kind -> kind.word).collect(Collectors.joining("|"));
  }

  /** The page of a type; empty for parts. */
  Optional<Path> page(String type) {
    return Optional.ofNullable(folder).map(name -> Docs.FOLDER.resolve(name).resolve(type + ".md"));
  }

  /** Those of the product, by name; tests have their own. */
  SortedMap<String, Provider<?>> types() {
    SortedMap<String, Provider<?>> types = new TreeMap<>();
    for (Provider<?> provider : ServiceLoader.load(service)) {
      String source =
          provider.getClass().getProtectionDomain().getCodeSource().getLocation().toString();
      if (!source.contains("test-classes")) {
        types.put(provider.name(), provider);
      }
    }
    return types;
  }
}
