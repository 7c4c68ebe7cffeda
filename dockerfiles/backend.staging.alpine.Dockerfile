# The chat service of the reference system; with another command, its migration.
# Context: the repository's root, after `./mvnw compile`. Nothing is run while it is built, so it builds from any JRE
# image, with the classic builder too. The base image is an argument, for machines that reach no registry.
ARG BASE_IMAGE=eclipse-temurin:21-jre-alpine
FROM ${BASE_IMAGE}
WORKDIR /app
# Libraries change less often than classes: their layer is shared by all services and stays in the cache.
COPY golden-path-stack/target/lib /app/lib
COPY golden-path-stack/target/classes /app/classes
USER 10001:10001
EXPOSE 8000
CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx128m", "-cp", "/app/classes:/app/lib/*", "ai.netrasystems.goldenpath.backend.BackendService"]
