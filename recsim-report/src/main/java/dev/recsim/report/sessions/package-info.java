/** Sessions of two agents with the same user, step by step. */
package dev.recsim.report.sessions;
