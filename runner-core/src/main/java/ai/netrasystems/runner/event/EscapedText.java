package ai.netrasystems.runner.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** How usual encoders write a text into URLs, JSON, Java's source, XML and HTML. Pure. */
final class EscapedText {
    private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");

    /** Forms of HTML; RFC 3986 section 2.3; what Python, {@code encodeURIComponent}, paths, {@code encodeURI} leave. */
    private static final List<String> LEFT_IN_URLS =
            List.of("-._*", "-._~", "-._~/", "-._~!'()*", "-._~!'()*:@&=+$,;/?", "-._~!'()*:@&=+$,;/?#");

    /** Nothing; what Go and others escape for HTML's sake in JSON; what Gson escapes. */
    private static final List<String> ESCAPED_FOR_HTML = List.of("", "<>&", "<>&='");

    private static final List<IntFunction<String>> BEYOND_ASCII_IN_JSON = List.of(
            Character::toString,
            unit -> String.format(Locale.ROOT, "\\u%04x", unit),
            unit -> String.format(Locale.ROOT, "\\u%04X", unit));

    private static final List<IntFunction<String>> BEYOND_ASCII_IN_XML = List.of(
            Character::toString,
            point -> "&#" + point + ";",
            point -> "&#x" + Integer.toHexString(point) + ";",
            point -> "&#x" + Integer.toHexString(point).toUpperCase(Locale.ROOT) + ";");

    private EscapedText() {}

    /** Every way. */
    static Set<String> of(String text) {
        Set<String> all = new LinkedHashSet<>();
        if (text.chars().allMatch(EscapedText::isNeverEscaped)) {
            return all; // most tokens, and most Base64
        }
        all.addAll(url(text));
        all.addAll(json(text));
        if (text.codePoints().anyMatch(EscapedText::isEscapedInXml)) {
            all.addAll(xml(text));
        }
        return all;
    }

    /** Also those bytes that need it not. */
    static List<String> percentEachByte(byte[] bytes) {
        StringBuilder all = new StringBuilder();
        for (byte one : bytes) {
            all.append(String.format(Locale.ROOT, "%%%02X", one));
        }
        return List.of(all.toString(), lowerCase(all.toString()));
    }

    private static boolean isNeverEscaped(int unit) {
        return (unit >= '0' && unit <= '9')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= 'a' && unit <= 'z')
                || "-._".indexOf(unit) >= 0;
    }

    private static List<String> url(String text) {
        List<String> all = new ArrayList<>();
        for (String left : LEFT_IN_URLS) {
            String upper = percent(text, left);
            for (String form : List.of(upper, upper.replace("%20", "+"))) {
                all.add(form);
                all.add(lowerCase(form));
            }
        }
        return all;
    }

    private static String percent(String text, String left) {
        StringBuilder all = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean stays = one > 0 && (Character.isLetterOrDigit(one) || left.indexOf(one) >= 0);
            all.append(stays ? Character.toString(one) : String.format(Locale.ROOT, "%%%02X", one));
        }
        return all.toString();
    }

    private static String lowerCase(String percentEncoded) {
        return PERCENT.matcher(percentEncoded).replaceAll(code -> code.group().toLowerCase(Locale.ROOT));
    }

    /** Java's string literals are among them, with either quote escaped. */
    private static Set<String> json(String text) {
        Set<String> all = new LinkedHashSet<>();
        for (IntFunction<String> beyond : BEYOND_ASCII_IN_JSON) {
            for (String forHtml : ESCAPED_FOR_HTML) {
                for (String bySlash : List.of("", "/", "'")) {
                    all.add(json(text, forHtml, bySlash, beyond));
                }
            }
        }
        return all;
    }

    private static String json(String text, String forHtml, String bySlash, IntFunction<String> beyond) {
        StringBuilder all = new StringBuilder();
        text.chars().forEach(unit -> {
            int control = "\b\t\n\f\r".indexOf(unit);
            if (unit == '"' || unit == '\\' || bySlash.indexOf(unit) >= 0) {
                all.append('\\').append((char) unit);
            } else if (control >= 0) {
                all.append('\\').append("btnfr".charAt(control));
            } else if (unit < ' ' || forHtml.indexOf(unit) >= 0) {
                all.append(String.format(Locale.ROOT, "\\u%04x", unit));
            } else {
                all.append(unit < 0x7f ? Character.toString(unit) : beyond.apply(unit));
            }
        });
        return all.toString();
    }

    private static boolean isEscapedInXml(int point) {
        return point >= 0x7f || "&<>\"'".indexOf(point) >= 0;
    }

    private static Set<String> xml(String text) {
        Set<String> all = new LinkedHashSet<>();
        for (String quote : List.of("\"", "&quot;", "&#34;", "&#x22;")) {
            for (String apostrophe : List.of("'", "&apos;", "&#39;", "&#x27;")) {
                for (String greater : List.of(">", "&gt;")) {
                    BEYOND_ASCII_IN_XML.forEach(beyond -> all.add(xml(text, quote, apostrophe, greater, beyond)));
                }
            }
        }
        for (IntFunction<String> numeric : BEYOND_ASCII_IN_XML.subList(1, BEYOND_ASCII_IN_XML.size())) {
            all.add(replaced(text, EscapedText::isEscapedInXml, numeric));
        }
        return all;
    }

    private static String xml(
            String text, String quote, String apostrophe, String greater, IntFunction<String> beyond) {
        return replaced(text, EscapedText::isEscapedInXml, point -> switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> greater;
            case '"' -> quote;
            case '\'' -> apostrophe;
            default -> beyond.apply(point);
        });
    }

    private static String replaced(String text, IntPredicate which, IntFunction<String> how) {
        StringBuilder all = new StringBuilder();
        text.codePoints()
                .forEach(point -> all.append(which.test(point) ? how.apply(point) : Character.toString(point)));
        return all.toString();
    }
}
