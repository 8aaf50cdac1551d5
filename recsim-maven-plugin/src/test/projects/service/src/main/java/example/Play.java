package example;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** A service that has nothing of recsim but its core: plays saved policies for one user. */
public final class Play {
  private Play() {}

  /**
   * @param words the type of the environment and the file of an agent, for each agent
   */
  public static void main(String[] words) {
    for (AgentProvider<?> provider : ServiceLoader.load(AgentProvider.class)) {
      System.out.println("agent " + provider.name());
    }
    for (int i = 0; i < words.length; i += 2) {
      String type = words[i];
      Environment environment =
          ServiceLoader.load(EnvironmentProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(it -> it.name().equals(type))
              .map(Play::create)
              .findFirst()
              .orElseThrow();
      try (Agent agent = SavedPolicy.loadAgent(Path.of(words[i + 1]))) {
        System.out.println("played " + Path.of(words[i + 1]).getFileName() + slates(agent, environment));
      }
    }
  }

  private static <C extends Record> Environment create(EnvironmentProvider<C> provider) {
    return provider.create(provider.defaults(), Path.of(""));
  }

  private static String slates(Agent agent, Environment environment) {
    StringBuilder slates = new StringBuilder();
    RandomKey key = RandomKey.root(1);
    Session session = environment.open(key);
    Observation seen = agent.perception().first(session.start());
    for (int t = 0; t < 3; t++) {
      Slate slate = agent.greedy().recommend(seen, key.child(t));
      Step step = session.recommend(slate);
      seen = agent.perception().next(seen, slate, step);
      slates.append(' ').append(slate);
      if (!step.continues()) {
        return slates.toString();
      }
    }
    return slates.toString();
  }
}
