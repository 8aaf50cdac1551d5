/**
 * Choices of one alternative: the multinomial logit model. Start reading at {@link
 * dev.recsim.fit.choice.LogitModel}.
 */
package dev.recsim.fit.choice;
