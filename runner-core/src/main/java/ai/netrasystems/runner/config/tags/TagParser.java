package ai.netrasystems.runner.config.tags;

import ai.netrasystems.runner.config.tags.TagSyntax.And;
import ai.netrasystems.runner.config.tags.TagSyntax.Any;
import ai.netrasystems.runner.config.tags.TagSyntax.Named;
import ai.netrasystems.runner.config.tags.TagSyntax.None;
import ai.netrasystems.runner.config.tags.TagSyntax.Not;
import ai.netrasystems.runner.config.tags.TagSyntax.Or;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recursive descent over the tokens of one expression. One use, one thread. */
final class TagParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*((?:any|none)\\(\\)|[()!|&]|[^()!|&\\s]+)", Pattern.CASE_INSENSITIVE);

    private record Token(String text, int column) {}

    /** Leaves the descent at the first error; never leaves this class. */
    private static final class Unreadable extends RuntimeException {
        final int column;

        Unreadable(String message, int column) {
            super(message, null, false, false);
            this.column = column;
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }

    private final String expression;
    private final Origin where;
    private final int maxDepth;
    private List<Token> tokens = List.of();
    private int at;

    TagParser(String expression, Origin where, int maxDepth) {
        this.expression = expression;
        this.where = where;
        this.maxDepth = maxDepth;
    }

    Checked<TagSyntax> parse() {
        try {
            tokens = tokens();
            if (tokens.isEmpty()) {
                throw new Unreadable("it is empty", 1);
            }
            TagSyntax parsed = or(0);
            if (at < tokens.size()) {
                Token extra = tokens.get(at);
                throw new Unreadable(
                        extra.text.equals(")")
                                ? "`)` closes nothing"
                                : "expected `&` or `|` before `" + extra.text + "`",
                        extra.column);
            }
            return Checked.valid(parsed);
        } catch (Unreadable unreadable) {
            return Checked.invalid(Problem.of(
                    "tag expression `" + expression + "`, column " + unreadable.column + ": " + unreadable.text(),
                    where,
                    "JUnit's operators are `!`, `&`, `|` and parentheses, for example `(smoke | unit) & !slow`"));
        }
    }

    private List<Token> tokens() {
        List<Token> found = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            found.add(new Token(token.group(1), token.start(1) + 1));
        }
        return found;
    }

    private TagSyntax or(int depth) {
        List<TagSyntax> parts = new ArrayList<>();
        do {
            parts.add(and(depth));
        } while (take("|"));
        return parts.size() == 1 ? parts.get(0) : new Or(parts);
    }

    private TagSyntax and(int depth) {
        List<TagSyntax> parts = new ArrayList<>();
        do {
            parts.add(unary(depth));
        } while (take("&"));
        return parts.size() == 1 ? parts.get(0) : new And(parts);
    }

    private TagSyntax unary(int depth) {
        if (at >= tokens.size()) {
            throw new Unreadable("a tag is missing at the end", expression.length() + 1);
        }
        Token token = tokens.get(at++);
        if (depth > maxDepth) {
            throw new Unreadable("it is nested deeper than " + maxDepth + " levels", token.column);
        }
        return switch (token.text.toLowerCase(Locale.ROOT)) {
            case "!" -> new Not(unary(depth + 1));
            case "(" -> parenthesised(token, depth + 1);
            case "any()" -> new Any();
            case "none()" -> new None();
            case ")", "&", "|" -> throw new Unreadable("a tag is missing before `" + token.text + "`", token.column);
            default -> tag(token);
        };
    }

    private TagSyntax parenthesised(Token open, int depth) {
        TagSyntax inner = or(depth);
        if (!take(")")) {
            throw new Unreadable("`(` is never closed", open.column);
        }
        return inner;
    }

    /** The reserved characters of the JUnit User Guide, "Syntax Rules for Tags"; the others are tokens. */
    private static TagSyntax tag(Token token) {
        if (token.text.indexOf(',') >= 0) {
            throw new Unreadable("a tag has no `,`", token.column + token.text.indexOf(','));
        }
        for (int i = 0; i < token.text.length(); i++) {
            if (Character.isISOControl(token.text.charAt(i))) {
                throw new Unreadable("a tag has no control character", token.column + i);
            }
        }
        return new Named(token.text);
    }

    private boolean take(String operator) {
        if (at < tokens.size() && tokens.get(at).text.equals(operator)) {
            at++;
            return true;
        }
        return false;
    }
}
