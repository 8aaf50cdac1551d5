/** Arms: which units a policy serves, and when. */
package dev.recsim.serve.arm;
