package dev.recsim.logs;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.served.LoggedCatalogue;
import dev.recsim.logs.served.ServedCounts;
import dev.recsim.logs.served.ServedFolder;
import dev.recsim.logs.served.ServedOptions;
import dev.recsim.served.ServedHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a served log is read from.
 *
 * @param folders of the servers
 * @param catalogue features that the log does not have
 * @param userFeatures names of the user's features
 */
record ServedSource(
    List<ServedFolder> folders, LoggedCatalogue catalogue, List<String> userFeatures) {

  /**
   * Finds the files.
   *
   * @param directory folder that the options' paths are relative to
   * @throws InvalidFile if there are none
   */
  static ServedSource of(LogOptions options, Path directory) {
    Path folder = directory.resolve(options.folder()).normalize();
    List<ServedFolder> folders = ServedFolder.of(folder);
    try {
      ServedHeader header = ServedFolder.header(folders);
      LoggedCatalogue catalogue =
          options.catalogue() == null
              ? LoggedCatalogue.empty()
              : LoggedCatalogue.of(
                  directory.resolve(options.catalogue()).normalize(), header.documentFeatures());
      return new ServedSource(folders, catalogue, header.userFeatures());
    } catch (IOException e) {
      throw Log.unreadable(folder, e);
    }
  }

  List<Path> files() {
    return ServedFolder.files(folders);
  }

  /**
   * Reads all sessions.
   *
   * @param propensities whether sessions without them are left out
   * @throws InvalidFile if too much is missing
   */
  void read(Log log, OpenSessions open, LogReport.Tally tally, boolean propensities) {
    ServedOptions options = log.options().served();
    Path folder = folders.get(0).folder();
    try {
      ServedRead read = new ServedRead(log, catalogue, open, tally);
      ServedCounts counts = read.read(folders, options, propensities);
      Map<String, Integer> sizes = counts.catalogues();
      tally.notes.addAll(counts.sentences(options));
      tally.notes.addAll(read.use().sentences(sizes));
      tally.catalogue.addAll(read.use().documents(sizes));
      Optional<String> problem =
          counts
              .problem(options, propensities)
              .or(counts::openProblem)
              .or(() -> read.use().problem(sizes));
      if (problem.isPresent()) {
        throw new InvalidFile(folder, 0, 0, problem.get());
      }
    } catch (IOException e) {
      throw Log.unreadable(folder, e);
    }
  }
}
