package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class ForkEndingTest {

  /** The plugin is not compiled against the runtime; this holds the two enums together. */
  @Test
  void namesAreThoseOfTheRuntime() throws Exception {
    Object[] codes = Class.forName("dev.recsim.cli.ExitCode").getEnumConstants();

    assertThat(ForkEnding.values()).extracting(Enum::name).containsExactly(names(codes));
  }

  @Test
  void onlyTheEndingCountsNotTheExitStatus() throws Exception {
    of(ForkEnding.FINE, 139, "").judge(false);
    assertThatThrownBy(
            () -> new ForkOutcome(Optional.empty(), 0, "all is well", List.of()).judge(true))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("ended with exit status 0 before it was finished");
    assertThatThrownBy(() -> of(ForkEnding.BASELINE_DOES_NOT_HOLD, 0, "x REGRESSED").judge(true))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("x REGRESSED");
    assertThatThrownBy(() -> of(ForkEnding.INVALID_EXPERIMENT, 0, "a warning").judge(true))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("The experiment files are not valid");
    assertThatThrownBy(() -> of(ForkEnding.ERROR, 0, "disk full").judge(true))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("disk full");
  }

  @Test
  void nothingSelectedIsFineOnlyWhereAnotherModuleMayHaveIt() throws Exception {
    of(ForkEnding.NOTHING_SELECTED, 4, "no such run").judge(true);
    assertThatThrownBy(() -> of(ForkEnding.NOTHING_SELECTED, 4, "no such run").judge(false))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("no such run");
  }

  @Test
  void whatIsNotAnEndingIsNone() {
    assertThat(ForkEnding.named("FINE")).contains(ForkEnding.FINE);
    assertThat(ForkEnding.named("")).isEmpty();
    assertThat(ForkEnding.named("FIN")).isEmpty();
  }

  private static ForkOutcome of(ForkEnding ending, int exitStatus, String message) {
    return new ForkOutcome(Optional.of(ending), exitStatus, message, List.of());
  }

  private static String[] names(Object[] codes) {
    String[] names = new String[codes.length];
    for (int i = 0; i < codes.length; i++) {
      names[i] = codes[i].toString();
    }
    return names;
  }
}
