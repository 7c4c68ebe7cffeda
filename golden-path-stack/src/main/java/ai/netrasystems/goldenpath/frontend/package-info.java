/** The page: one static document that logs in and chats. It holds no secret and keeps no state. */
@NullMarked
package ai.netrasystems.goldenpath.frontend;

import org.jspecify.annotations.NullMarked;
