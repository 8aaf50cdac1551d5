package dev.recsim.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkFiles;

/** What an executor needs to run an experiment's trials: names of files that it has fetched. */
final class Shipment implements Serializable {
  private static final long serialVersionUID = 1;

  private final String parcel;
  private final ArrayList<String> classPath;
  private final TreeMap<String, String> options;

  /**
   * @param parcel the experiment
   * @param classPath jars, in order
   * @param options how its trials run
   */
  Shipment(String parcel, List<String> classPath, Map<String, String> options) {
    this.parcel = parcel;
    this.classPath = new ArrayList<>(classPath);
    this.options = new TreeMap<>(options);
  }

  /** The experiment's name among the files; no two of a driver have the same. */
  String experiment() {
    return parcel;
  }

  /** Where the experiment is here. */
  Path parcel() {
    return file(parcel);
  }

  /** Where the class path is here. */
  List<Path> classPath() {
    return classPath.stream().map(Shipment::file).toList();
  }

  Map<String, String> options() {
    return options;
  }

  private static Path file(String name) {
    return Path.of(SparkFiles.get(name));
  }
}
