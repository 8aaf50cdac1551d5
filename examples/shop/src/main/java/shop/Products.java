package shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** All products, from {@code products.csv}. */
@Component
public final class Products {
  private final Map<String, Product> byId = new LinkedHashMap<>();

  /** Reads them. */
  public Products() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Products.class.getResourceAsStream("/products.csv"), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .map(cells -> new Product(cells[0], cells[1], cells[2], Integer.parseInt(cells[3])))
          .forEach(product -> byId.put(product.id(), product));
    }
  }

  /** The product with this id; null if there is none. */
  public Product get(String id) {
    return byId.get(id);
  }

  /** The products whose name or group contains the text; all if it is empty. */
  public List<Product> search(String text) {
    String wanted = text.toLowerCase(Locale.ROOT).strip();
    return byId.values().stream()
        .filter(it -> (it.name() + " " + it.group()).toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }
}
