package dev.recsim.served;

import java.util.List;
import java.util.Optional;

/**
 * What serves from a record on.
 *
 * @param userFeatures names of the user's features
 * @param documentFeatures names of the candidates' features
 * @param hashed whether units are hashed
 * @param saltEnv environment variable with the salt; empty if it is in the folder
 * @param cut bytes of half a record that a killed server left
 * @param catalogue of decisions that list no candidates; empty if there is none, or it is not known
 */
public record ServedHeader(
    List<String> userFeatures,
    List<String> documentFeatures,
    boolean hashed,
    String saltEnv,
    long cut,
    Optional<CatalogueMark> catalogue) {
  /** Of a log without a start. */
  public static final ServedHeader NONE =
      new ServedHeader(List.of(), List.of(), false, "", 0, Optional.empty());

  public ServedHeader {
    userFeatures = List.copyOf(userFeatures);
    documentFeatures = List.copyOf(documentFeatures);
  }
}
