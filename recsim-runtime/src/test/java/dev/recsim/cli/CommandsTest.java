package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "run it: mvn compile recsim:run -Drecsim.experiment=papers/one|run it: recsim run"
            + " --experiment=papers/one",
        "accept it: mvn compile recsim:run recsim:baseline -Drecsim.experiment=a"
            + " -Drecsim.accept=x,y|accept it: recsim run --experiment=a && recsim baseline"
            + " --experiment=a --accept=x,y",
        "record one with mvn recsim:baseline and commit it|record one with recsim baseline and"
            + " commit it",
        "write -Drecsim.experiment=<experiment>|write --experiment=<experiment>",
        "or select by hand with -Drecsim.experiment='a b'|or select by hand with --experiment='a b'",
        "mvn recsim:run -Drecsim.experiment='a b', or|recsim run --experiment='a b', or",
        "recsim.trialTimeout must be|--trial-timeout must be",
        "set recsim.reportsDirectory to another|set --reports to another",
        "recsim.experiment=x selects 2|--experiment=x selects 2",
        "recsim:run runs it.|recsim run runs it.",
        "unexpected: x; run Maven with -e to see where|unexpected: x; add --debug to see where",
        "and run mvn clean if|and compile from scratch if",
        "mvn recsim:ab -Drecsim.experiment=a.|recsim ab --experiment=a.",
        "dev.recsim.log.Reader and recsim.yaml and x/recsim.log stay|dev.recsim.log.Reader and"
            + " recsim.yaml and x/recsim.log stay",
        "https://recsim.experiment.org stays|https://recsim.experiment.org stays",
      })
  void goalsAreVerbsAndPropertiesAreOptions(String written, String said) {
    assertThat(Commands.ofJar(List.of()).say(written)).isEqualTo(said);
  }

  @Test
  void eachCommandRepeatsWhereThingsAre() {
    Commands commands = Commands.ofJar(List.of("--classpath=my classes", "--reports=$out"));

    assertThat(commands.say("mvn recsim:run recsim:check"))
        .isEqualTo(
            "recsim run '--classpath=my classes' '--reports=$out'"
                + " && recsim check '--classpath=my classes' '--reports=$out'");
    assertThat(commands.say("recsim:run runs it")).isEqualTo("recsim run runs it");
  }

  @Test
  void verbsAreTasksOfGradle() {
    Commands commands = Commands.ofGradle("./gradlew");

    assertThat(
            commands.say(
                "accept it: mvn recsim:run recsim:baseline -Drecsim.experiment='a/*'"
                    + " -Drecsim.accept=x."))
        .isEqualTo(
            "accept it: ./gradlew recsimRun -PrecsimOptions=\"--experiment=a/*\""
                + " && ./gradlew recsimBaseline"
                + " -PrecsimOptions=\"--experiment=a/* --accept=x\".");
    assertThat(commands.say("mvn recsim:baseline and commit"))
        .isEqualTo("./gradlew recsimBaseline and commit");
    assertThat(commands.say("mvn recsim:compare")).isEqualTo("recsim compare");
    assertThat(commands.say("recsim:check failed")).isEqualTo("recsim check failed");
  }

  /** Of the messages of verbs, whose words only the goals have today. */
  @Test
  void everyOptionIsFoundByItsProperty() {
    for (String name : Verb.names()) {
      for (VerbOption word : Verb.of(name).orElseThrow().words()) {
        assertThat(Commands.option(word.property())).as(name + " " + word).contains(word.name());
      }
    }
  }
}
