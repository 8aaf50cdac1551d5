/**
 * What authors of environments write against, where an environment is composed of parts: a {@link
 * dev.recsim.api.compose.UserModel} with its {@link dev.recsim.api.compose.User}s, a {@link
 * dev.recsim.api.compose.DocumentSampler} and a {@link dev.recsim.api.compose.ChoiceModel}. {@link
 * dev.recsim.api.compose.ComposedEnvironment} plays them. Start reading at {@code User}.
 */
package dev.recsim.api.compose;
