package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.cli.Verb;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

  static List<String> verbs() {
    return Stream.concat(Verb.names().stream(), Stream.of("serve")).toList();
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

  /** Whoever adds an option must say what it means, in docs/goals.md. */
  @ParameterizedTest
  @MethodSource("verbs")
  void helpOfAVerbHasEveryOptionWithItsMeaning(String verb) throws Exception {
    String help = Help.of(List.of(verb));

    List<String> words = Verb.of(verb).map(Verb::words).orElse(List.of("serve-file"));
    for (String word : words) {
      assertThat(help).containsPattern("(?m)^  --" + word + " +[\\w(]");
    }
    assertThat(help)
        .startsWith("recsim " + verb + " [")
        .contains("--classpath")
        .doesNotContain("recsim.", "--printed", "--spark");
  }

  @Test
  void helpOfAnUnknownVerbIsRefused() {
    assertThatThrownBy(() -> Help.of(List.of("rnu"))).hasMessageContaining("did you mean run?");
  }
}
