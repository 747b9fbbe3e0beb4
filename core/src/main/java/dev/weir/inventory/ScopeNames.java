package dev.weir.inventory;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The account and Region that names tell: ARNs, Availability Zones, parts of paths. */
public final class ScopeNames {

    private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])");

    private static final Pattern REGION = Pattern.compile("(?<![0-9A-Za-z])"
            + "(?:us-gov|us-iso[a-z]?|eu-isoe|eusc-[a-z]{2}|af|ap|ca|cn|eu|il|me|mx|sa|us)"
            + "-(?:north|south|central)?(?:north|south|east|west|central)-?[0-9]{1,2}(?![0-9A-Za-z])");

    private ScopeNames() {}

    /**
     * What a part of a path inside of what the user gave says: {@code account=111122223333}, {@code groups-eu-west-1.json}.
     * A part that names two accounts, or two Regions, names none.
     */
    public static Scope ofPart(String name) {
        return new Scope(only(ACCOUNT, name), only(REGION, name));
    }

    /** What a folder above of what the user gave says: only if an account or a Region is its whole name. */
    public static Scope ofFolderAbove(String name) {
        return new Scope(account(name), isRegion(name) ? Optional.of(name) : Optional.empty());
    }

    private static Optional<String> only(Pattern pattern, String name) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(name);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    /** Whether the text is the name of a Region. */
    public static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }

    /** The Region of an Availability Zone or Local Zone ({@code eu-west-1a}, {@code us-west-2-lax-1a}). */
    public static Optional<String> regionOfZone(String zone) {
        int digit = 0;
        while (digit < zone.length() && !Character.isDigit(zone.charAt(digit))) {
            digit++;
        }
        while (digit < zone.length() && Character.isDigit(zone.charAt(digit))) {
            digit++;
        }
        String region = zone.substring(0, digit);
        return isRegion(region) ? Optional.of(region) : Optional.empty();
    }

    /** The account and Region of an ARN, as far as it names them. */
    public static Scope ofArn(String arn) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn")) {
            return Scope.UNKNOWN;
        }
        return new Scope(account(parts[4]), parts[3].isEmpty() ? Optional.empty() : Optional.of(parts[3]));
    }

    /** The text, if it is an account: {@code AWS} is none. */
    public static Optional<String> account(String text) {
        return text.length() == 12 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                ? Optional.of(text)
                : Optional.empty();
    }
}
