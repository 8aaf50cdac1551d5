package dev.recsim.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
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
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

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
  public Optional<TrialResult> find(TrialId id, String fingerprint) throws IOException {
    try {
      TrialFile file = JSON.readValue(Files.readAllBytes(file(id)), TrialFile.class);
      boolean usable =
          file != null
              && file.sound()
              && file.fingerprint().equals(fingerprint)
              && new TrialId(file.agent(), file.seed()).equals(id)
              && (!file.weights() || Files.exists(networks(id)));
      return usable ? Optional.of(file.result(Optional.empty())) : Optional.empty();
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * Stores a result: its networks first, then the file whose presence says that it is complete.
   *
   * @param metadata what is saved with the networks, so that they can act without the experiment
   */
  public void save(TrialResult result, String fingerprint, Map<String, String> metadata)
      throws IOException {
    if (result instanceof Completed completed && completed.weights().isPresent()) {
      SortedMap<String, String> description = new TreeMap<>(metadata);
      description.put("engine", completed.engine());
      Safetensors networks = new Safetensors(description, completed.weights().get());
      AtomicFile.write(networks(result.id()), networks.encode());
    }
    AtomicFile.write(file(result.id()), JSON.writeValueAsBytes(TrialFile.of(result, fingerprint)));
  }

  /** Removes what a killed run has left half-written. */
  public void sweep() throws IOException {
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
