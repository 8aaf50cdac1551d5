package com.example.rates;

/** The documents that were shown in a session, and whether they were accepted. */
record Responses(int[] shown, boolean[] accepted) {}
