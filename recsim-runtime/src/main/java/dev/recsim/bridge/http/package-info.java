/**
 * Agents that ask a ranking service. docs/agents/http.md describes requests and answers. Start
 * reading at {@link dev.recsim.bridge.http.HttpProvider}.
 */
package dev.recsim.bridge.http;
