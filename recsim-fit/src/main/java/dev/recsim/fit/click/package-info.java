/**
 * Clicks on slates: the position-based, the dependent click and the cascade model. Start reading at
 * {@link dev.recsim.fit.click.ClickModel}.
 */
package dev.recsim.fit.click;
