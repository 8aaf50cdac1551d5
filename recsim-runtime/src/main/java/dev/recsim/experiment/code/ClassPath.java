package dev.recsim.experiment.code;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds where the classes of a class loader come from, except those of the JDK. */
final class ClassPath {
  private ClassPath() {}

  /**
   * The jars and folders of a class loader and its parents, in the order in which classes are
   * searched.
   */
  static List<Path> of(ClassLoader loader) {
    List<ClassLoader> loaders = new ArrayList<>();
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      loaders.add(0, each);
    }
    Set<Path> places = new LinkedHashSet<>();
    for (ClassLoader each : loaders) {
      if (each == ClassLoader.getSystemClassLoader()) {
        places.addAll(property("java.class.path"));
        places.addAll(property("jdk.module.path"));
      } else if (each instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          path(url).ifPresent(places::add);
        }
      }
    }
    return List.copyOf(places);
  }

  /** The existing paths of a system property, absolute. */
  static Set<Path> property(String name) {
    Set<Path> paths = new LinkedHashSet<>();
    for (String path : System.getProperty(name, "").split(File.pathSeparator)) {
      if (!path.isEmpty() && Files.exists(Path.of(path))) {
        paths.add(Path.of(path).toAbsolutePath().normalize());
      }
    }
    return paths;
  }

  /** Where a class was loaded from; empty for the JDK's. */
  static Optional<Path> of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? Optional.empty()
        : path(source.getLocation());
  }

  /** The existing file or folder of a URL. */
  static Optional<Path> path(URL url) {
    try {
      URI uri = url.toURI();
      return "file".equals(uri.getScheme())
          ? Optional.of(Path.of(uri).toAbsolutePath().normalize()).filter(Files::exists)
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Whether a build made it: a folder of classes, or the jar of a module beside that folder. */
  static boolean isModule(Path place) {
    return Files.isDirectory(place)
        || Files.isDirectory(place.resolveSibling("classes"))
        || place.getParent().endsWith(Path.of("build", "libs"));
  }

  /** What the manifest of a jar adds: URLs relative to the jar. */
  static List<Path> added(Path jar, String classPath) {
    List<Path> added = new ArrayList<>();
    for (String word : classPath.split(" +")) {
      try {
        if (!word.isEmpty()) {
          path(jar.toUri().resolve(word).toURL()).ifPresent(added::add);
        }
      } catch (java.net.MalformedURLException | IllegalArgumentException e) {
        // The JVM ignores it too.
      }
    }
    return added;
  }
}
