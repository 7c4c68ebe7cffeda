package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.ByteSizeText;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Mount;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Mount.Kind;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code volumes}, both syntaxes, and {@code tmpfs}. What is mounted last at a place is what counts. */
final class MountsReader {
    /** Speaks of Docker Desktop's sharing of files, and is ignored elsewhere (Compose specification, "volumes"). */
    private static final Set<String> WITHOUT_EFFECT = Set.of("rw", "consistent", "cached", "delegated");

    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:\\\\");
    private static final Set<String> SELINUX = Set.of("z", "Z");
    private static final String SELINUX_NOTE = "volumes get no SELinux label (`z`, `Z`)";
    private static final Set<String> KEYS =
            Set.of("type", "source", "target", "read_only", "consistency", "bind", "volume", "tmpfs");

    private final ContainerScope scope;
    private final TopLevel top;
    private final Map<String, Mount> mounts = new LinkedHashMap<>();

    MountsReader(ContainerScope scope, TopLevel top) {
        this.scope = scope;
        this.top = top;
    }

    List<Mount> read(Optional<YamlNode> volumes, Optional<YamlNode> tmpfs) {
        volumes.ifPresent(node -> node.fold(
                this::malformed,
                list -> {
                    list.items().forEach(item -> item.fold(this::shortForm, this::malformed, this::longForm));
                    return true;
                },
                this::malformed));
        tmpfs.ifPresent(node -> scope.scalars(node, "tmpfs").forEach(this::tmpfs));
        return new ArrayList<>(mounts.values());
    }

    private boolean malformed(YamlNode node) {
        scope.problems().add(scope.what("volumes") + " must be a list of volumes, not " + node.kind(), node.origin());
        return false;
    }

    /** {@code [SOURCE:]TARGET[:MODE]}; a source that looks like a path is one. */
    private boolean shortForm(YamlScalar scalar) {
        String[] parts = scalar.text().split(":", -1);
        if (parts.length > 3 || List.of(parts).contains("")) {
            scope.malformed("volumes", "volumes such as `./data:/data:ro`", scalar.text(), scalar.origin());
            return false;
        }
        String source = parts.length == 1 ? "" : parts[0];
        String target = parts.length == 1 ? parts[0] : parts[1];
        boolean readOnly = parts.length == 3 && options(parts[2], scalar.origin());
        if (isPath(source)) {
            scope.path(source, scalar.origin())
                    .ifPresent(
                            path -> add(new Mount(Kind.BIND, path.toString(), target, readOnly, ""), scalar.origin()));
        } else {
            volume(source, target, readOnly, scalar.origin());
        }
        return true;
    }

    private static boolean isPath(String source) {
        return source.startsWith(".") || source.startsWith("/") || source.startsWith("~");
    }

    /** Whether it is read-only. */
    private boolean options(String text, Origin origin) {
        boolean readOnly = false;
        for (String option : text.split(",", -1)) {
            if (option.equals("ro")) {
                readOnly = true;
            } else if (SELINUX.contains(option)) {
                scope.note(SELINUX_NOTE);
            } else if (!WITHOUT_EFFECT.contains(option)) {
                scope.refuse("volumes: " + option, origin);
            }
        }
        return readOnly;
    }

    private boolean longForm(YamlMap map) {
        scope.only(map, "volumes", KEYS);
        MapReader reader = scope.reader(map, "volumes");
        String type = reader.text("type").orElse("");
        String target = reader.text("target").orElse("");
        boolean readOnly = scope.flag(reader, "read_only");
        Optional<YamlScalar> source = reader.scalars("source").stream().findFirst();
        if (target.isEmpty()) {
            scope.problems().add(scope.what("volumes") + " needs `target`", map.origin());
            return false;
        }
        switch (type) {
            case "bind" -> bind(reader, source, target, readOnly);
            case "volume" -> {
                reader.map("volume").ifPresent(options -> scope.only(options, "volumes.volume", Set.of()));
                volume(source.map(YamlScalar::text).orElse(""), target, readOnly, reader.originOf("source"));
            }
            case "tmpfs" -> add(new Mount(Kind.TMPFS, "", target, readOnly, tmpfsOptions(reader)), map.origin());
            case "npipe", "cluster", "image" -> scope.refuse("volumes.type: " + type, reader.originOf("type"));
            default -> scope.malformed("volumes.type", "`bind`, `volume` or `tmpfs`", type, reader.originOf("type"));
        }
        return true;
    }

