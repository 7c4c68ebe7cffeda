/**
 * HTTP requests as a test of the run: with its token and its identity, to the environment's own services only. The only
 * package here that refers to OkHttp, which is optional; sources compile against OkHttp 5 and run with 4 too.
 */
@NullMarked
package ai.netrasystems.runner.staging.http;

import org.jspecify.annotations.NullMarked;
