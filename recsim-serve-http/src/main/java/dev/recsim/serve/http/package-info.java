/** A ranking service over HTTP, and its configuration. */
package dev.recsim.serve.http;
