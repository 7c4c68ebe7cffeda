package ai.netrasystems.runner.discovery.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where Maven keeps jars on this machine. Reads only. */
public final class LocalRepositories {
    private static final Pattern IN_SETTINGS = Pattern.compile("<localRepository>\\s*([^<]+?)\\s*</localRepository>");
    private static final Pattern AS_PROPERTY = Pattern.compile("-Dmaven\\.repo\\.local=(?:\"([^\"]+)\"|(\\S+))");
    private static final Pattern XML_COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    private final List<Path> repositories;

    private LocalRepositories(List<Path> repositories) {
        this.repositories = List.copyOf(repositories);
    }

    /**
     * The places, the surest first: {@code maven.repo.local} of this JVM or of {@code MAVEN_OPTS}/{@code MAVEN_ARGS},
     * {@code settings.xml} of the user, {@code ~/.m2/repository}.
     */
    public static LocalRepositories of(Optional<Path> property, Map<String, String> environment, Path home) {
        Set<Path> places = new LinkedHashSet<>();
        property.ifPresent(places::add);
        for (String name : List.of("MAVEN_ARGS", "MAVEN_OPTS")) {
            Matcher matcher = AS_PROPERTY.matcher(environment.getOrDefault(name, ""));
            if (matcher.find()) {
                places.add(Path.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)));
            }
        }
        fromSettings(home).ifPresent(places::add);
        places.add(home.resolve(".m2").resolve("repository"));
        return new LocalRepositories(new ArrayList<>(places));
    }

    private static Optional<Path> fromSettings(Path home) {
        Path settings = home.resolve(".m2").resolve("settings.xml");
        if (!Files.isRegularFile(settings)) {
            return Optional.empty();
        }
        try {
            String text = XML_COMMENT.matcher(Files.readString(settings)).replaceAll("");
            Matcher matcher = IN_SETTINGS.matcher(text);
            return matcher.find()
                    ? Optional.of(Path.of(matcher.group(1).replace("${user.home}", home.toString())))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The jar of exactly that version, if it is here. */
    public Optional<Path> find(Artifact artifact) {
        return repositories.stream()
                .map(artifact::in)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
