package dev.recsim.command;

import dev.recsim.experiment.code.MergedJar;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Of the build: writes into the command-line jar which class path entries it was made of. */
public final class Seal {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private Seal() {}

  /**
   * Adds the list to a jar.
   *
   * @param args the jar; the class path has what it was made of
   */
  public static void main(String[] args) throws IOException, URISyntaxException {
    Path jar = Path.of(args[0]);
    String list = MergedJar.list(jar, parts());
    Path sealed = jar.resolveSibling("sealed.jar");
    try (ZipFile zip = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(sealed);
        ZipOutputStream to = new ZipOutputStream(out)) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.getName().equals(MergedJar.LIST)) {
          put(to, entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
      put(to, MergedJar.LIST, list.getBytes(StandardCharsets.UTF_8));
    }
    Files.move(sealed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void put(ZipOutputStream to, String name, byte[] contents) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // Without a time zone, so that it has the same bytes everywhere.
    entry.setTimeLocal(TIME);
    to.putNextEntry(entry);
    to.write(contents);
    to.closeEntry();
  }

  /** The class path of the module but itself. */
  private static List<Path> parts() throws URISyntaxException {
    List<Path> parts = new ArrayList<>();
    if (Seal.class.getClassLoader() instanceof URLClassLoader loader) {
      for (URL url : loader.getURLs()) {
        parts.add(Path.of(url.toURI()));
      }
    }
    parts.remove(ModuleFolders.jar());
    return parts;
  }
}
