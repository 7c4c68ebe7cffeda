package ai.netrasystems.runner.doctor.dockerfile;

import java.util.Set;

/** Some names of Docker's official images that Dockerfiles build on or copy from: those are no misspelt stages. */
final class OfficialImages {
    private static final Set<String> WITH_ALPINE = Set.of(
            "caddy", "docker", "eclipse-temurin", "golang", "haproxy", "httpd", "influxdb", "memcached", "nginx", "node",
            "php", "postgres", "python", "rabbitmq", "redis", "ruby", "rust", "traefik", "wordpress");
    private static final Set<String> OTHERS = Set.of(
            "almalinux",
            "alpine",
            "amazoncorretto",
            "amazonlinux",
            "bash",
            "buildpack-deps",
            "busybox",
            "cassandra",
            "centos",
            "composer",
            "couchdb",
            "debian",
            "elasticsearch",
            "erlang",
            "elixir",
            "fedora",
            "gcc",
            "gradle",
            "haskell",
            "ibmjava",
            "julia",
            "kibana",
            "logstash",
            "mariadb",
            "maven",
            "mongo",
            "mysql",
            "neo4j",
            "openjdk",
            "oraclelinux",
            "perl",
            "photon",
            "pypy",
            "registry",
            "rockylinux",
            "solr",
            "swift",
            "tomcat",
            "ubuntu",
            "vault",
            "zookeeper");

    private OfficialImages() {}

    static boolean has(String name) {
        return WITH_ALPINE.contains(name) || OTHERS.contains(name);
    }

    /** Whether it is published with {@code alpine} tags. */
    static boolean hasAlpine(String name) {
        return WITH_ALPINE.contains(name);
    }
}
