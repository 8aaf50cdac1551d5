package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlossaryTest {
  @Test
  void everyExplainedWordHasATermWithATextWithoutMarkup() {
    assertThat(Glossary.explained()).hasSizeGreaterThan(20);
    assertThat(Glossary.explained())
        .allSatisfy(
            (word, term) -> {
              assertThat(term).as(word).isNotNull();
              assertThat(term.text()).as(word).doesNotContain("[", "](", "`", ".md").endsWith(".");
            });
  }

  @Test
  void firstUseOfATermIsAPieceOfItsOwnWhateverItsCase() {
    assertThat(Glossary.pieces("Seeds, seeds and a seedling at 95\u00a0% intervals."))
        .extracting(piece -> piece.text() + "|" + piece.after())
        .containsExactly("Seeds|,", " seeds and a seedling at |", "95\u00a0% intervals|.");
    assertThat(Glossary.pieces("Seeds").get(0).term().href()).endsWith("/glossary.html#seed");
  }

  @Test
  void longestWordCounts() {
    assertThat(Glossary.pieces("its way of the way from random to the optimum"))
        .extracting(piece -> piece.term() == null ? "" : piece.term().name())
        .containsExactly("", "Way to the optimum");
  }

  @Test
  void verdictsAreTermsInBadgesOnly() {
    assertThat(Glossary.term("no worse").text()).isEqualTo("HOLDS: at most the margin was lost.");
    assertThat(Glossary.term("no worse").href()).endsWith("/glossary.html#verdict");
    assertThat(Glossary.term("SHIP").text()).startsWith("SHIP: all that must be better is better");
    assertThat(Glossary.term("REFUSED")).as("a badge in other words").isNull();
    assertThat(Glossary.pieces("It got worse, no worse.")).hasSize(1);
  }

  @Test
  void columnStandsForATermAsAWhole() {
    assertThat(Glossary.term("95 % of IQM").name()).isEqualTo("IQM");
    assertThat(Glossary.term("Best seed")).isNull();
  }
}
