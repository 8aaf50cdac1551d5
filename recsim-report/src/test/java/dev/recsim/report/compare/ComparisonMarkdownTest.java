package dev.recsim.report.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.compare.RunComparison.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

class ComparisonMarkdownTest {
  private static final Parser GITHUB =
      Parser.builder()
          .extensions(List.of(AutolinkExtension.create(), TablesExtension.create()))
          .build();

  @Test
  void tableHasARowForEachAgentAndEachChange() {
    assertThat(ComparisonMarkdown.render(Runs.notebook()))
        .startsWith(
            "## recsim:compare\n\n**`actor_critic` is worse in `notebook`; `narrow` is better in"
                + " `notebook`.**\n\n")
        .contains(
            "| Agent | Base | Head | Difference | 95 % interval | Seeds | Verdict |\n",
            "| `actor_critic` | 8.712 | 8.119 | -0.592 (-6.8 %) | -0.616 to -0.568 | 10 paired |"
                + " **worse** |\n",
            "| `agents.actor_critic.gamma` | `0.99` | `0.8` |\n",
            "### `old`\n\nOnly in base.\n",
            "### `quick`\n\nIdentical: 1 agent.\n");
  }

  @Test
  void foreignTextMeansNothing() {
    for (String foreign :
        List.of(
            Runs.HOSTILE,
            "`` ` | `x` |",
            "\\| a \\",
            "[x](http://example.org) www.example.org https://example.org a@example.org",
            "@somebody ![x](y) *a* _b_ ~~c~~ #1 &lt; <!-- <details>")) {
      String text = ComparisonMarkdown.render(of(foreign));
      Node root = GITHUB.parse(text);
      assertThat(all(root, HtmlInline.class)).as(text).isEmpty();
      assertThat(all(root, HtmlBlock.class)).as(text).isEmpty();
      assertThat(all(root, Link.class)).as(text).isEmpty();
      assertThat(all(root, Image.class)).as(text).isEmpty();
      assertThat(all(root, Emphasis.class)).as(text).isEmpty();
      for (TableRow row : all(root, TableRow.class)) {
        assertThat(all(row, TableCell.class)).as(text).hasSizeBetween(3, 7);
      }
      assertThat(all(root, Code.class)).hasSize(10);
    }
  }

  /** Experiment, agent with a note, key and two values. */
  private static RunComparison of(String foreign) {
    return Runs.compare(
        Runs.side(foreign, foreign, Map.of(foreign, foreign + " 1"), Runs.agent(foreign, 1, 2, 3)),
        Runs.side(
            foreign,
            foreign,
            Map.of(foreign, foreign + " 2"),
            Runs.failed(Runs.agent(foreign, 2), 0, foreign)));
  }

  @Test
  void whatDoesNotFitIsCounted() {
    TreeMap<String, Part> base = new TreeMap<>();
    TreeMap<String, Part> head = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      String name = "experiment%03d".formatted(i);
      base.put(name, Runs.part("b", name, Map.of("key", "1"), Runs.agent("\u00e4gent", 1, 2, 3)));
      head.put(name, Runs.part("h", name, Map.of("key", "2"), Runs.agent("\u00e4gent", 0, 1, 2.1)));
    }
    String text = ComparisonMarkdown.render(Runs.compare(base, head));
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(58_000, 60_000);
    long shown = text.lines().filter(line -> line.startsWith("### ")).count();
    assertThat(text).endsWith("\n" + (400 - shown) + " more: see the page.\n");
  }

  private static <T extends Node> List<T> all(Node root, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
      if (type.isInstance(node)) {
        found.add(type.cast(node));
      }
      found.addAll(all(node, type));
    }
    return found;
  }
}
