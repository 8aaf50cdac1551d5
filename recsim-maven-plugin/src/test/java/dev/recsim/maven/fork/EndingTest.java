package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class EndingTest {

  /** The plugin is not compiled against the runtime; this holds the two enums together. */
  @Test
  void namesAreThoseOfTheRuntime() throws Exception {
    Object[] codes = Class.forName("dev.recsim.cli.ExitCode").getEnumConstants();

    assertThat(Ending.values()).extracting(Enum::name).containsExactly(names(codes));
  }

  @Test
  void onlyTheEndingCountsNotTheExitStatus() throws Exception {
    of(Ending.FINE, 139, "").judge(false);
    assertThatThrownBy(() -> new Outcome(Optional.empty(), 0, "all is well", List.of()).judge(true))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("ended with exit status 0 before it was finished");
    assertThatThrownBy(() -> of(Ending.BASELINE_DOES_NOT_HOLD, 0, "x REGRESSED").judge(true))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("x REGRESSED");
    assertThatThrownBy(() -> of(Ending.INVALID_EXPERIMENT, 0, "a warning").judge(true))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("The experiment files are not valid");
    assertThatThrownBy(() -> of(Ending.ERROR, 0, "disk full").judge(true))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("disk full");
  }

  @Test
  void nothingSelectedIsFineOnlyWhereAnotherModuleMayHaveIt() throws Exception {
    of(Ending.NOTHING_SELECTED, 4, "no such run").judge(true);
    assertThatThrownBy(() -> of(Ending.NOTHING_SELECTED, 4, "no such run").judge(false))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("no such run");
  }

  @Test
  void whatIsNotAnEndingIsNone() {
    assertThat(Ending.named("FINE")).contains(Ending.FINE);
    assertThat(Ending.named("")).isEmpty();
    assertThat(Ending.named("FIN")).isEmpty();
  }

  private static Outcome of(Ending ending, int exitStatus, String message) {
    return new Outcome(Optional.of(ending), exitStatus, message, List.of());
  }

  private static String[] names(Object[] codes) {
    String[] names = new String[codes.length];
    for (int i = 0; i < codes.length; i++) {
      names[i] = codes[i].toString();
    }
    return names;
  }
}
