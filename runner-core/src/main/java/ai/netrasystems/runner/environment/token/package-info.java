/**
 * The access tokens of a run's simulated users: from the source that a profile names (a login, signed here, a command,
 * always the same), renewed in time, kept in files for tests; and the desk where tests ask for further users.
 */
@NullMarked
package ai.netrasystems.runner.environment.token;

import org.jspecify.annotations.NullMarked;
