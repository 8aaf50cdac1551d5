package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.project.UserError;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  /** All that the plugin's goals pass. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --experiments=e --reports=r --select=s --alpha=0.01 --set=seed=1 --executor=local"
            + " --parallelism=1 --trial-timeout=1m --driver=d --spark-master=m --spark-conf=c"
            + " --all-seeds --force --dry-run --session-logs=none",
        "check --experiments=e --reports=r --select=s --alpha=0.01 --set=seed=1 --executor=local"
            + " --parallelism=1 --trial-timeout=1m --driver=d --spark-master=m --spark-conf=c"
            + " --fail-on-regression=true --fail-on-missing-baseline=auto --on-undecided=fail --exact",
        "report --experiments=e --reports=r --select=s --alpha=0.01 --set=seed=1",
        "baseline --experiments=e --reports=r --select=s --alpha=0.01 --set=seed=1 --accept=all",
        "compare --experiments=e --reports=r --select=s --base=b --head=h --alpha=0.025",
        "trend --experiments=e --reports=r --select=s --commits=10",
        "validate --experiments=e --select=s --set=seed=1",
        "schema --output=o",
        "init --experiments=e",
        "export --experiments=e --reports=r --select=s --set=seed=1 --trial=t --output=o",
        "python --output=o",
        "work",
        "serve"
      })
  void verbHasTheOptionsOfItsGoalAndThoseOfEveryFork(String words) throws Exception {
    Arguments arguments = parse(words + " --debug --parent-stdin --interactive --completion=c");
    assertThat(arguments.verb()).hasToString(words.split(" ")[0]);
    assertThat(arguments.options()).hasSize(words.split(" ").length - 1 + 4);
    assertThat(arguments.flag("debug")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report --force|report has no option --force; expected --experiments, --reports, --select,"
            + " --set, --alpha, --interactive, --debug, --parent-stdin, --completion, --command,"
            + " --printed, --check-follows",
        "run --forse|run has no option --forse, did you mean --force?",
        "run --trial_timeout=1s|run has no option --trial_timeout, did you mean --trial-timeout?",
        "schema experiments|schema has no option experiments; expected --output, --interactive,"
            + " --debug, --parent-stdin, --completion, --command,"
            + " --printed, --check-follows",
        "reprot|unknown verb reprot, did you mean report?",
        "worf|unknown verb worf; expected run, check, report, baseline, compare, trend, fit, ope,"
            + " ab, ab-plan, predict, reality, validate, schema, init, export, log-forget,"
            + " promote, verify-promoted, python"
      })
  void unknownWordsAreRefusedWithWhatIsKnown(String words, String message) {
    refused(words, message);
  }

  @Test
  void verbIsNeeded() {
    assertThatThrownBy(() -> Arguments.parse(new String[0]))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no verb given; expected run, check, ");
  }

  @ParameterizedTest
  @CsvSource({
    "run,false",
    "run --force,true",
    "run --force=,true",
    "run --force=true,true",
    "run --force=false,false"
  })
  void flagIsTrueOrFalse(String words, boolean on) throws Exception {
    assertThat(parse(words).flag("force")).isEqualTo(on);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "yes", "TRUE", "0"})
  void otherValuesOfAFlagAreRefused(String value) throws Exception {
    Arguments arguments = parse("run --dry-run=" + value);
    assertThatThrownBy(() -> arguments.flag("dry-run"))
        .isInstanceOf(UserError.class)
        .hasMessage("recsim.dryRun must be true or false, not " + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fail-on-regression=no|recsim.failOnRegression must be true or false, not no",
        "--fail-on-missing-baseline=yes|recsim.failOnMissingBaseline must be auto, true or false,"
            + " not yes",
        "--on-undecided=maybe|recsim.onUndecided must be fail, warn or pass, not maybe"
      })
  void policyIsNotGuessed(String option, String message) throws Exception {
    Arguments arguments = parse("check " + option);
    assertThatThrownBy(() -> arguments.policy(false))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @Test
  void policyFailsUnlessItIsToldOtherwise() throws Exception {
    assertThat(parse("check").policy(false))
        .isEqualTo(new BuildRules(true, false, OnUndecided.FAIL));
    assertThat(parse("check").policy(true)).isEqualTo(new BuildRules(true, true, OnUndecided.FAIL));
    assertThat(
            parse(
                    "check --fail-on-regression=false --fail-on-missing-baseline=true"
                        + " --on-undecided=Warn")
                .policy(false))
        .isEqualTo(new BuildRules(false, true, OnUndecided.WARN));
  }

  @Test
  void valuesAreReadAndTheirDefaultsUsed() throws Exception {
    Arguments given = parse("run --parallelism=3 --trial-timeout=90s --alpha=.05 --reports=a=b");
    assertThat(given.parallelism()).isEqualTo(3);
    assertThat(given.trialTimeout()).contains(Duration.ofSeconds(90));
    assertThat(parse("run --trial-timeout=2h").trialTimeout()).contains(Duration.ofHours(2));
    assertThat(given.alpha(0.01)).isEqualTo(0.05);
    assertThat(given.path("reports")).isEqualTo(Path.of("a=b"));
    Arguments absent = parse("run --parallelism= --alpha=");
    assertThat(absent.parallelism()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(absent.trialTimeout()).isEmpty();
    assertThat(absent.alpha(0.01)).isEqualTo(0.01);
    assertThatThrownBy(() -> absent.path("reports")).hasMessageContaining("--reports=<path>");
  }

  @ParameterizedTest
  @CsvSource({
    "parallelism,0",
    "parallelism,two",
    "trial-timeout,90",
    "trial-timeout,0s",
    "trial-timeout,1d",
    "alpha,0",
    "alpha,0.5",
    "alpha,1e-300",
    "alpha,NaN",
    "alpha,small",
    "session-logs,csv",
    "session-logs,jsonl:0"
  })
  void valueOutOfRangeIsRefusedByItsProperty(String key, String value) throws Exception {
    Arguments arguments = parse("run --" + key + "=" + value);
    assertThatThrownBy(
            () -> {
              arguments.parallelism();
              arguments.trialTimeout();
              arguments.alpha(0.01);
              arguments.loggedSessions();
            })
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("recsim." + key.replace("-t", "T").replace("-l", "L") + " must be ")
        .hasMessageEndingWith(", not " + value);
  }

  private static void refused(String words, String message) {
    assertThatThrownBy(() -> parse(words)).isInstanceOf(UserError.class).hasMessage(message);
  }

  private static Arguments parse(String words) throws UserError {
    return Arguments.parse(words.split(" "));
  }
}
