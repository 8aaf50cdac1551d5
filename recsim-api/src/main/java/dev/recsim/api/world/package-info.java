/**
 * What authors of worlds write against, where a world is composed of parts: a {@link
 * dev.recsim.api.world.UserModel} with its {@link dev.recsim.api.world.User}s, a {@link
 * dev.recsim.api.world.DocumentSampler} and a {@link dev.recsim.api.world.ChoiceModel}. Start
 * reading at {@code User}.
 */
package dev.recsim.api.world;
