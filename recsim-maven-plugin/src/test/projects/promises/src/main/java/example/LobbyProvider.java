package example;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;

/** Makes environments whose users take whatever is shown, and look at no document. */
public final class LobbyProvider implements EnvironmentProvider<LobbyProvider.Options> {

  /** None. */
  public record Options() {}

  @Override
  public String name() {
    return "lobby";
  }

  @Override
  public Options defaults() {
    return new Options();
  }

  @Override
  public Environment create(Options options, Path directory) {
    return new Lobby();
  }

  private static final class Lobby implements Environment {
    @Override
    public Space space() {
      return new Space(4, 2, 1);
    }

    @Override
    public Session open(RandomKey key) {
      return new Session() {
        private int steps;

        @Override
        public Observation start() {
          return new Observation(0);
        }

        @Override
        public Step recommend(Slate slate) {
          Step.Status status = ++steps == 5 ? Step.Status.ENDED : Step.Status.CONTINUES;
          return new Step(Response.FIRST, slate.size(), new Observation(0), status);
        }
      };
    }
  }
}
