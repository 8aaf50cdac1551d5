/**
 * The models that can be fitted, and how each is judged. Start reading at {@link
 * dev.recsim.fit.model.MarkovChainProvider}.
 */
package dev.recsim.fit.model;
