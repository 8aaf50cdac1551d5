package dev.recsim.store;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
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
import java.util.HashMap;
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
  /** With fewer trials it takes no time to read them all. */
  private static final int MANY = 1_000;

  private final Path folder;

  /** Null where that is not worth while. */
  private final Known known;

  /** Sound results that have been looked at and not yet been taken. */
  private final Map<TrialId, Found> found = new HashMap<>();

  private record Found(String fingerprint, Sound stored) {}

  /**
   * @param folder where the files are; need not exist yet
   */
  public TrialStore(Path folder) {
    this(folder, 0);
  }

  /**
   * @param trials how many there are to be; of many is remembered which were found to be completed
   */
  public TrialStore(Path folder, int trials) {
    this.folder = folder;
    this.known = trials < MANY ? null : new Known(folder.resolve("known.txt"));
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

  /**
   * Whether a trial is stored as it was when it was found to be completed. If not, {@link #look}
   * says what there is of it.
   */
  public boolean knows(TrialId id, String fingerprint) {
    if (known == null || known.isEmpty()) {
      return false;
    }
    try {
      byte[] trial = RegularFile.read(file(id));
      return known.has(Known.digest(id, fingerprint, trial, networksIfAny(id)));
    } catch (IOException e) {
      return false;
    }
  }

  /** Stores which trials were found to be completed, where there are many. */
  public void remember() throws IOException {
    if (known != null) {
      known.write();
    }
  }

  /**
   * As {@link #look}, but what that has found to be sound before, since the trial was last saved,
   * is not read again. Each finding is given out once and then forgotten.
   */
  public Stored take(TrialId id, String fingerprint) {
    Found before = found.remove(id);
    if (before != null && before.fingerprint().equals(fingerprint)) {
      return before.stored();
    }
    Stored stored = look(id, fingerprint);
    found.remove(id);
    return stored;
  }

  /** What there is of a trial; changes no file. */
  public Stored look(TrialId id, String fingerprint) {
    Path path = file(id);
    try {
      byte[] bytes = RegularFile.read(path);
      Optional<TrialFile> file = TrialFile.read(bytes);
      if (file.isPresent() && !file.get().id().equals(id)) {
        return new Damaged(path, "damaged: it is the file of trial " + file.get().id());
      }
      return file.isPresent() && file.get().fingerprint().equals(fingerprint)
          ? withNetworks(file.get(), id, bytes)
          : new Absent();
    } catch (NoSuchFileException e) {
      return new Absent();
    } catch (JacksonException e) {
      return new Damaged(path, "damaged: it holds a value that is not a number");
    } catch (AccessDeniedException e) {
      return new Damaged(path, "unreadable, permission denied");
    } catch (IOException e) {
      return new Damaged(path, "damaged: " + e.getMessage());
    }
  }

  private Stored withNetworks(TrialFile file, TrialId id, byte[] bytes) throws IOException {
    byte[] networks = networksIfAny(id);
    if (file.networksCrc() != null) {
      if (networks == null) {
        return new Damaged(networks(id), "missing");
      }
      if (TrialFile.crc(networks) != file.networksCrc()) {
        return new Damaged(networks(id), "damaged, or of another trial");
      }
    }
    TrialResult result = file.result(Optional.empty());
    if (known != null && result instanceof Completed) {
      known.add(Known.digest(id, file.fingerprint(), bytes, networks));
    }
    Sound sound = new Sound(result);
    found.put(id, new Found(file.fingerprint(), sound));
    return sound;
  }

  private byte[] networksIfAny(TrialId id) throws IOException {
    Path networks = networks(id);
    return Files.isRegularFile(networks) ? Files.readAllBytes(networks) : null;
  }

  /**
   * Stores a result: its networks first, then the file whose presence says that it is complete.
   *
   * @param metadata what is saved with the networks, so that they can act without the experiment
   */
  public void save(TrialResult result, String fingerprint, Map<String, String> metadata)
      throws IOException {
    found.remove(result.id());
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
