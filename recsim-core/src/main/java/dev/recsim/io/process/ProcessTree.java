package dev.recsim.io.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process and all that descend from it. On Linux these are also processes whose parents have
 * ended: descendants inherit a mark in their environment, by which they are found.
 */
final class ProcessTree {
  private static final String VARIABLE = "RECSIM_PROCESS";
  private static final Path PROCESSES = Path.of("/proc");
  private static final int MOST_ROUNDS = 10;
  private static final AtomicLong COUNT = new AtomicLong();

  private final String mark;
  private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
  private volatile ProcessHandle root;

  /**
   * @param environment of the process that will start; gets the mark
   */
  ProcessTree(Map<String, String> environment) {
    String own =
        "%s-%s-%s"
            .formatted(ProcessHandle.current().pid(), System.nanoTime(), COUNT.incrementAndGet());
    // Processes of a process that has a mark belong to both.
    String outer = System.getenv(VARIABLE);
    environment.put(VARIABLE, outer == null ? own : outer + "/" + own);
    mark = "\0" + VARIABLE + "=" + environment.get(VARIABLE);
  }

  void started(ProcessHandle process) {
    root = process;
  }

  /** Notes the descendants whose parents are alive. */
  void look() {
    root.descendants().forEach(seen::add);
  }

  /** Kills them without waiting, until none is new. */
  void kill() {
    Set<ProcessHandle> killed = new HashSet<>();
    seen.add(root);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      addMarked();
      // Before any is killed: the others then have no parent.
      Set.copyOf(seen).forEach(it -> it.descendants().forEach(seen::add));
      if (!killed.addAll(seen)) {
        return;
      }
      seen.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private void addMarked() {
    if (!Files.isDirectory(PROCESSES)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path folder : folders) {
        // The handle is from before the look, so it never is a later process of the same number.
        ProcessHandle.of(Long.parseLong(folder.getFileName().toString()))
            .filter(it -> isMarked(folder.resolve("environ")))
            .ifPresent(seen::add);
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
      // Without the list, those that are known are killed.
    }
  }

  /** Whether its environment has the mark, alone or with more of inner processes. */
  private boolean isMarked(Path environment) {
    try {
      String text = "\0" + Files.readString(environment, StandardCharsets.ISO_8859_1) + "\0";
      return text.contains(mark + "\0") || text.contains(mark + "/");
    } catch (IOException e) {
      // It has ended, or is another user's.
      return false;
    }
  }
}
