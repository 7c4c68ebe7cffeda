package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.YamlScalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The text that a container sees for a value that is no text in YAML: Compose reads numbers as numbers and writes them
 * anew, so that {@code VERSION: 3.10} without quotes arrives as {@code 3.1} and {@code 010} as {@code 8}. A file that
 * means the text writes quotes.
 */
final class PlainText {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7_]+");
    private static final Pattern HEX = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?");
    private static final int WHOLE_DIGITS = 21;

    private PlainText() {}

    static String of(YamlScalar scalar) {
        return scalar.plain() ? of(scalar.text()) : scalar.text();
    }

    private static String of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) {
            return lower;
        }
        if (DECIMAL.matcher(text).matches()) {
            return whole(text, 10, text);
        }
        if (OCTAL.matcher(text).matches()) {
            return whole(text.replaceFirst("0o?", ""), 8, text);
        }
        if (HEX.matcher(text).matches()) {
            return whole(text.replaceFirst("0x", ""), 16, text);
        }
        return FLOAT.matcher(text).matches() ? number(text) : text;
    }

    private static String whole(String digits, int radix, String written) {
        String bare = digits.replace("_", "");
        boolean none = bare.isEmpty() || bare.equals("-") || bare.equals("+");
        return none ? written : new BigInteger(bare, radix).toString();
    }

    /** Go's {@code %v} of a float: the fewest digits that mean the same number, an exponent only from 1e21 on. */
    private static String number(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            return text;
        }
        BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        boolean plain = value == 0 || (exponent >= -4 && exponent < WHOLE_DIGITS);
        return plain ? (value == 0 ? "0" : shortest.toPlainString()) : scientific(shortest, exponent);
    }

    private static String scientific(BigDecimal shortest, int exponent) {
        String mantissa = shortest.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
