package dev.recsim.env.boredom;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.env.ComposedProvider;
import dev.recsim.env.boredom.BoredUsersProvider.Observe;
import dev.recsim.env.boredom.BoredUsersProvider.Pull;

/**
 * Provider of {@code sardine}: the environments of SARDINE as its code computes them
 * (github.com/naver/sardine, version 1.0.8). The defaults are those of {@code SlateTopK-Bored-v0}.
 */
@Description(
    "SARDINE's users, who tire of a topic, as in its code; agents observe the user's state.")
public final class SardineProvider extends ComposedProvider {
  /** SARDINE's {@code recent_items_maxlen}. */
  private static final int REMEMBERED_CLICKS = 10;

  @Override
  public ComposedEnvironment.Options defaults() {
    BoredUsersProvider users = new BoredUsersProvider();
    BoredUsersProvider.Options options = users.defaults();
    options = Options.with(options, "remembered_clicks", REMEMBERED_CLICKS);
    options = Options.with(options, "pull", Pull.MEAN_WEIGHT);
    options = Options.with(options, "observe", Observe.STATE);
    return new BoredomProvider().defaults().with("user", new Part<>(users, options));
  }
}
