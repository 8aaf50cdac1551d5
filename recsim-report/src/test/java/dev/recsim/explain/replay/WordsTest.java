package dev.recsim.explain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void longNumbersAreRoundedAndOthersStay() {
    assertThat(
            new Words().of("document 7, length 4.298372, price 12.99, share 2.0E-4, v1.2345.6", 9))
        .containsExactly("document 7", "length 4.3", "price 12.99", "share 0.0002", "v1.2345.6");
    assertThat(new Words().of("interest -0.7219, at 0.0020", 9))
        .as("however a JDK writes it")
        .containsExactly("interest -0.722", "at 0.002");
    assertThat(new Words().of("price=4.298372, (0.71234), 1.2.34567, NaN", 9))
        .containsExactly("price=4.3", "(0.712)", "1.2.34567", "NaN");
  }

  @Test
  void zerosAreLeftOutWhereThereAreManyParts() {
    assertThat(new Words().of("a 0.0, b 1.0, c 0.0", 3)).containsExactly("a 0.0", "b 1.0", "c 0.0");
    assertThat(new Words().of("a 0.0, b 1.0, c 0.0", 2)).containsExactly("b 1.0");
    assertThat(new Words().of("a 1.0, b 2.0, c 3.0", 2)).containsExactly("a 1.0", "b 2.0");
  }

  @Test
  void longWordsEndInDots() {
    assertThat(new Words().of("x".repeat(100), 3)).containsExactly("x".repeat(77) + "...");
  }
}
