package dev.recsim.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.export.OnnxGraph.Edge;
import dev.recsim.export.OnnxGraph.Type;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {

  /** Counted by hand from the wire format and the field numbers of onnx.proto3. */
  @Test
  void bytesAreThoseOfTheFormat() {
    OnnxGraph graph = new OnnxGraph();
    Edge x = graph.input("x", Type.FLOAT, "n", 2);
    graph.output("y", graph.node("Relu", x), Type.FLOAT, "n", 2);
    String node = field(1, "0a0178" + "12027430" + "2204" + ascii("Relu"));
    String identity = field(1, "0a027430" + "120179" + "2208" + ascii("Identity"));
    String name = "1206" + ascii("policy");
    String shape = field(2, field(1, "1201" + ascii("n")) + field(1, "0802"));
    String type = field(2, field(1, "0801" + shape));
    String ports = field(11, "0a0178" + type) + field(12, "0a0179" + type);
    String expected =
        "0808"
            + "1206"
            + ascii("recsim")
            + field(7, node + identity + name + ports)
            + field(8, "0a00" + "100d");
    assertThat(HexFormat.of().formatHex(graph.encode())).isEqualTo(expected);
  }

  private static String ascii(String text) {
    return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** A field of bytes shorter than 128. */
  private static String field(int number, String hex) {
    return HexFormat.of().toHexDigits((byte) (number << 3 | 2))
        + HexFormat.of().toHexDigits((byte) (hex.length() / 2))
        + hex;
  }

  @Test
  void numbersTakeSevenBitsToAByte() {
    assertThat(new Message().number(1, 300).encode()).containsExactly(8, 0xAC, 2);
    assertThat(new Message().number(1, -1).encode()).hasSize(11).endsWith(1);
    assertThat(new Message().bytes(20, new byte[200]).encode())
        .hasSize(204)
        .startsWith(0xA2, 1, 0xC8, 1);
  }

  @Test
  void constantsAreLittleEndian() {
    OnnxGraph graph = new OnnxGraph();
    graph.floats(new float[] {1}, 1);
    assertThat(HexFormat.of().formatHex(graph.encode()))
        .contains("0801" + "1001" + "42027430" + "4a04" + "0000803f");
  }

  @Test
  void moreDocumentsThanAGraphCanHaveAreRefusedWithTheReason() {
    Space most = new Space(PolicyGraph.MOST_DOCUMENTS, 1, 1);
    assertThat(new PolicyGraph(most, Weights.of(Map.of())).space()).isEqualTo(most);
    Space more = new Space(PolicyGraph.MOST_DOCUMENTS + 1, 1, 1);
    assertThatThrownBy(() -> new PolicyGraph(more, Weights.of(Map.of())))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("there are 100001 documents, and a graph has at most 100000");
  }
}
