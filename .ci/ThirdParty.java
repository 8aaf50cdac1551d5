import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Makes THIRD-PARTY.md of the modules' bills of materials and of known-vulnerabilities.tsv.
 * With --write the page is written, otherwise compared.
 */
class ThirdParty {
  private static final Path PAGE = Path.of("THIRD-PARTY.md");
  private static final Path VULNERABILITIES = Path.of(".ci/known-vulnerabilities.tsv");

  private final StringBuilder page = new StringBuilder();
  private final Map<String, String> known = new TreeMap<>();

  public static void main(String[] args) throws Exception {
    String page = new ThirdParty().make();
    if (args.length > 0 && args[0].equals("--write")) {
      Files.writeString(PAGE, page);
    } else if (!Files.readString(PAGE).equals(page)) {
      System.err.println(PAGE + " is not up to date. Run .ci/third-party --write");
      System.exit(1);
    }
  }

  private String make() throws Exception {
    String date = readVulnerabilities();
    page.append(
        """
        # Third-party libraries
        You want to know which libraries recsim adds to your class path, under which licences, and with which known vulnerabilities. The tables list the jars of each published module. `recsim-api` and `recsim-maven-plugin` add none. The jar of `recsim-cli` holds those of `recsim-runtime`. The plugin resolves `recsim-runtime`, and the optional modules if an experiment uses them.

        `.ci/third-party --write` writes this page from the modules' bills of materials (CycloneDX). Each release publishes them beside the jars, as `recsim-<module>-<version>-cyclonedx.json` and `.xml`.

        The vulnerabilities are those known on %s; the list is kept by hand in `.ci/known-vulnerabilities.tsv`. A library without an entry is not proven free of vulnerabilities. To check again, give a bill of materials to a scanner:

        ```sh
        osv-scanner scan -L recsim-dl4j-0.1.0-cyclonedx.json
        ```

        [SECURITY.md](SECURITY.md) says which files recsim trusts.

        ## Data of tests
        The source repository has the looks of live tests of ASOS, which are in no jar: C. H. Bryan Liu, Ângelo Cardoso, Paul Couturier, Emma J. McCoy, "ASOS Digital Experiments Dataset", 2021, [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), reduced. Counts and sums of other published data name their sources in the README beside them.
        """
            .formatted(date));
    Map<String, String> decide = components("recsim-decide");
    section("recsim-decide", "", decide);
    Map<String, String> core = components("recsim-core");
    core.keySet().removeAll(decide.keySet());
    section("recsim-core", "And those of `recsim-decide`.", core);
    core.putAll(decide);
    Map<String, String> serve = components("recsim-serve");
    serve.keySet().removeAll(core.keySet());
    section("recsim-serve", "And those of `recsim-core`.", serve);
    serve.putAll(core);
    Map<String, String> http = components("recsim-serve-http");
    http.keySet().removeAll(serve.keySet());
    section("recsim-serve-http", "And those of `recsim-serve`; its large jar has all of them.", http);
    Map<String, String> spring = components("recsim-spring-boot-starter");
    spring.keySet().removeAll(serve.keySet());
    section(
        "recsim-spring-boot-starter",
        "And those of `recsim-serve`. Spring Boot is the application's.",
        spring);
    Map<String, String> runtime = components("recsim-runtime");
    runtime.keySet().removeAll(core.keySet());
    section(
        "recsim-runtime",
        "And those of `recsim-core`. `recsim-logs` adds Jackson alone to these.",
        runtime);
    runtime.putAll(core);
    Map<String, String> testkit = components("recsim-testkit");
    testkit.keySet().removeAll(runtime.keySet());
    section(
        "recsim-testkit",
        "And those of `recsim-core`, in tests only. `recsim-junit` needs some of them.",
        testkit);
    Map<String, String> index = components("recsim-index");
    index.keySet().removeAll(core.keySet());
    section("recsim-index", "And those of `recsim-core`.", index);
    Map<String, String> dl4j = components("recsim-dl4j");
    dl4j.keySet().removeAll(core.keySet());
    section(
        "recsim-dl4j",
        "And those of `recsim-core`. The jars with native code are those of one platform.",
        dl4j);
    Map<String, String> onnx = components("recsim-onnx");
    onnx.keySet().removeAll(core.keySet());
    section("recsim-onnx", "And those of `recsim-core`.", onnx);
    Map<String, String> duckdb = components("recsim-duckdb");
    duckdb.keySet().removeAll(runtime.keySet());
    section("recsim-duckdb", "And those of `recsim-logs`.", duckdb);
    section(
        "recsim-spark",
        "Only on the class path of the Spark driver, in a process of its own.",
        components("recsim-spark"));
    if (!known.isEmpty()) {
      throw new IllegalStateException(VULNERABILITIES + " names unused libraries: " + known);
    }
    return page.toString();
  }

  /** Lines of library, version and text; the first line is the date. */
  private String readVulnerabilities() throws IOException {
    List<String> lines = Files.readAllLines(VULNERABILITIES);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t");
      known.put(cells[0] + " | " + cells[1], cells[2]);
    }
    return lines.get(0);
  }

  private void section(String module, String note, Map<String, String> components) {
    page.append("\n## ").append(module).append('\n');
    if (!note.isEmpty()) {
      page.append(note).append("\n\n");
    }
    page.append("| library | version | licence | known vulnerabilities |\n|---|---|---|---|\n");
    for (Map.Entry<String, String> component : components.entrySet()) {
      String vulnerabilities = known.remove(component.getKey());
      page.append("| %s | %s | %s |%n".formatted(
          component.getKey(),
          component.getValue(),
          vulnerabilities == null ? "" : vulnerabilities).replace("|  |", "| |"));
    }
  }

  /** Licences by library and version. */
  private static Map<String, String> components(String module) throws Exception {
    Element bom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of(module, "target", "bom.xml").toFile())
            .getDocumentElement();
    Map<String, String> components = new TreeMap<>();
    for (Element list : children(bom, "components")) {
      for (Element component : children(list, "component")) {
        String group = text(component, "group");
        if (!group.equals("dev.recsim")) {
          components.put(
              group + ":" + text(component, "name") + " | " + text(component, "version"),
              licences(component));
        }
      }
    }
    return components;
  }

  private static String licences(Element component) {
    List<String> names = new ArrayList<>();
    for (Element list : children(component, "licenses")) {
      children(list, "expression").forEach(e -> names.add(e.getTextContent().strip()));
      for (Element licence : children(list, "license")) {
        names.add(text(licence, "id").isEmpty() ? text(licence, "name") : text(licence, "id"));
      }
    }
    return names.isEmpty() ? "not declared" : String.join(", ", names);
  }

  private static String text(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
