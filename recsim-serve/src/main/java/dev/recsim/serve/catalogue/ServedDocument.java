package dev.recsim.serve.catalogue;

import dev.recsim.api.Document;

/**
 * A document as policies see it.
 *
 * @param id its number
 * @param features in the order of the policy
 * @param topic -1 if it has none
 */
public record ServedDocument(long id, double[] features, int topic) implements Document {}
