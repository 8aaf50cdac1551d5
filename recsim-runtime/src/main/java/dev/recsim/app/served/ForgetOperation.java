package dev.recsim.app.served;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.app.project.UserError;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import dev.recsim.io.SharedFile;
import dev.recsim.logs.served.ForgottenUnit;
import dev.recsim.logs.served.ForgottenUnit.Removal;
import dev.recsim.logs.served.ServedFolder;
import dev.recsim.served.ServedHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes the decisions of a unit and their outcomes from a served log. A file is replaced at once.
 * Outcomes of decisions in other files are removed first: if the program is killed, it finds the
 * rest when it runs again.
 *
 * @param folder of a server, or of several servers' folders
 * @param environment environment variables, which may have the salt of hashed units
 */
public record ForgetOperation(Path folder, Map<String, String> environment) {
  private static final int HASH = 32;

  /**
   * What was removed.
   *
   * @param records number of records
   * @param files number of files that had some
   */
  public record Forgotten(long records, int files) {}

  /**
   * Removes a unit.
   *
   * @param unit as the application names it
   * @throws UserError if a server writes the log, or the salt is missing
   */
  public Forgotten forget(String unit) throws IOException, UserError {
    List<ServedFolder> servers;
    try {
      servers = ServedFolder.of(folder);
    } catch (InvalidFile e) {
      throw new UserError("%s: it has no served log; check recsim.logs".formatted(e.file()));
    }
    List<Closeable> locks = new ArrayList<>();
    try {
      for (ServedFolder server : servers) {
        locks.add(lock(server));
      }
      return forget(unit, servers);
    } finally {
      for (Closeable lock : locks) {
        lock.close();
      }
    }
  }

  private static Closeable lock(ServedFolder server) throws IOException, UserError {
    Optional<Closeable> lock = SharedFile.lock(server.folder().resolve("lock"));
    return lock.orElseThrow(
        () ->
            new UserError(
                server.folder()
                    + ": a server writes this log; stop it, and start it again afterwards"));
  }

  private Forgotten forget(String unit, List<ServedFolder> servers) throws IOException, UserError {
    Set<String> names = new TreeSet<>();
    for (ServedFolder server : servers) {
      for (Path file : server.files()) {
        names.add(name(unit, server, ServedFolder.header(file)));
      }
    }
    ForgottenUnit forgotten = new ForgottenUnit(names);
    List<Path> files = ServedFolder.files(servers);
    for (Path file : files) {
      AtomicFile.discard(file);
      forgotten.find(file);
    }
    long records = 0;
    Set<Path> changed = new TreeSet<>();
    for (boolean outcomes : new boolean[] {true, false}) {
      for (Path file : files) {
        Removal removal = forgotten.removal(file, outcomes);
        if (removal.records() > 0) {
          AtomicFile.write(file, out -> forgotten.copy(file, outcomes, removal, out));
          records += removal.records();
          changed.add(file);
        }
      }
    }
    return new Forgotten(records, changed.size());
  }

  /** The name that a log has for a unit. */
  private String name(String unit, ServedFolder server, ServedHeader header)
      throws IOException, UserError {
    if (!header.hashed()) {
      return unit;
    }
    return Digest.of(salt(server, header) + "/" + unit).substring(0, HASH);
  }

  private String salt(ServedFolder server, ServedHeader header) throws IOException, UserError {
    if (!header.saltEnv().isEmpty()) {
      String salt = environment.get(header.saltEnv());
      if (salt == null || salt.isBlank()) {
        throw new UserError(
            "%s: units are hashed with a salt in the environment variable %s; set it"
                .formatted(server.folder(), header.saltEnv()));
      }
      return salt;
    }
    Path file = server.folder().resolve("salt");
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "%s is missing; units are hashed with the salt in it, so restore it".formatted(file));
    }
    return Files.readString(file).strip();
  }
}
