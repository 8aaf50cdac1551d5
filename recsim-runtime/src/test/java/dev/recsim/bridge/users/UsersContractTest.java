package dev.recsim.bridge.users;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options;
import dev.recsim.bridge.Python;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract of environments, kept by a simulator that uses all parts of an observation. */
@Tag("nightly")
class UsersContractTest extends EnvironmentContract {
  private static final String SIMULATOR =
      """
      import numpy as np
      from recsim_jvm import Seen, Space, Steps, UserSimulator, serve

      class Readers(UserSimulator):
          space = Space.of(documents=6, slate_size=2, topics=3, user_features=["age", "energy"],
                           document_features=["length", "quality"], signals=["watch_time"])
          counters = ["watched"]
          metrics = [{"name": "watch_time", "description": "Minutes watched in a session.",
                      "of": "watched", "per": "sessions", "better": "higher"}]
          latents = ["patience"]

          def seen(self, state, keys, t):
              n = len(keys)
              draws = keys.child("documents").child(t)
              count = np.minimum(3 + t, 6)
              behind = np.arange(6)[None, :] >= count[:, None]
              ids = np.where(behind, -1, np.arange(6)[None, :] + 10 * t[:, None])
              features = np.stack([np.stack([draws.uniform(1 + 2 * d), draws.uniform(2 + 2 * d)], 1)
                                   for d in range(6)], 1)
              features[behind] = 0
              topic = np.stack([draws.below(20 + d, 3) for d in range(6)], 1)
              topic[behind] = -1
              user = np.stack([keys.uniform(0), state], 1)
              return Seen(user=user, candidates=count, id=ids, features=features, topic=topic,
                          latents=state[:, None])

          def reset(self, keys):
              state = 0.5 + keys.uniform(1)
              t = np.zeros(len(keys), int)
              return {"energy": state, "t": t}, self.seen(state, keys, t)

          def step(self, state, slates, keys):
              energy, t = state["energy"], state["t"]
              draws = keys.child("steps").child(t)
              clicks = np.stack([draws.uniform(p) < 0.5 for p in range(2)], 1) & (slates >= 0)
              watch = clicks * np.stack([draws.uniform(2 + p) for p in range(2)], 1)
              energy = energy - 0.2
              t = t + 1
              status = np.where(energy < 0, 1, np.where(t == 6, 2, 0))
              return {"energy": energy, "t": t}, Steps(
                  self.seen(energy, keys, t), watch.sum(1), status, clicks, watch[:, :, None],
                  watch.sum(1, keepdims=True))

      serve(Readers())
      """;

  @TempDir static Path folder;
  private static Environment shared;

  @BeforeAll
  static void python() throws Exception {
    Python.require("numpy");
    Files.writeString(folder.resolve("readers.py"), SIMULATOR);
    shared = create();
  }

  /** Only a test that asks twice gets another process, because starts take long. */
  private boolean given;

  private static Environment create() {
    ProcessEnvironmentProvider provider = new ProcessEnvironmentProvider();
    ProcessEnvironmentOptions options =
        Options.with(provider.defaults(), "command", Python.command("readers.py"));
    return provider.create(Options.with(options, "files", List.of("readers.py")), folder);
  }

  @Override
  protected Environment environment() {
    Environment environment = given ? create() : shared;
    given = true;
    return environment;
  }

  @Override
  protected Optional<Source<?>> source() {
    EnvironmentProvider<ProcessEnvironmentOptions> provider = new ProcessEnvironmentProvider();
    ProcessEnvironmentOptions options =
        Options.with(provider.defaults(), "command", Python.command("readers.py"));
    return Optional.of(
        new Source<>(provider, Options.with(options, "files", List.of("readers.py")), folder));
  }
}
