/**
 * Responses to recommendations as a transition matrix with beta priors. Start reading at {@link
 * dev.recsim.fit.response.ResponseModel}.
 */
package dev.recsim.fit.response;
