/** Requests and answers: who may ask, and under which policy an answer is shown. */
@NullMarked
package dev.bootwitness.serve.http;

import org.jspecify.annotations.NullMarked;
