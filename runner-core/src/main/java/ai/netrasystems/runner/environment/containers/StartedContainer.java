package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.model.ServiceName;

/** A container of a service that the engine has started. */
record StartedContainer(ServiceName service, String id, ContainerLog log) {}
