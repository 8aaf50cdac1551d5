/** The log of served decisions and their outcomes: what is written, and files that have it. */
package dev.recsim.serve.log;
