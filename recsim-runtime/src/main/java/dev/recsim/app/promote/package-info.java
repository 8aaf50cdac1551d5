/**
 * Promoted agents: what a server needs of the winner of an experiment, in a folder. Start reading
 * at {@link dev.recsim.app.promote.PromoteOperation}.
 */
package dev.recsim.app.promote;
