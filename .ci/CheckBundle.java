import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks a bundle of artifacts as Maven Central does before it publishes them, and what recsim
 * promises of its jars. Prints every problem.
 */
class CheckBundle {
  private static final Pattern SIDE_FILE = Pattern.compile(".*\\.(asc|md5|sha1|sha256|sha512)");
  private static final Map<String, String> DIGESTS =
      new TreeMap<>(
          Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512"));

  private final List<String> problems = new ArrayList<>();
  private final Set<String> artifacts = new TreeSet<>();
  private final Path home = Files.createTempDirectory("gnupg");

  CheckBundle() throws IOException {}

  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("Usage: check-bundle BUNDLE.zip KEY.asc");
      System.exit(2);
    }
    CheckBundle check = new CheckBundle();
    Path copy = Files.createTempDirectory("bundle");
    check.gpg("--import", args[1]);
    check.unzip(Path.of(args[0]), copy);
    check.check(copy);
    check.problems.forEach(System.err::println);
    System.out.printf(
        "%d artifacts: %s%n%d problems%n",
        check.artifacts.size(), String.join(" ", check.artifacts), check.problems.size());
    System.exit(check.problems.isEmpty() ? 0 : 1);
  }

  private void check(Path root) throws Exception {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      found.filter(Files::isRegularFile)
          .forEach(file -> files.put(root.relativize(file).toString(), file));
    }
    for (String name : files.keySet()) {
      if (name.endsWith(".pom")) {
        artifacts.add(Path.of(name).getName(Path.of(name).getNameCount() - 3).toString());
      }
    }
    unless(!artifacts.isEmpty(), "the bundle", "has no POM");
    for (Map.Entry<String, Path> file : files.entrySet()) {
      if (SIDE_FILE.matcher(file.getKey()).matches()) {
        continue;
      }
      checkSideFiles(file.getKey(), file.getValue());
      if (file.getKey().endsWith(".pom")) {
        checkPom(file.getKey(), file.getValue());
      } else if (file.getKey().endsWith(".jar")) {
        checkJar(file.getKey(), file.getValue());
      }
    }
  }

  private void checkSideFiles(String name, Path file) throws Exception {
    Path signature = Path.of(file + ".asc");
    unless(
        Files.exists(signature) && gpg("--verify", signature.toString(), file.toString()),
        name,
        "has no valid signature");
    for (Map.Entry<String, String> digest : DIGESTS.entrySet()) {
      Path sum = Path.of(file + "." + digest.getKey());
      byte[] right = MessageDigest.getInstance(digest.getValue()).digest(Files.readAllBytes(file));
      unless(
          Files.exists(sum)
              && Files.readString(sum).strip().equals(HexFormat.of().formatHex(right)),
          name,
          "has no right " + digest.getKey());
    }
  }

  private void checkPom(String name, Path file) throws Exception {
    String text = Files.readString(file);
    Element pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes("UTF-8")))
            .getDocumentElement();
    for (String path :
        List.of(
            "groupId",
            "artifactId",
            "version",
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/url",
            "scm/connection",
            "issueManagement/url")) {
      unless(!text(pom, path).isEmpty(), name, "lacks " + path);
    }
    unless(child(pom, "parent") == null, name, "has a parent");
    unless(!text.contains("SNAPSHOT"), name, "mentions a SNAPSHOT");
    unless(!text.contains("${"), name, "has a property that is not resolved");
    for (String element : List.of("repositories", "pluginRepositories", "modules", "profiles")) {
      unless(child(pom, element) == null, name, "has " + element);
    }
    for (Element dependency : children(child(pom, "dependencies"))) {
      String artifact = text(dependency, "groupId") + ":" + text(dependency, "artifactId");
      unless(!text(dependency, "version").isEmpty(), name, artifact + " has no version");
      unless(!text(dependency, "scope").equals("test"), name, artifact + " is for tests only");
      unless(
          !artifact.startsWith("dev.recsim:")
              || artifacts.contains(text(dependency, "artifactId"))
                  && text(dependency, "version").equals(text(pom, "version")),
          name,
          artifact + " is not in the bundle");
    }
    if (!text(pom, "packaging").equals("pom")) {
      String stem = file.toString().replaceFirst("\\.pom$", "");
      for (String ending :
          List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml")) {
        unless(Files.exists(Path.of(stem + ending)), name, "has no " + ending + " beside it");
      }
    }
  }

  private void checkJar(String name, Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Set<String> entries = new TreeSet<>();
      jar.stream().forEach(entry -> entries.add(entry.getName()));
      if (name.endsWith("-sources.jar")) {
        unless(entries.stream().anyMatch(e -> e.endsWith(".java")), name, "has no sources");
      } else if (name.endsWith("-javadoc.jar")) {
        unless(entries.contains("index.html"), name, "has no index.html");
      } else {
        unless(
            jar.getManifest() != null
                && jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name") != null,
            name,
            "has no Automatic-Module-Name");
        unless(entries.contains("META-INF/LICENSE"), name, "has no LICENSE");
        unless(entries.contains("META-INF/NOTICE"), name, "has no NOTICE");
      }
    }
  }

  private void unless(boolean right, String name, String problem) {
    if (!right) {
      problems.add(name + ": " + problem);
    }
  }

  private boolean gpg(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--quiet"));
    command.addAll(List.of("--homedir", home.toString(), "--trust-model", "always"));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  private static void unzip(Path zip, Path to) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      Path root = files.getPath("/");
      try (Stream<Path> found = Files.walk(root)) {
        for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
          Path target = to.resolve(root.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  private static String text(Element parent, String path) {
    Element at = parent;
    for (String name : path.split("/")) {
      at = at == null ? null : child(at, name);
    }
    return at == null ? "" : at.getTextContent().strip();
  }

  private static Element child(Element parent, String name) {
    return children(parent).stream()
        .filter(element -> element.getTagName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static List<Element> children(Element parent) {
    List<Element> elements = new ArrayList<>();
    for (Node node = parent == null ? null : parent.getFirstChild();
        node != null;
        node = node.getNextSibling()) {
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
