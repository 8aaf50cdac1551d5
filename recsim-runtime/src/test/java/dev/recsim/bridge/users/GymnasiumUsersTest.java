package dev.recsim.bridge.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.bridge.Python;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments of Gymnasium as environments of recsim. */
@Tag("slow")
class GymnasiumUsersTest {
  private static final int SESSIONS = 30;

  @TempDir Path folder;

  @BeforeEach
  void python() throws Exception {
    Python.require("numpy", "gymnasium");
  }

  private Environment environment(String simulator) throws Exception {
    Files.writeString(
        folder.resolve("users.py"),
        """
        import gymnasium as gym
        import numpy as np
        from gymnasium import spaces
        from recsim_jvm import GymnasiumSimulator, serve

        class Slates(gym.Env):
            action_space = spaces.MultiDiscrete([4, 4])
            observation_space = spaces.Dict({"taste": spaces.Box(-1, 1, (2,)), "mood": spaces.Discrete(3)})

            def reset(self, seed=None, options=None):
                super().reset(seed=seed)
                self.steps = 0
                return self.seen(), {}

            def seen(self):
                return {"taste": np.array([0.5, -0.25], np.float32), "mood": self.steps %% 3}

            def step(self, action):
                self.steps += 1
                return self.seen(), float(action[0] * 10 + action[1]), False, self.steps == 5, {}

        serve(%s)
        """
            .formatted(simulator));
    ProcessEnvironmentProvider provider = new ProcessEnvironmentProvider();
    List<String> command = Python.command("users.py");
    return provider.create(
        Options.with(
            Options.with(provider.defaults(), "command", command), "files", List.of("users.py")),
        folder);
  }

  @Test
  void episodesAreThoseOfGymnasiumWithTheSeedsOfTheKeys() throws Exception {
    Environment environment =
        environment("GymnasiumSimulator(lambda: gym.make('FrozenLake-v1'))");
    assertThat(environment.space().states()).isEqualTo(16);
    assertThat(environment.space().documents()).isEqualTo(4);
    Policy.Deterministic policy = seen -> Slate.of((seen.state() * 7 + 1) % 4);
    RandomKey key = RandomKey.root(3);
    int[] lengths = new Loop(environment, key, key).play(policy, SESSIONS).lengths();
    Path script =
        Files.writeString(
            folder.resolve("direct.py"),
            """
            import gymnasium as gym
            from recsim_jvm import RandomKey

            lengths = []
            for i in range(%d):
                environment = gym.make("FrozenLake-v1")
                state, _ = environment.reset(seed=RandomKey.root(3).child(i).bits(0) >> 1)
                over, steps = False, 0
                while not over:
                    state, reward, ended, cut, _ = environment.step((state * 7 + 1) %% 4)
                    steps += 1
                    over = ended or cut
                lengths.append(steps)
            print(lengths)
            """
                .formatted(SESSIONS));
    Process direct = new ProcessBuilder(Python.command(script.toString())).start();
    String printed = new String(direct.getInputStream().readAllBytes()).strip();
    assertThat(printed).isEqualTo(Arrays.toString(lengths));
    assertThat(Arrays.stream(lengths).distinct().count()).isGreaterThan(3);
  }

  @Test
  void pointsOfABoxAreDocumentsWithFeatures() throws Exception {
    Environment environment =
        environment(
            "GymnasiumSimulator(lambda: gym.make('Pendulum-v1'), [[-2.0], [0.0], [2.0]])");
    assertThat(environment.space().documentFeatures()).containsExactly("action_0");
    assertThat(environment.space().userFeatures()).hasSize(3);
    assertThat(environment.catalogue()).hasValue(3);
    RandomKey key = RandomKey.root(3);
    int[] lengths =
        new Loop(environment, key, key).play(Policy.uniform(environment.space()), 5).lengths();
    assertThat(lengths).containsOnly(200);
  }

  @Test
  void positionsOfMultiDiscreteAreSlates() throws Exception {
    Environment environment = environment("GymnasiumSimulator(Slates)");
    assertThat(environment.space().slateSize()).isEqualTo(2);
    assertThat(environment.space().userFeatures()).hasSize(5);
    Policy.Deterministic policy = seen -> Slate.of(3, 1);
    RandomKey key = RandomKey.root(3);
    assertThat(new Loop(environment, key, key).play(policy, 3).rewards()).containsOnly(155.0);
  }

  @Test
  void anActionThatIsNoDocumentIsRefused() {
    assertThatThrownBy(
            () -> environment("GymnasiumSimulator(lambda: gym.make('Pendulum-v1'))"))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("need points, one for each document: [documents, 1]");
  }
}
