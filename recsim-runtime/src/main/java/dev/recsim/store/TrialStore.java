package dev.recsim.store;

import dev.recsim.api.Inputs;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Weights;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.policy.Safetensors;
import dev.recsim.store.Stored.Absent;
import dev.recsim.store.Stored.Damaged;
import dev.recsim.store.Stored.Outdated;
import dev.recsim.store.Stored.Sound;
import dev.recsim.store.code.CodeFile;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The finished trials of an experiment, one file each. A file is complete or absent, so a run
 * resumes by checking which files exist.
 */
public final class TrialStore {
  /** Number of trials from which {@link Known} is used; fewer are read quickly. */
  private static final int MANY = 1_000;

  /** Set while the JVM writes an archive of its classes, which should have those of reading too. */
  private static final boolean READ_BACK = Boolean.getBoolean("recsim.readBack");

  private final Path folder;
  private final BaselineTrials baseline;
  private final CodeFile codes;

  /** Null for few trials. */
  private final Known known;

  private final InputsNow now;

  /** Sound results found by {@link #look} and not yet taken. */
  private final Map<TrialId, Found> found = new HashMap<>();

  private record Found(String fingerprint, Sound stored) {}

  /**
   * @param folder folder of the files; need not exist yet
   */
  public TrialStore(Path folder) {
    this(folder, 0);
  }

  /** A store without a baseline; for the parameters see the last constructor. */
  public TrialStore(Path folder, int trials) {
    this(folder, trials, BaselineTrials.NONE, new InputsNow());
  }

  /**
   * @param trials number of trials of the experiment; for many, completed ones are remembered in a
   *     file
   * @param baseline trials that are not lost when others replace them
   * @param now what agents would read now; shared by the stores of one operation
   */
  public TrialStore(Path folder, int trials, BaselineTrials baseline, InputsNow now) {
    this.folder = folder;
    this.baseline = baseline;
    this.codes = new CodeFile(folder);
    this.now = now;
    this.known = trials < MANY ? null : new Known(folder.resolve("known.txt"));
  }

  /** The file of a trial's networks, if it has any. */
  public Path networks(TrialId id) {
    return folder.resolve(id + ".safetensors");
  }

  /** The folder of the files. */
  public Path folder() {
    return folder;
  }

  /** What was played again of the trials. */
  public ReplayStore replays() {
    return new ReplayStore(folder, codes);
  }

  /**
   * The networks of a trial; empty if there are none.
   *
   * @throws InvalidFile if they cannot be read
   */
  public Optional<Weights> weights(TrialId id) {
    Path networks = networks(id);
    return Files.exists(networks)
        ? Optional.of(Safetensors.read(networks).weights())
        : Optional.empty();
  }

  /**
   * The stored result of a trial; empty if there is none, it has another fingerprint, something
   * that its agent used has changed, or its file is damaged. The weights of the networks are not
   * read.
   */
  public Optional<TrialResult> find(TrialId id, String fingerprint) {
    return look(id, fingerprint) instanceof Sound sound
        ? Optional.of(sound.result())
        : Optional.empty();
  }

  /**
   * Whether a trial was found complete and its files have not changed since. If not, use {@link
   * #look}.
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

  /** If there are many trials, stores which of them are complete. */
  public void remember() throws IOException {
    if (known != null) {
      known.write();
    }
  }

  /**
   * As {@link #look}, but does not read again a trial that {@link #look} found sound since it was
   * last saved. Each result is kept until it is taken once.
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

  /** The state of a trial; changes no file. */
  public Stored look(TrialId id, String fingerprint) {
    Path path = file(id);
    try {
      byte[] bytes = RegularFile.read(path);
      Optional<TrialFile> file = TrialFile.read(bytes);
      if (file.isPresent() && !file.get().id().equals(id)) {
        return new Damaged(path, "damaged: it is the file of trial " + file.get().id());
      }
      return file.isPresent() && codes.areSame(file.get().fingerprint(), fingerprint)
          ? withNetworks(file.get(), id, fingerprint, bytes)
          : new Absent();
    } catch (NoSuchFileException e) {
      return new Absent();
    } catch (AccessDeniedException e) {
      return new Damaged(path, "unreadable, permission denied");
    } catch (IOException e) {
      return new Damaged(path, "damaged: " + e.getMessage());
    }
  }

  /**
   * Why a trial that {@link #look} does not find must run again although a result is stored, in
   * words; empty if none is stored or it failed.
   */
  public List<String> changes(TrialId id, String fingerprint) {
    return look(id, fingerprint) instanceof Outdated outdated
        ? List.of(outdated.reason())
        : completed(id)
            .map(file -> codes.changes(file.fingerprint(), fingerprint))
            .orElse(List.of());
  }

  private Stored withNetworks(TrialFile file, TrialId id, String fingerprint, byte[] bytes)
      throws IOException {
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
    Inputs inputs = result instanceof Completed completed ? completed.inputs() : null;
    Optional<String> change = inputs == null ? Optional.empty() : now.change(inputs);
    if (change.isPresent()) {
      return new Outdated(change.get());
    }
    if (known != null && result instanceof Completed && inputs == null) {
      known.add(Known.digest(id, fingerprint, bytes, networks));
    }
    Sound sound = new Sound(result);
    found.put(id, new Found(fingerprint, sound));
    return sound;
  }

