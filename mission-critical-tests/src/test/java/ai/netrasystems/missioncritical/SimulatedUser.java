package ai.netrasystems.missioncritical;

import ai.netrasystems.runner.staging.AccessToken;

/** Somebody who exists only in tests. */
record SimulatedUser(String email, AccessToken token) {}
