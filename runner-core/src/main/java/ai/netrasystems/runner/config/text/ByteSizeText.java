package ai.netrasystems.runner.config.text;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes in bytes as Compose has them, in our own files too: {@code 64m}, {@code 1.5gb}, {@code 512 KiB}, {@code 1048576}. The units are powers
 * of 1024 in whatever spelling, and a fraction of a byte is cut off.
 */
public final class ByteSizeText {
    /** What to write, for messages. */
    public static final String EXPECTED = "a size such as `64m` or `1.5gb`";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,19})?) ?([kmgtp]?)(?:i?b)?");
    private static final String UNITS = "kmgtp";

    private ByteSizeText() {}

    /** For people: {@code 812 bytes}, {@code 3.4 KiB}, {@code 48 MiB}; a digit behind the point only below 10. */
    public static String shown(long bytes) {
        int power = 0;
        double amount = bytes;
        while (amount >= 1024 && power < UNITS.length()) {
            amount /= 1024;
            power++;
        }
        if (power == 0) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        String digits = String.format(Locale.ROOT, amount < 9.95 ? "%.1f" : "%.0f", amount);
        return digits + " " + Character.toUpperCase(UNITS.charAt(power - 1)) + "iB";
    }

    /** The bytes; empty where the text is no size, or is larger than a long holds. */
    public static OptionalLong parse(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return OptionalLong.empty();
        }
        int power = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2)) + 1;
        BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(bytes.longValue());
    }
}
