package dev.recsim.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.io.process.ChannelProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What processes print reaches stderr; equal tracebacks of Python once. */
@Tag("slow")
@Isolated
class TracebackTest {
  private static final String TRACE =
      "Traceback (most recent call last):\n  File \"/tmp/%s/agent.py\", line 3, in act\n"
          + "    raise ValueError(item)\nValueError: no item %s\n";

  @Test
  void equalTracebacksOfSeveralProcessesArePassedOnOnce() throws Exception {
    String first = "To be\nTraceback\n" + TRACE.formatted("a", 1) + "or not\n";
    String again = TRACE.formatted("b", 22) + "that is";
    String other = TRACE.formatted("b", 22).replace("ValueError", "KeyError");

    assertThat(printed(first, again, other)).isEqualTo(first + "that is" + other);
  }

  private static String printed(String... texts) throws Exception {
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (String text : texts) {
        try (ChannelProcess process =
            new ChannelProcess(List.of("printf", "%s", text), null, kind -> 0)) {
          process.end();
        }
      }
    } finally {
      System.setErr(err);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
