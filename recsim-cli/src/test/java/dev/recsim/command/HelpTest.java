package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

  static List<String> verbs() {
    return Verb.names();
  }

  @Test
  void overallHelpHasEveryVerbWithItsMeaning() throws Exception {
    String help = Help.of(List.of());

    for (String verb : verbs()) {
      assertThat(help).containsPattern("(?m)^  " + Pattern.quote(verb) + " +\\w");
    }
    assertThat(help).doesNotContain("recsim:", "mvn", "](", "`").contains("modules", "completion");
    assertThat(help.lines()).allSatisfy(it -> assertThat(it).hasSizeLessThan(100));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpOfAVerbHasEveryOptionWithItsMeaning(String verb) throws Exception {
    String help = Help.of(List.of(verb));

    for (VerbOption option : Verb.of(verb).orElseThrow().words()) {
      assertThat(help).containsPattern("(?m)^  --" + option.name() + " +[\\w(]");
    }
    assertThat(help)
        .startsWith("recsim " + verb + " [")
        .contains("--classpath")
        .doesNotContain("recsim.", "--printed", "--spark", "](", "`");
  }

  @Test
  void helpOfAnUnknownVerbIsRefused() {
    assertThatThrownBy(() -> Help.of(List.of("rnu"))).hasMessageContaining("did you mean run?");
  }
}
