/**
 * What Surefire and Failsafe mean by their parameters: from an execution as Maven told it to a module whose tests can be
 * run just so, or to the reason why not. Every parameter of the plug-ins stands in {@link
 * ai.netrasystems.runner.discovery.surefire.ParameterTable}.
 */
@NullMarked
package ai.netrasystems.runner.discovery.surefire;

import org.jspecify.annotations.NullMarked;
