package dev.recsim.contract;

import dev.recsim.api.Options;
import dev.recsim.io.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A temporary folder that has only the files that options declare. */
final class DeclaredFiles implements AutoCloseable {
  private final Scratch scratch = new Scratch();
  private final Path folder;

  /**
   * Copies the files.
   *
   * @param from to which they are relative
   */
  DeclaredFiles(Record options, Path from) throws IOException {
    List<String> files = new ArrayList<>();
    Options.files(options, (option, file) -> files.add(file));
    folder = scratch.copy(files, from);
  }

  /** The folder to which the copies are relative. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    scratch.close();
  }
}
