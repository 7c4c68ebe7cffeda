# The auth service of the reference system.
# Context: the repository's root, after `./mvnw compile`. Nothing is run while it is built, so it builds from any JRE
# image, with the classic builder too. The base image is an argument, for machines that reach no registry.
ARG BASE_IMAGE=eclipse-temurin:21-jre-alpine
FROM ${BASE_IMAGE}
WORKDIR /app
# Libraries change less often than classes: their layer is shared by all services and stays in the cache.
COPY golden-path-stack/target/lib /app/lib
COPY golden-path-stack/target/classes /app/classes
USER 10001:10001
EXPOSE 8081
CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx96m", "-cp", "/app/classes:/app/lib/*", "ai.netrasystems.goldenpath.auth.AuthService"]
