package dev.recsim.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A temporary folder that is deleted with its contents when it is closed. Until then a file in it
 * is locked, so that {@link #sweep} can detect folders of killed processes.
 */
public final class Scratch implements AutoCloseable {
  private static final String PREFIX = "recsim-";
  private static final String LOCK = ".recsim-in-use";
  private static final String LEVEL = "x";

  private final Path folder;
  private final FileChannel lock;

  /**
   * @throws IOException if the system's folder for temporary files does not exist or cannot be
   *     written; the message says what to do
   */
  public Scratch() throws IOException {
    Path created;
    FileChannel held;
    try {
      do {
        created = Files.createTempDirectory(own());
        held = lock(created.resolve(LOCK));
      } while (held == null);
    } catch (IOException e) {
      throw new IOException(
          ("the folder for temporary files cannot be used: %s (%s); create it and see that it can be"
                  + " written, or set another one with recsim.argLine=-Djava.io.tmpdir=/folder")
              .formatted(temporary(), e.getClass().getSimpleName()),
          e);
    }
    folder = created;
    lock = held;
  }

  /** Names contain the process id, because testing an own lock could release it. */
  private static String own() {
    return PREFIX + ProcessHandle.current().pid() + "-";
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Creates and locks a file; null if another process was first, and deletes the folder. */
  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null || !Files.exists(file)) {
        channel.close();
        return null;
      }
    } catch (IOException e) {
      // On file systems without locks, sweep does nothing either.
    }
    return channel;
  }

  public Path folder() {
    return folder;
  }

  /**
   * Copies files into this folder. Those with an absolute path are left where they are.
   *
   * @param files paths relative to a folder, which may lead out of it
   * @param from that folder
   * @return the folder to which the copies have the same relative paths
   * @throws IOException if a file cannot be read or written
   */
  public Path copy(Collection<String> files, Path from) throws IOException {
    Path home = below(folder, files);
    Files.createDirectories(home);
    for (String file : files) {
      if (!Path.of(file).isAbsolute()) {
        Path to = home.resolve(file).normalize();
        Files.createDirectories(to.getParent());
        Files.copy(from.resolve(file), to);
      }
    }
    return home;
  }

  /**
   * Writes files into a new folder of this one, which {@link #copy} does not use.
   *
   * @param name of the new folder
   * @param files contents by path in the new folder
   * @return the new folder
   */
  public Path write(String name, Map<String, byte[]> files) throws IOException {
    Path to = Files.createDirectory(folder.resolve(name));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = to.resolve(file.getKey()).normalize();
      if (!path.startsWith(to)) {
        throw new IOException(file.getKey() + " is not in its folder");
      }
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return to;
  }

  /**
   * Reads all files of a folder and those below it.
   *
   * @param most largest size of all, in bytes
   * @return contents by path in the folder, with slashes
   * @throws IOException if they are larger or cannot be read
   */
  public static SortedMap<String, byte[]> read(Path folder, long most) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.filter(it -> Files.isRegularFile(it, LinkOption.NOFOLLOW_LINKS)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    long size = 0;
    for (Path path : paths) {
      size += Files.size(path);
    }
    if (size > most) {
      throw new IOException("it has %s bytes, and can have %s".formatted(size, most));
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Path path : paths) {
      String name = folder.relativize(path).toString().replace('\\', '/');
      files.put(name, Files.readAllBytes(path));
    }
    return files;
  }

  /**
   * Returns a folder so far below another one that files with these relative paths are in the other
   * one.
   */
  public static Path below(Path top, Collection<String> files) {
    int most = 0;
    for (String name : files) {
      int levels = 0;
      for (Path part : Path.of(name).normalize()) {
        levels += part.toString().equals("..") ? 1 : 0;
      }
      most = Math.max(most, levels);
    }
    Path folder = top.resolve(LEVEL);
    for (int level = most; level > 0; level--) {
      folder = folder.resolve(LEVEL);
    }
    return folder;
  }

  /** Deletes the temporary folders of killed processes of this user. */
  public static void sweep() {
    String user = ProcessHandle.current().info().user().orElse("");
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary(), PREFIX + "*")) {
      for (Path folder : folders) {
        if (!folder.getFileName().toString().startsWith(own())) {
          sweep(folder, user);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The next run tries again.
    }
  }

  private static void sweep(Path folder, String user) {
    try (FileChannel lock =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(user)
          || lock.tryLock() == null) {
        return;
      }
      // Deleted while locked, so that no process starts to use it.
      empty(folder);
    } catch (IOException | UncheckedIOException | OverlappingFileLockException e) {
      // It is of another program, in use by this process, or cannot be deleted.
      return;
    }
    delete(folder);
  }

  @Override
  public void close() {
    try (lock) {
      empty(folder);
    } catch (IOException | UncheckedIOException e) {
      // What cannot be deleted stays among the system's temporary files.
    }
    delete(folder);
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst.subList(0, deepestFirst.size() - 1)) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Windows keeps files that are open in their folder: all have to be closed. */
  private static void delete(Path emptied) {
    try {
      Files.deleteIfExists(emptied);
    } catch (IOException e) {
      // It stays among the system's temporary files.
    }
  }
}
