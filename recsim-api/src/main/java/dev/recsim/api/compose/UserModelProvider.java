package dev.recsim.api.compose;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Provider;

/**
 * Creates user models of one type. It is found by {@link java.util.ServiceLoader} and selected in
 * YAML by {@code user: {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface UserModelProvider<C extends Record> extends Provider<C> {

  /**
   * Creates a user model.
   *
   * @param options of the user model
   * @param documents the source of its documents, which determines the numbers of features and
   *     topics. Its type is checked against {@link UserModel#documents()} only afterwards
   * @return a user model
   * @throws InvalidOption if an option cannot be satisfied with these documents
   */
  UserModel create(C options, DocumentSampler documents);
}
