package dev.recsim.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*|quick|true",
        "*|quick.yaml|true",
        "*|papers/one|false",
        "**|papers/one|true",
        "papers/*|papers/one.yml|true",
        "papers/*|papers/old/one|false",
        "quick.yaml|quick|false",
        "quick.yaml|quick.yaml|true",
        "a, b|b|true",
        "{a,b}|a|true",
        "{a,b}|b|true",
        "{a,b}|{a|false",
        "x{a,b}y,c|xby|true",
        "x{a,b}y,c|c|true",
        "[ab]|b|true",
        "[ab]|c|false"
      })
  void pathMatchesAnyGlobWithOrWithoutItsEnding(String globs, String file, boolean matches)
      throws Exception {
    assertThat(Selection.of(globs).matches(file)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a,b", "a,{b,c", "[]", "a,{b{c}}"})
  void whatIsNoGlobIsRefusedByItsProperty(String globs) {
    assertThatThrownBy(() -> Selection.of(globs))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("recsim.experiment=" + globs + " is not a list of globs (")
        .hasMessageEndingWith("); write names such as quick, papers/* or {a,b}");
  }

  @Test
  void sweepOfAFileMayMatchAGlobBelowItsName() throws Exception {
    Selection selection = Selection.of("quick, grid/gamma=*");
    assertThat(selection.mayMatchSweep("grid.yaml")).isTrue();
    assertThat(selection.mayMatchSweep("gri.yaml")).isFalse();
    assertThat(selection.mayMatchSweep("quick.yaml")).isFalse();
  }

  @Test
  void suffixNamesTheGlobsUnlessTheyAreTheDefault() throws Exception {
    assertThat(Selection.of("*").suffix()).isEmpty();
    assertThat(Selection.of("a,b").suffix()).isEqualTo(" of a,b");
  }
}
