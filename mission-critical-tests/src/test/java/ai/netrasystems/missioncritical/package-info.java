/**
 * The golden path (login, connect, message, agent events, persisted answer) and what guards it, written as a user of
 * {@code staging-config} would write it. The same source runs on containers, staging and local processes, under the
 * runner, Surefire or in an IDE; without an environment the tests abort and say what is missing.
 */
@NullMarked
package ai.netrasystems.missioncritical;

import org.jspecify.annotations.NullMarked;
