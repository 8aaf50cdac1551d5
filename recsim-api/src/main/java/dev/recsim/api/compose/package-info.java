/**
 * Interfaces for environments composed of parts: a {@link dev.recsim.api.compose.UserModel} with
 * its {@link dev.recsim.api.compose.User}s, a {@link dev.recsim.api.compose.DocumentSampler} and a
 * {@link dev.recsim.api.compose.ChoiceModel}. {@link dev.recsim.api.compose.ComposedEnvironment}
 * combines them. Start reading at {@code User}.
 */
package dev.recsim.api.compose;
