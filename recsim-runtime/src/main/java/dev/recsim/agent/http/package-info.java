/**
 * Agents that ask a ranking service. docs/services.md describes requests and answers. Start reading
 * at {@link dev.recsim.agent.http.HttpProvider}.
 */
package dev.recsim.agent.http;
