package dev.recsim.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The environment of ONNX Runtime, one for each JVM. */
final class NativeRuntime {
  /**
   * When it starts, ONNX Runtime 1.29 matches the command line of the process with regular
   * expressions, for telemetry, and calls itself for each character. With a class path of some
   * 4,000 characters, that is more than the usual stack of 1 MB, and the system kills the JVM.
   * Memory is taken only as it is used.
   */
  private static final long STACK_BYTES = 1L << 28;

  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Pattern MAPPED =
      Pattern.compile("/.*/onnxruntime-java\\d+/libonnxruntime[^/]*\\.so$");

  private static OrtEnvironment environment;

  private NativeRuntime() {}

  static synchronized OrtEnvironment environment() {
    if (environment == null) {
      environment = start();
    }
    return environment;
  }

  private static OrtEnvironment start() {
    CompletableFuture<OrtEnvironment> started = new CompletableFuture<>();
    Runnable start =
        () -> {
          try {
            OrtEnvironment created = OrtEnvironment.getEnvironment();
            created.setTelemetry(false);
            deleteLibraries();
            started.complete(created);
          } catch (OrtException | RuntimeException | Error e) {
            started.completeExceptionally(e);
          }
        };
    new Thread(null, start, "recsim-onnx", STACK_BYTES).start();
    return started.join();
  }

  /**
   * Deletes the libraries, which Linux has mapped into memory. ONNX Runtime itself deletes these 28
   * MB when the JVM ends, which a process that is killed does not reach.
   */
  private static void deleteLibraries() {
    try (Stream<String> lines = Files.lines(MAPS)) {
      for (Path library :
          lines
              .map(MAPPED::matcher)
              .filter(Matcher::find)
              .map(it -> Path.of(it.group()))
              .distinct()
              .toList()) {
        Files.delete(library);
        deleteIfEmpty(library.getParent());
      }
    } catch (IOException | UncheckedIOException e) {
      // They stay until the JVM ends.
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // The other library is next.
    }
  }
}
