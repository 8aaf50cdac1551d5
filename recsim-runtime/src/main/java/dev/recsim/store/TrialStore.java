package dev.recsim.store;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.store.Stored.Absent;
import dev.recsim.store.Stored.Damaged;
import dev.recsim.store.Stored.Sound;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The finished trials of an experiment, a file each. A file is complete or absent, so that to
 * resume is to look which are there.
 */
public final class TrialStore {
  private final Path folder;

  /**
   * @param folder where the files are; need not exist yet
   */
  public TrialStore(Path folder) {
    this.folder = folder;
  }

  /** Where the networks of a trial are saved, if it has any. */
  public Path networks(TrialId id) {
    return folder.resolve(id + ".safetensors");
  }

  /**
   * The stored result of a trial; empty if there is none, it is of another fingerprint, or its file
   * is damaged. The weights of the networks are not read.
   */
  public Optional<TrialResult> find(TrialId id, String fingerprint) {
    return look(id, fingerprint) instanceof Sound sound
        ? Optional.of(sound.result())
        : Optional.empty();
  }

  /** What there is of a trial; changes nothing. */
  public Stored look(TrialId id, String fingerprint) {
    Path path = file(id);
    TrialFile file;
    try {
      file = TrialFile.read(Files.readAllBytes(path));
      if (file.schemaVersion() != TrialFile.SCHEMA_VERSION) {
        return new Damaged(path, "of another version, schema_version " + file.schemaVersion());
      }
      // Files without a checksum are those of older code, and of another fingerprint for that.
      boolean current = fingerprint.equals(file.fingerprint());
      if (!current && file.checksum() == null) {
        return new Absent();
      }
      if (!file.sound() || !new TrialId(file.agent(), file.seed()).equals(id)) {
        return new Damaged(path, "damaged, its contents do not have its checksum");
      }
      return current ? withNetworks(file, id) : new Absent();
    } catch (NoSuchFileException e) {
      return new Absent();
    } catch (JacksonException e) {
      return new Damaged(path, "damaged, it is not the JSON of a trial");
    } catch (AccessDeniedException e) {
      return new Damaged(path, "unreadable, permission denied");
    } catch (IOException e) {
      return new Damaged(path, "damaged, it cannot be read (" + e.getMessage() + ")");
    }
  }

  private Stored withNetworks(TrialFile file, TrialId id) throws IOException {
    Path networks = networks(id);
    if (file.networksCrc() != null) {
      if (!Files.exists(networks)) {
        return new Damaged(networks, "missing");
      }
      if (TrialFile.crc(Files.readAllBytes(networks)) != file.networksCrc()) {
        return new Damaged(networks, "damaged, or of another trial");
      }
    }
    return new Sound(file.result(Optional.empty()));
  }

  /**
   * Stores a result: its networks first, then the file whose presence says that it is complete.
   *
   * @param metadata what is saved with the networks, so that they can act without the experiment
   */
  public void save(TrialResult result, String fingerprint, Map<String, String> metadata)
      throws IOException {
    byte[] networks = null;
    if (result instanceof Completed completed && completed.weights().isPresent()) {
      SortedMap<String, String> description = new TreeMap<>(metadata);
      description.put("engine", completed.engine());
      networks = new Safetensors(description, completed.weights().get()).encode();
      AtomicFile.write(networks(result.id()), networks);
    }
    AtomicFile.write(file(result.id()), TrialFile.of(result, fingerprint, networks).write());
  }

  /** Removes what a killed run has left half-written. */
  public void sweep() throws IOException {
    sweep(folder);
  }

  static void sweep(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> unfinished;
    try (Stream<Path> files = Files.list(folder)) {
      unfinished = files.filter(file -> file.toString().endsWith(AtomicFile.UNFINISHED)).toList();
    }
    for (Path file : unfinished) {
      Files.deleteIfExists(file);
    }
  }

  private Path file(TrialId id) {
    return folder.resolve(id + ".json");
  }
}
