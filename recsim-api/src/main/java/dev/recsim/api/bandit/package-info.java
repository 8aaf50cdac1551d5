/**
 * What authors of bandit algorithms write against: a {@link dev.recsim.api.bandit.Bandit} ranks
 * arms by what is known of each. Start reading there.
 */
package dev.recsim.api.bandit;
