package dev.recsim.bridge.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.bridge.users.FaultyUsers.Fault;
import dev.recsim.bridge.users.FaultyUsers.When;
import dev.recsim.io.ExternalFailure;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults of environments in processes. Each has one clear message; the next sessions get a new
 * process, so that the next trial is not lost, and nothing waits forever.
 */
@Tag("nightly")
@Timeout(120)
class UsersFaultsTest {
  @TempDir Path folder;

  private Environment environment(Fault fault) {
    return environment(FaultyUsers.command(fault), fault.waits() ? 2 : 60);
  }

  private Environment environment(List<String> command, double timeout) {
    ProcessEnvironmentProvider provider = new ProcessEnvironmentProvider();
    ProcessEnvironmentOptions options = Options.with(provider.defaults(), "command", command);
    return provider.create(Options.with(options, "timeout", timeout), folder);
  }

  private static double[] play(Environment environment) {
    RandomKey key = RandomKey.root(1);
    return new Loop(environment, key, key).play(Policy.uniform(environment.space()), 20).rewards();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void eachFaultHasOneClearMessage(Fault fault) {
    if (fault.when != When.STEP) {
      assertThatThrownBy(() -> environment(fault))
          .isInstanceOf(InvalidOption.class)
          .hasMessageStartingWith("cannot be used: the environment's process (")
          .hasMessageContaining(fault.cause);
      return;
    }
    Environment environment = environment(fault);
    for (int trial = 0; trial < 2; trial++) {
      assertThatThrownBy(() -> play(environment))
          .isInstanceOf(ExternalFailure.class)
          .hasMessageStartingWith("the environment's process (")
          .hasMessageContaining(fault.cause);
    }
  }

  @Test
  void aSoundProgramThatPrintsAndStartsProcessesIsPlayed() {
    assertThat(play(environment(FaultyUsers.sound(), 60))).hasSize(20).containsOnly(1.0);
  }
}
