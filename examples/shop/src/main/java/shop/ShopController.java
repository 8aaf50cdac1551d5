package shop;

import dev.recsim.served.Outcome;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.Ranking;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the pages of the shop ask. */
@RestController
@RequestMapping("/api")
public class ShopController {
  private final Products products;
  private final Ranker ranker;

  public ShopController(Products products, Ranker ranker) {
    this.products = products;
    this.ranker = ranker;
  }

  /** A product, and what is recommended beside it. */
  public record ProductPage(Product product, Product recommended, String decision) {}

  /** What became of a recommendation. */
  public record Feedback(String decision, boolean clicked, boolean bought, boolean left) {}

  /** The products that a search finds. */
  @GetMapping("/products")
  public List<Product> search(@RequestParam(defaultValue = "") String q) {
    return products.search(q);
  }

  /** A product. Its id is the state of the user, the user is the unit of tests. */
  @GetMapping("/products/{id}")
  public ProductPage product(
      @PathVariable String id, @RequestParam String user, @RequestParam String visit) {
    Product product = products.get(id);
    if (product == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such product: " + id);
    }
    Ranking ranking = ranker.rank(new RankRequest(user, visit, id, Map.of(), List.of(), null));
    return new ProductPage(
        product, products.get(ranking.documents().get(0)), ranking.decision());
  }

  /** The reward of a recommendation is a click on it. */
  @PostMapping("/feedback")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void feedback(@RequestBody Feedback it) {
    ranker.outcome(
        new Outcome(
            it.decision(),
            it.clicked() ? List.of(0) : List.of(),
            new double[] {it.clicked() ? 1 : 0},
            null,
            Map.of("bought", new double[] {it.bought() ? 1 : 0}),
            it.left() ? "ended" : "continues"));
  }
}
