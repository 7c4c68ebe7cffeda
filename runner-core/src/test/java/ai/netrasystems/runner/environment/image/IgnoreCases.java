package ai.netrasystems.runner.environment.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ignore files whose effect is held against a real engine, and a tree in which each has one. */
final class IgnoreCases {
    private static final List<String> CASES = List.of(
            "",
            "# only a comment",
            " # a",
            "a",
            "/a",
            "./a",
            "a/",
            "a/.",
            "a//b",
            "a/../b",
            "../a",
            "/",
            ".",
            "*",
            "**",
            "*;!a",
            "**;!a/b/c.txt",
            "*;!a/b",
            "a;!a",
            "a;!a/b",
            "a;!a/b/c.txt",
            "a;!**/c.txt",
            "a;!a/*/c.txt",
            "a/**;!a/b/c.txt",
            "*/b",
            "*/*/c.txt",
            "**/c.txt",
            "**/b",
            "**c.txt",
            "a/**",
            "a**",
            "a/**/d.md",
            "**/*.md",
            "*.md;!README.md",
            "**/*.md;!**/README.md",
            "!README.md;*.md",
            "**/x?.log",
            "x?.log",
            "[ab]",
            "[^ab]*",
            "[!ab]",
            "x[0-1].log",
            "A",
            "\\a",
            "with\\ blank",
            "with blank",
            "\\[odd\\].txt",
            "[[]odd].txt",
            "a+b.txt",
            "a.b.txt",
            "a(1).txt",
            "we^ird",
            "Dockerfile",
            "Dockerfile;.dockerignore",
            "*;!Dockerfile",
            ".*",
            "**/.*",
            "  a  ",
            "! a;a",
            "b;b;!b/d.md;b/d.md",
            "c.txt;!a;!b",
            "**/c.txt;!a",
            "a/b;!a",
            "link",
            "loop",
            "empty",
            "a\r;b\r",
            "\uFEFFa",
            "ümlaut.txt",
            "[[:alpha:]]",
            "x\\d.log");

    private IgnoreCases() {}

    /** One a case: {@code ;} ends a line of the file. */
    static List<String> all() {
        return CASES;
    }

    static void tree(Path root) throws IOException {
        for (String file : List.of(
                "README.md",
                "c.txt",
                "x1.log",
                "x2.log",
                "a/b/c.txt",
                "a/b/d.md",
                "a/c.txt",
                "a/README.md",
                "a/b/e/f.txt",
                "b/c.txt",
                "b/d.md",
                "b/x1.log",
                "a+b.txt",
                "a.b.txt",
                "aXb.txt",
                "a(1).txt",
                "we^ird",
                "with blank",
                "[odd].txt",
                "# a",
                ".hidden",
                "a/.hidden",
                "ümlaut.txt",
                "\u00A0x")) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        Files.createDirectories(root.resolve("empty"));
        Files.createDirectories(root.resolve("a/empty"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("a/b"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    }
}
