/**
 * The agent {@code slate_q}: learns values of single documents and composes slates of them (Ie et
 * al., "SlateQ", arXiv 1905.12767). May import {@code api} and {@code random}, and the networks of
 * {@code learn}. Start reading at {@code SlateQGradients}, then {@code SlateSearch}.
 */
package dev.recsim.learn.slate;
