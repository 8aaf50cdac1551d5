package dev.recsim.serve;

import dev.recsim.serve.Servings.Serving;
import dev.recsim.serve.arm.Arm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The slates of requests that no policy answers. */
final class Fallbacks {
  /** The policy did not answer in time. */
  static final String TIME_LIMIT = "time_limit";

  /** The policy failed. */
  static final String ERROR = "error";

  private Fallbacks() {}

  /**
   * The documents of a list that are offered, and then others that are, in their order.
   *
   * @param given empty for the list of the arm's policy
   */
  static List<String> slate(Serving setting, Arm arm, Offer offer, Optional<List<String>> given) {
    List<String> best =
        given.orElseGet(() -> setting.policies().get(arm.policy()).loaded().fallback());
    int size = setting.requests().schema().space().slateSize();
    Collection<String> offered = offer.listed() ? new HashSet<>(offer.ids()) : null;
    List<String> slate = new ArrayList<>(size);
    for (String id : best) {
      boolean known =
          offered != null
              ? offered.contains(id)
              : setting.requests().catalogue().index(id) >= 0 || offer.ids().contains(id);
      if (known && slate.size() < size && !slate.contains(id)) {
        slate.add(id);
      }
    }
    for (int i = 0; i < offer.ids().size() && slate.size() < size; i++) {
      if (!slate.contains(offer.ids().get(i))) {
        slate.add(offer.ids().get(i));
      }
    }
    return slate;
  }
}
