/** Rules about the structure, as tests: a wrong import fails the build with the rule's reason. */
@NullMarked
package ai.netrasystems.runner.architecture;

import org.jspecify.annotations.NullMarked;
