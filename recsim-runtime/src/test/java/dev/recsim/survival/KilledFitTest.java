package dev.recsim.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import dev.recsim.survival.Program.Running;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits of vectors that are killed go on where they were, and write the same bytes. */
@Tag("nightly")
class KilledFitTest {
  private static final int KILLS = 10;
  private static final RandomKey KEY = RandomKey.root(17);

  /** So many slates that the sweeps are kept: 500,000 are left for the fit. */
  private static final int SLATES = 720_000;

  private static final String FIT =
      """
      logs:
        file: ../../slates.csv
        list_separator: " "
        columns: {user_id: user, session: visit, action: slate, reward: clicks, status: end}
      model: {type: latent_factors, dimension: 2, variance: 1, sweeps: 6, recovery_users: 500}
      """;

  @TempDir Path folder;

  private static void write(Path file) throws IOException {
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      out.print("user,visit,slate,clicks,end\n");
      for (int i = 0; i < SLATES; i++) {
        RandomKey key = KEY.child("slate").child(i);
        int user = i / 40;
        int first = key.below(0, 50);
        int second = (first + 1 + key.below(1, 49)) % 50;
        double uniform = key.uniform(2);
        int clicked = uniform < (first % 2 == user % 2 ? 0.5 : 0.1) ? 1 : uniform > 0.8 ? 2 : 0;
        out.append("u").append(Integer.toString(user));
        out.append(",").append(Integer.toString(i / 5));
        out.append(",d").append(Integer.toString(first));
        out.append(" d").append(Integer.toString(second));
        out.append(clicked == 1 ? ",1 0," : clicked == 2 ? ",0 1," : ",0 0,");
        out.append(i % 5 == 4 ? "ended\n" : "continues\n");
      }
    }
  }

  private static Path fitted(Program program, String suffix) {
    return program.path("experiments/environments/ids." + suffix);
  }

  private static Program program(Path folder) throws IOException {
    Program program = new Program(folder);
    Files.createDirectories(program.path("experiments/environments"));
    Files.writeString(fitted(program, "yaml"), FIT);
    return program;
  }

  @Test
  void aFitThatIsKilledTenTimesHasTheSameBytes() throws Exception {
    Program whole = program(folder.resolve("whole"));
    write(whole.path("slates.csv"));
    long start = System.nanoTime();
    end(whole);
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    Program killed = program(folder.resolve("killed"));
    Files.copy(whole.path("slates.csv"), killed.path("slates.csv"));
    int resumed = 0;
    int kills = 0;
    for (int i = 0; kills < KILLS; i++) {
      Running running = killed.start("fit", "reports");
      long delay = KEY.child("delay").below(i, (int) milliseconds);
      if (running.process().waitFor(delay, TimeUnit.MILLISECONDS)) {
        assertSame(whole, killed);
        Files.delete(fitted(killed, "json"));
      } else {
        running.kill();
        kills++;
        resumed += Files.exists(fitted(killed, "sweeps.tmp")) ? 1 : 0;
      }
    }
    assertThat(resumed).isPositive();
    end(killed);
    assertSame(whole, killed);
    assertThat(fitted(killed, "sweeps.tmp")).doesNotExist();
  }

  private static void end(Program program) throws Exception {
    Process process = program.start("fit", "reports").process();
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static void assertSame(Program whole, Program killed) throws IOException {
    assertThat(fitted(killed, "json")).hasSameBinaryContentAs(fitted(whole, "json"));
    assertThat(fitted(killed, "safetensors")).hasSameBinaryContentAs(fitted(whole, "safetensors"));
  }
}
