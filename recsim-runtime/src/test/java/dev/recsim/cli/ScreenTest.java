package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void protect() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    Screen.protect();
  }

  @AfterEach
  void restore() {
    Screen.call(Commands.AS_WRITTEN);
    System.setOut(OUT);
    System.setErr(ERR);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void commandsAreThoseThatWorkWhereTheBuildWasStarted() {
    Screen.call(Commands.ofMaven("mvn -pl shop$1/sim -am compile"));
    System.out.println("fix it, or accept it: mvn recsim:run recsim:baseline -Drecsim.accept=a");
    System.out.print("mvn compile recsim:run");
    System.out.println(" and recsim:run, mvn verify");

    assertThat(printed().lines())
        .containsExactly(
            "fix it, or accept it: mvn -pl shop$1/sim -am compile recsim:run recsim:baseline"
                + " -Drecsim.accept=a",
            "mvn -pl shop$1/sim -am compile recsim:run and recsim:run, mvn verify");
  }

  @Test
  void withoutAnotherCommandTextStaysAsItIs() {
    Screen.call(Commands.AS_WRITTEN);
    System.out.print("mvn recsim:run, mvn compile recsim:run");

    assertThat(printed()).isEqualTo("mvn recsim:run, mvn compile recsim:run");
  }

  @Test
  void aRewrittenLineIsAsLongAsTheOneBefore() {
    Screen.rewrite("x".repeat(100));
    Screen.rewrite("y");

    assertThat(printed()).isEqualTo("\r" + "x".repeat(76) + "...\r" + "y" + " ".repeat(78));
  }
}
