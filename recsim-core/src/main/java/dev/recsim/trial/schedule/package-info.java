/** How agents that learn are trained: declared schedules and automatic training. */
package dev.recsim.trial.schedule;