  private byte[] networksIfAny(TrialId id) throws IOException {
    Path networks = networks(id);
    return Files.isRegularFile(networks) ? Files.readAllBytes(networks) : null;
  }

  /**
   * Stores a result: its networks first, then the file whose presence says that it is complete.
   *
   * @param metadata saved with the networks, so that they can be loaded without the experiment
   */
  public void save(TrialResult result, String fingerprint, Map<String, String> metadata)
      throws IOException {
    found.remove(result.id());
    if (baseline.kept().contains(result.id()) && !baseline.has(result)) {
      keep(result.id());
    }
    byte[] networks = null;
    if (result instanceof Completed completed && completed.weights().isPresent()) {
      SortedMap<String, String> description = new TreeMap<>(metadata);
      if (completed.engine() != null) {
        description.put("engine", completed.engine());
      }
      networks = new Safetensors(description, completed.weights().get()).encode();
      AtomicFile.write(networks(result.id()), networks);
    }
    codes.add(fingerprint);
    TrialFile file = TrialFile.of(result, fingerprint, metadata, networks);
    AtomicFile.write(file(result.id()), file.write());
    if (known == null && !READ_BACK) {
      // Few enough to keep until the report takes them, so that they need not be read again.
      Sound sound =
          new Sound(result instanceof Completed completed ? completed.withoutWeights() : result);
      found.put(result.id(), new Found(fingerprint, sound));
    }
  }

  /** The trials of a baseline that were replaced by others. */
  private TrialStore aside() {
    return new TrialStore(folder.resolve("baseline"));
  }

  /** Whether trials of a baseline may have been moved aside. */
  public boolean hasKept() {
    return Files.isDirectory(aside().folder());
  }

  /** A trial of a baseline that was replaced by another one, if it was moved aside. */
  public Optional<KeptTrial> kept(TrialId id) {
    return aside()
        .completed(id)
        .filter(it -> it.type() != null)
        .map(
            it ->
                new KeptTrial(
                    (Completed) it.result(Optional.empty()),
                    it.fingerprint(),
                    it.type(),
                    it.options()));
  }

  /**
   * What changed of the code since a trial of the baseline ran that was replaced by another one, in
   * words; empty if that is not known.
   *
   * @param fingerprint of the trial that replaced it
   */
  public List<String> codeSinceBaseline(TrialId id, String fingerprint) {
    return kept(id)
        .filter(it -> baseline.has(it.result()))
        .map(it -> codes.codeChanges(it.fingerprint(), fingerprint))
        .orElse(List.of());
  }

  /** As {@link #weights}, of a trial that {@link #kept} returns. */
  public Optional<Weights> keptWeights(TrialId id) {
    return aside().weights(id);
  }

  /** The trials of the baseline. */
  public BaselineTrials baseline() {
    return baseline;
  }

  /**
   * Moves a trial aside if it is the baseline's: its networks first, then the file whose presence
   * says that it is complete. A run that was killed in between may have moved the networks.
   */
  private void keep(TrialId id) throws IOException {
    Optional<TrialFile> stored =
        completed(id).filter(it -> baseline.has(it.result(Optional.empty())));
    if (stored.isEmpty()) {
      return;
    }
    TrialStore aside = aside();
    if (stored.get().networksCrc() != null) {
      if (stored.get().hasNetworks(networks(id))) {
        move(networks(id), aside.networks(id));
      } else if (!stored.get().hasNetworks(aside.networks(id))) {
        return;
      }
    }
    move(file(id), aside.file(id));
  }

  private static void move(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    AtomicFile.move(from, to);
  }

  /** What a completed trial of any fingerprint cost; empty if there is none. */
  public Optional<Cost> cost(TrialId id) {
    return completed(id).map(it -> it.completed().cost());
  }

  /** The file of a completed trial of any fingerprint; empty if it is damaged. */
  private Optional<TrialFile> completed(TrialId id) {
    try {
      return TrialFile.read(RegularFile.read(file(id)))
          .filter(it -> it.id().equals(id) && it.completed() != null);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Removes incomplete files of killed runs, and what was kept of earlier baselines. */
  public void sweep() throws IOException {
    sweep(folder);
    if (!baseline.kept().isEmpty()) {
      delete(aside().folder(), baseline.leftOver());
    }
  }

  static void sweep(Path folder) throws IOException {
    delete(folder, name -> name.endsWith(AtomicFile.UNFINISHED));
  }

  /** Deletes files by name, in the order of their names: a trial before its networks. */
  private static void delete(Path folder, Predicate<String> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found = files.filter(it -> wanted.test(it.getFileName().toString())).sorted().toList();
    }
    for (Path file : found) {
      Files.deleteIfExists(file);
    }
  }

  /** The file of a trial, which need not exist. */
  public Path file(TrialId id) {
    return folder.resolve(id + ".json");
  }
}
