package dev.recsim.experiment.remote;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An experiment in bytes: its file with every default written out, and the files that it names. It
 * is read elsewhere as if it had been written there, and its trials have the same fingerprints.
 *
 * @param experiment YAML
 * @param files contents by the path that the experiment names; those with an absolute path are not
 *     among them and have to be there where the trials run
 */
public record Parcel(String experiment, SortedMap<String, byte[]> files) {
  private static final String FILE = "experiment.yaml";
  private static final String FOLDER = "x";

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

  byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Frames.write(out, experiment);
      out.writeInt(files.size());
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Frames.write(out, file.getKey());
        Frames.write(out, file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  static Parcel decode(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String experiment = Frames.text(in);
      SortedMap<String, byte[]> files = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        files.put(Frames.text(in), Frames.bytes(in));
      }
      return new Parcel(experiment, files);
    }
  }

  /**
   * Writes the files into a folder and reads the experiment there.
   *
   * @param home empty, or does not exist
   */
  public ExperimentSpec unpack(Path home) throws IOException, InvalidExperiment {
    Path folder = home.resolve(FOLDER);
    for (int level = levelsAbove(); level > 0; level--) {
      folder = folder.resolve(FOLDER);
    }
    AtomicFile.write(folder.resolve(FILE), experiment);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      AtomicFile.write(folder.resolve(file.getKey()).normalize(), file.getValue());
    }
    return ExperimentReader.read(home, folder.resolve(FILE), java.util.List.of()).get(0);
  }

  /** How many folders above that of the experiment there are files. */
  private int levelsAbove() {
    int most = 0;
    for (String name : files.keySet()) {
      int levels = 0;
      for (Path part : Path.of(name).normalize()) {
        levels += part.toString().equals("..") ? 1 : 0;
      }
      most = Math.max(most, levels);
    }
    return most;
  }
}