    private void bind(MapReader reader, Optional<YamlScalar> source, String target, boolean readOnly) {
        Optional<YamlMap> options = reader.map("bind");
        options.ifPresent(map -> {
            scope.only(map, "volumes.bind", Set.of("create_host_path", "selinux"));
            if (map.get("selinux").isPresent()) {
                scope.note(SELINUX_NOTE);
            }
        });
        if (source.isEmpty()) {
            scope.problems().add(scope.what("volumes") + " needs `source`", reader.origin());
        }
        boolean mustExist = options.map(map -> scope.reader(map, "volumes.bind"))
                .flatMap(bind -> bind.flag("create_host_path"))
                .filter(create -> !create)
                .isPresent();
        source.flatMap(scope::path).ifPresent(path -> {
            if (mustExist && !Files.exists(path)) {
                scope.refuse(
                        "a mount of `" + path + "`, which does not exist",
                        Problem.of(
                                scope.what("volumes") + " mounts `" + path + "`, which does not exist",
                                reader.originOf("source")));
            }
            add(new Mount(Kind.BIND, path.toString(), target, readOnly, ""), reader.origin());
        });
    }

    private void volume(String name, String target, boolean readOnly, Origin origin) {
        if (!name.isEmpty()) {
            top.useVolume(name, origin, scope);
        }
        add(new Mount(Kind.VOLUME, name, target, readOnly, ""), origin);
    }

    private String tmpfsOptions(MapReader reader) {
        Optional<YamlMap> map = reader.map("tmpfs");
        map.ifPresent(options -> scope.only(options, "volumes.tmpfs", Set.of("size", "mode")));
        List<String> options = new ArrayList<>();
        map.map(it -> scope.reader(it, "volumes.tmpfs")).ifPresent(tmpfs -> {
            tmpfs.scalars("size").stream().findFirst().ifPresent(size -> {
                OptionalLong bytes = ByteSizeText.parse(size.text());
                if (bytes.isEmpty()) {
                    scope.malformed("volumes.tmpfs.size", ByteSizeText.EXPECTED, size.text(), size.origin());
                } else {
                    options.add("size=" + bytes.getAsLong());
                }
            });
            tmpfs.scalars("mode").stream().findFirst().ifPresent(mode -> options.add("mode=" + octal(mode)));
        });
        return String.join(",", options);
    }

    /** A mode without quotes is a number, which the mount option wants in octal digits. */
    private static String octal(YamlScalar mode) {
        try {
            return mode.plain() ? Long.toString(Long.parseLong(PlainText.of(mode)), 8) : mode.text();
        } catch (NumberFormatException noNumber) {
            return mode.text().toLowerCase(Locale.ROOT);
        }
    }

    private void tmpfs(YamlScalar scalar) {
        int colon = scalar.text().indexOf(':');
        String target = colon < 0 ? scalar.text() : scalar.text().substring(0, colon);
        String options = colon < 0 ? "" : scalar.text().substring(colon + 1);
        add(new Mount(Kind.TMPFS, "", target, false, options), scalar.origin());
    }

    private void add(Mount mount, Origin origin) {
        if (WINDOWS.matcher(mount.target()).lookingAt()) {
            scope.refuse("volumes: " + mount.target(), origin);
            return;
        }
        if (!mount.target().startsWith("/")) {
            scope.problems()
                    .add(
                            scope.what("volumes") + " has a target that is no absolute path: `" + mount.target() + "`",
                            origin);
            return;
        }
        String target = mount.target().replaceFirst("(?<=.)/+$", "");
        mounts.remove(target);
        mounts.put(target, new Mount(mount.kind(), mount.source(), target, mount.readOnly(), mount.options()));
    }
}
