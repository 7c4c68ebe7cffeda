/** What build contexts send, what of it is of no use, and what COPY and ADD do not find there. */
@NullMarked
package ai.netrasystems.runner.doctor.context;

import org.jspecify.annotations.NullMarked;
