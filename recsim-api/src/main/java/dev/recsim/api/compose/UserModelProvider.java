package dev.recsim.api.compose;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Provider;

/**
 * Makes UserModels of one type; found by {@link java.util.ServiceLoader} and chosen by {@code user:
 * {type: <name>}}.
 *
 * @param <C> record of options, see {@link Provider}
 */
public interface UserModelProvider<C extends Record> extends Provider<C> {

  /**
   * Makes one.
   *
   * @param options of the user model
   * @param documents what its users will be shown: how many features and topics there are is said
   *     by the documents alone. Not yet held against {@link UserModel#documents()}
   * @return a user model
   * @throws InvalidOption if an option cannot be satisfied, or not with these documents
   */
  UserModel create(C options, DocumentSampler documents);
}
