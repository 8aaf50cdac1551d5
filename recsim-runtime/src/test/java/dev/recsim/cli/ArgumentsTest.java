package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.cli.options.Arguments;
import dev.recsim.cli.options.VerbOptions;
import dev.recsim.cli.options.VerbOptions.Run;
import dev.recsim.cli.options.VerbOptions.Trials;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  /** All that the plugin's goals pass. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --experiments=e --reports=r --experiment=s --alpha=0.01 --set=seed=1 --executor=local"
            + " --parallelism=1 --trial-timeout=1m --driver=d --spark-master=m --spark-conf=c"
            + " --all-seeds --force --dry-run --session-logs=none",
        "check --experiments=e --reports=r --experiment=s --alpha=0.01 --set=seed=1 --executor=local"
            + " --parallelism=1 --trial-timeout=1m --driver=d --spark-master=m --spark-conf=c"
            + " --fail-on-regression=true --fail-on-missing-baseline=auto --on-undecided=fail --exact",
        "report --experiments=e --reports=r --experiment=s --alpha=0.01 --set=seed=1",
        "baseline --experiments=e --reports=r --experiment=s --alpha=0.01 --set=seed=1 --accept=all",
        "compare --experiments=e --reports=r --experiment=s --base=b --head=h --alpha=0.025",
        "trend --experiments=e --reports=r --experiment=s --commits=10",
        "validate --experiments=e --experiment=s --set=seed=1",
        "schema --output=o",
        "run --recsim.experimentsDirectory=e --recsim.spark.master=m --recsim.trialTimeout=1m",
        "init --experiments=e",
        "export --experiments=e --reports=r --experiment=s --set=seed=1 --trial=t --output=o",
        "python --output=o",
        "work",
        "serve"
      })
  void verbHasTheOptionsOfItsGoalAndThoseOfEveryFork(String words) throws Exception {
    Arguments arguments = parse(words + " --debug --parent-stdin --interactive --completion=c");
    assertThat(arguments.verb()).hasToString(words.split(" ")[0]);
    assertThat(arguments.given()).hasSize(words.split(" ").length - 1 + 4);
    assertThat(arguments.read(VerbOptions.Call.class).always().debug()).isTrue();
  }

  /** Maven lets a build set the properties of all goals. */
  @Test
  void propertiesOfOtherGoalsHaveNoEffect() throws Exception {
    assertThat(parse("report --recsim.force=true --recsim.alpha=0.02").given())
        .isEqualTo(Map.of("alpha", "0.02"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "report --force|report has no option --force; recsim report --help lists them",
        "run --forse|run has no option --forse, did you mean --force?",
        "run --trial_timeout=1s|run has no option --trial_timeout, did you mean --trial-timeout?",
        "run --experimnt=x|run has no option --experimnt, did you mean --experiment?",
        "run --select=x|run has no option --select; recsim run --help lists them",
        "run --reports|--reports needs a value: --reports=...",
        "run quick|run takes options as --name=value, not \"quick\"; did you mean"
            + " --experiment=quick?",
        "run -Drecsim.force|run takes options as --name=value, not \"-Drecsim.force\"; did you"
            + " mean --experiment=-Drecsim.force?",
        "schema quick|schema takes options as --name=value, not \"quick\"",
        "reprot|unknown verb reprot, did you mean report?",
        "worf|unknown verb worf; expected run, report, check, baseline, ope, ab, ab-plan, predict,"
            + " reality, compare, trend, fit, validate, schema, log-forget, python, export,"
            + " promote, verify-promoted, serve, init"
      })
  void unknownWordsAreRefusedWithWhatIsKnown(String words, String message) {
    refused(words, message);
  }

  @Test
  void verbIsNeeded() {
    assertThatThrownBy(() -> Arguments.parse(new String[0]))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no verb given; expected run, report, ");
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
    assertThat(parse(words).read(Run.class).force()).isEqualTo(on);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --dry-run=no|recsim.dryRun must be true or false, not no",
        "run --dry-run=TRUE|recsim.dryRun must be true or false, not TRUE",
        "run --dry-run=0|recsim.dryRun must be true or false, not 0",
        "check --fail-on-regression=no|recsim.failOnRegression must be true or false, not no",
        "check --fail-on-missing-baseline=yes|recsim.failOnMissingBaseline must be auto, true or"
            + " false, not yes",
        "check --on-undecided=maybe|recsim.onUndecided must be fail, warn or pass, not maybe",
        "run --executor=gpu|recsim.executor must be local, process or spark, not gpu",
        "run --parallelism=0|recsim.parallelism must be a whole number of 1 or more, not 0",
        "run --parallelism=two|recsim.parallelism must be a whole number of 1 or more, not two",
        "run --trial-timeout=90|recsim.trialTimeout must be a whole number of seconds, minutes or"
            + " hours such as 90s, 30m or 2h, not 90",
        "run --trial-timeout=0s|recsim.trialTimeout must be a whole number of seconds, minutes or"
            + " hours such as 90s, 30m or 2h, not 0s",
        "run --trial-timeout=1d|recsim.trialTimeout must be a whole number of seconds, minutes or"
            + " hours such as 90s, 30m or 2h, not 1d",
        "run --alpha=0|recsim.alpha must be a number from 1e-6 to below 0.5 such as 0.01, not 0",
        "run --alpha=0.5|recsim.alpha must be a number from 1e-6 to below 0.5 such as 0.01, not 0.5",
        "compare --alpha=1e-300|recsim.alpha must be a number from 1e-6 to below 0.5 such as 0.01,"
            + " not 1e-300",
        "fit --alpha=NaN|recsim.alpha must be a number from 1e-6 to below 0.5 such as 0.01, not NaN",
        "reality --alpha=small|recsim.alpha must be a number from 1e-6 to below 0.5 such as 0.01,"
            + " not small",
        "run --session-logs=csv|recsim.sessionLogs must be jsonl (DuckDB converts it to Parquet),"
            + " jsonl:100 for the first 100 sessions of each trial, or none, not csv",
        "run --session-logs=jsonl:0|recsim.sessionLogs must be jsonl (DuckDB converts it to"
            + " Parquet), jsonl:100 for the first 100 sessions of each trial, or none, not jsonl:0",
        "trend --commits=-1|recsim.commits must be a whole number of 0 or more, not -1",
        "predict --seed=x|recsim.seed must be a whole number of 0 or more, not x",
        "predict --due=soon|recsim.due must be a day such as 2026-12-24, not soon",
        "reality --change=NaN|recsim.change must be a number such as 0.021, not NaN",
        "ab --until=now|recsim.until must be a date or a time such as 2026-11-30 or"
            + " 2026-11-30T12:00:00Z, not now",
        "promote --seed=1|recsim.seed must be median, best_validation or all, not 1",
        "export --format=h5|recsim.format must be dl4j or onnx, not h5",
      })
  void invalidValueIsRefusedByItsProperty(String words, String message) {
    assertThatThrownBy(() -> new Verbs(parse(words), Map.of()).call())
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @Test
  void checkFailsUnlessItsOptionsSayOtherwise() throws Exception {
    assertThat(check("check").rules(false))
        .isEqualTo(new BuildRules(true, false, OnUndecided.FAIL));
    assertThat(check("check").rules(true)).isEqualTo(new BuildRules(true, true, OnUndecided.FAIL));
    assertThat(
            check(
                    "check --fail-on-regression=false --fail-on-missing-baseline=true"
                        + " --on-undecided=Warn")
                .rules(false))
        .isEqualTo(new BuildRules(false, true, OnUndecided.WARN));
    assertThat(check("check --fail-on-missing-baseline").rules(false).failOnMissingBaseline())
        .isTrue();
    assertThat(check("check --fail-on-missing-baseline=false").rules(true).failOnMissingBaseline())
        .isFalse();
  }

  private static VerbOptions.Check check(String words) throws UserError {
    return parse(words).read(VerbOptions.Check.class);
  }

  /** A selection by hand may leave out experiments; one of the POM has those of other checks. */
  @Test
  void checkKnowsWhoHasSelected() throws Exception {
    assertThat(check("check --experiment=a").selected().selection().mayLeaveOut("b")).isTrue();
    assertThat(check("check").selected().selection().mayLeaveOut("b")).isFalse();
    Selection configured =
        check("check --experiment=a --configured --elsewhere=b").selected().selection();
    assertThat(configured).hasToString("a");
    assertThat(configured.mayLeaveOut("b")).isTrue();
    assertThat(configured.mayLeaveOut("c")).isFalse();
  }

  @Test
  void valuesAreReadAndTheirDefaultsUsed() throws Exception {
    Trials given =
        parse("run --parallelism=3 --trial-timeout=90s --alpha=.05 --reports=a=b")
            .read(Trials.class);
    assertThat(given.threads()).isEqualTo(3);
    assertThat(given.trialTimeout()).contains(Duration.ofSeconds(90));
    assertThat(given.verdicts().alpha()).isEqualTo(0.05);
    assertThat(given.verdicts().results().reports()).isEqualTo(Path.of("a=b"));
    assertThat(parse("run --trial-timeout=2h").read(Trials.class).trialTimeout())
        .contains(Duration.ofHours(2));
    Trials absent = parse("run --parallelism= --alpha=").read(Trials.class);
    assertThat(absent.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(absent.trialTimeout()).isEmpty();
    assertThat(absent.verdicts().alpha()).isEqualTo(0.01);
    assertThat(absent.verdicts().results().reports()).isEqualTo(Path.of("reports"));
    assertThat(parse("run --session-logs=jsonl:7").read(Run.class).loggedSessions()).isEqualTo(7);
    assertThat(parse("run").read(Run.class).loggedSessions()).isZero();
    assertThat(parse("compare").read(VerbOptions.Compare.class).alpha()).isEqualTo(0.025);
  }

  private static void refused(String words, String message) {
    assertThatThrownBy(() -> parse(words)).isInstanceOf(UserError.class).hasMessage(message);
  }

  private static Arguments parse(String words) throws UserError {
    return Arguments.parse(words.split(" "));
  }
}
