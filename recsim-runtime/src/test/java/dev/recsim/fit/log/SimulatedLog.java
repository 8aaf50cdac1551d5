package dev.recsim.fit.log;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the sessions of environments of states as a CSV log. */
public final class SimulatedLog {
  private SimulatedLog() {}

  /** A policy. */
  public interface Shows {
    /**
     * The document of a step.
     *
     * @param random another document
     */
    int document(int state, int random, int step);
  }

  /** Sessions under random documents. Session i is of environment i mod their number. */
  public static void write(Path file, int sessions, long seed, Environment... environments)
      throws IOException {
    write(file, sessions, seed, (state, random, step) -> random, environments);
  }

  /** Sessions under a policy. */
  public static void write(
      Path file, int sessions, long seed, Shows policy, Environment... environments)
      throws IOException {
    RandomKey key = RandomKey.root(seed).child("log");
    try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(file))) {
      csv.println("session,state,shown,accepted,status");
      for (int i = 0; i < sessions; i++) {
        Environment environment = environments[i % environments.length];
        Session session = environment.open(key.child("user").child(i));
        RandomKey decisions = key.child("policy").child(i);
        Observation seen = session.start();
        Status status = Status.CONTINUES;
        for (int t = 0; status == Status.CONTINUES; t++) {
          int random = decisions.below(t, environment.space().documents());
          int shown = policy.document(seen.state(), random, t);
          Step step = session.recommend(Slate.of(shown));
          status = step.status();
          csv.printf(
              "%s,%s,%s,%s,%s%n",
              i, seen.state(), shown, (int) step.reward(), status.name().toLowerCase(Locale.ROOT));
          seen = step.next();
        }
      }
    }
  }

  /** A file of a fit to such a log. */
  public static Path declare(Path folder, String log, String more) throws IOException {
    Path file = folder.resolve("shop.yaml");
    Files.writeString(
        file,
        """
        logs:
          file: %s
          columns: {session: session, state: [state], action: shown, reward: accepted, status: status}
        model: {type: responses}
        %s
        """
            .formatted(log, more));
    return file;
  }
}
