/**
 * What the four programs share: settings from environment variables, start and stop, the HTTP room, the request log.
 * It knows nothing of tokens, threads or pages.
 */
@NullMarked
package ai.netrasystems.goldenpath.service;

import org.jspecify.annotations.NullMarked;
