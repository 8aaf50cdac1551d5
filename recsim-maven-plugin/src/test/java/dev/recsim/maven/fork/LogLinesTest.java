package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private final List<String> messages = new ArrayList<>();
  private final PrintStream stream = LogLines.to(messages::add);

  @Test
  void everyLineIsAMessageHoweverItIsPrinted() {
    stream.println("tiny: 4 trials");
    stream.println();
    stream.print("größer ");
    stream.print("als 0\r\n");
    stream.printf("%d%%\nrest", 5);

    assertThat(messages).containsExactly("tiny: 4 trials", "", "größer als 0", "5%");
  }

  @Test
  void lineWithoutAnEndIsPassedOnInPieces() {
    stream.print("x".repeat(20_000));

    assertThat(messages).extracting(String::length).containsExactly(8_192, 8_192);
  }

  @Test
  void streamsThatAreNotMavensStayAsTheyAre() {
    assertThat(LogLines.unlessRaw(stream, messages::add)).isSameAs(stream);
  }
}
