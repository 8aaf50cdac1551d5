package dev.recsim.experiment.remote;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Scratch;
import dev.recsim.io.process.RecordBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An experiment as bytes, to send to other processes: its file with all defaults written out, and
 * the files it names. Its trials have the same fingerprints when it is read there.
 *
 * @param experiment YAML
 * @param files contents by path as in the experiment; files with an absolute path are not included
 *     and must exist where the trials run
 */
public record Parcel(String experiment, SortedMap<String, byte[]> files) {
  private static final String FILE = "experiment.yaml";

  /**
   * @throws IOException if a file that the experiment names cannot be read
   */
  public static Parcel of(ExperimentSpec spec) throws IOException {
    Path folder = spec.file().toAbsolutePath().getParent();
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String name : spec.files().keySet()) {
      if (!Path.of(name).isAbsolute()) {
        files.put(name, Files.readAllBytes(folder.resolve(name)));
      }
    }
    return new Parcel(spec.resolved(), files);
  }

  byte[] encode() {
    return RecordBytes.encode(this);
  }

  static Parcel decode(byte[] bytes) throws IOException {
    return RecordBytes.decode(bytes, Parcel.class);
  }

  /**
   * Writes the files into a folder and reads the experiment there.
   *
   * @param home an empty or new folder
   */
  public ExperimentSpec unpack(Path home) throws IOException, InvalidExperiment {
    Path folder = Scratch.below(home, files.keySet());
    AtomicFile.write(folder.resolve(FILE), experiment);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      AtomicFile.write(folder.resolve(file.getKey()).normalize(), file.getValue());
    }
    return ExperimentReader.read(home, folder.resolve(FILE), java.util.List.of()).get(0);
  }
}
