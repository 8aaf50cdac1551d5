package probe;

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

/** Makes environments whose reward tells which document was shown. */
public final class ShelfProvider implements EnvironmentProvider<ShelfProvider.Options> {
  private static final int DOCUMENTS = 997;
  private static final double UNIT = 1.0;

  /** None. */
  public record Options() {}

  @Override
  public String name() {
    return "shelf";
  }

  @Override
  public Options defaults() {
    return new Options();
  }

  @Override
  public Environment create(Options options, Path directory) {
    return new Shelf();
  }

  private static final class Shelf implements Environment {
    @Override
    public Space space() {
      return new Space(DOCUMENTS, 1, 1);
    }

    @Override
    public Session open(RandomKey key) {
      return new Session() {
        @Override
        public Observation start() {
          return new Observation(0);
        }

        @Override
        public Step recommend(Slate slate) {
          double reward = UNIT * slate.document(0) + key.uniform(0);
          return new Step(Response.FIRST, reward, new Observation(0), Step.Status.ENDED);
        }
      };
    }
  }
}
