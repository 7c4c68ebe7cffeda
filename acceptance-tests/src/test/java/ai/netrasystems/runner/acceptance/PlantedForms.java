package ai.netrasystems.runner.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What to look for to find a value again in every form in which {@code canary/CanaryFixtureTest.java} writes it, under
 * the form's name there. Of Base64 it is what is the same whatever stands before and after the value.
 */
final class PlantedForms {
    private static final int SEXTET = 6;

    private PlantedForms() {}

    static Map<String, String> of(String value) {
        Map<String, String> forms = new LinkedHashMap<>();
        byte[] bytes = value.getBytes(UTF_8);
        forms.put("raw", value);
        for (int before = 0; before < 3; before++) {
            forms.put("base64-" + before, within(value, before, Base64.getEncoder()));
            forms.put("base64url-" + before, within(value, before, Base64.getUrlEncoder()));
        }
        forms.put("mime", forms.get("base64-0"));
        String url = percent(value, "[A-Za-z0-9.*_-]");
        forms.put("url", url);
        forms.put(
                "url-lower",
                Pattern.compile("%..")
                        .matcher(url)
                        .replaceAll(code -> code.group().toLowerCase(Locale.ROOT)));
        forms.put("percent", percent(value, "[]"));
        forms.put("hex", HexFormat.of().formatHex(bytes));
        forms.put("hex-upper", forms.get("hex").toUpperCase(Locale.ROOT));
        String json = value.replaceAll("([\\\\\"])", "\\\\$1");
        forms.put("json", json);
        forms.put("json-slash", json.replace("/", "\\/"));
        forms.put(
                "json-html",
                json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
        String xml = value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        forms.put("xml", xml.replace("'", "&apos;"));
        forms.put("html", xml.replace("'", "&#39;"));
        return forms;
    }

    private static String within(String value, int before, Base64.Encoder encoder) {
        String all = encoder.encodeToString(("-".repeat(before) + value).getBytes(UTF_8));
        int bits = Byte.SIZE * before;
        return all.substring((bits + SEXTET - 1) / SEXTET, (bits + Byte.SIZE * value.length()) / SEXTET);
    }

    private static String percent(String value, String kept) {
        StringBuilder all = new StringBuilder();
        value.chars().forEach(one -> {
            boolean stays = kept.length() > 2 && Character.toString(one).matches(kept);
            all.append(stays ? Character.toString(one) : String.format(Locale.ROOT, "%%%02X", one));
        });
        return all.toString();
    }
}
