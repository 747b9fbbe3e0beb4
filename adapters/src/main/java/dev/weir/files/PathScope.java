package dev.weir.files;

import dev.weir.inventory.Scope;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The account and Region that a path names: {@code 111122223333/eu-west-1/groups.json},
 * {@code account=111122223333/region=eu-west-1/…}, {@code groups-eu-west-1.json}.
 *
 * <p>The part nearest to the file wins; a part that names two accounts, or two Regions, names none. Above the folder that the
 * user gave, only folders whose whole name is an account or a Region count.
 */
final class PathScope {

    private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])");

    private static final Pattern REGION = Pattern.compile("(?<![0-9A-Za-z])"
            + "(?:us-gov|us-iso[a-z]?|eu-isoe|eusc-[a-z]{2}|af|ap|ca|cn|eu|il|me|mx|sa|us)"
            + "-(?:north|south|central)?(?:north|south|east|west|central)-?[0-9]{1,2}(?![0-9A-Za-z])");

    private PathScope() {}

    /**
     * What the path says.
     *
     * @param file the file
     * @param given how many of the last parts of the path lie in what the user gave, the file itself included
     */
    static Scope of(Path file, int given) {
        Path whole = file.toAbsolutePath().normalize();
        Optional<String> account = Optional.empty();
        Optional<String> region = Optional.empty();
        int parts = whole.getNameCount();
        for (int part = parts - 1; part >= 0 && (account.isEmpty() || region.isEmpty()); part--) {
            String name = whole.getName(part).toString();
            boolean inside = parts - part <= given;
            if (account.isEmpty()) {
                account = only(ACCOUNT, name, inside);
            }
            if (region.isEmpty()) {
                region = only(REGION, name, inside);
            }
        }
        return new Scope(account, region);
    }

    /** Whether the text is the name of a Region. */
    static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }

    /** The Region of an Availability Zone or Local Zone ({@code eu-west-1a}, {@code us-west-2-lax-1a}). */
    static Optional<String> regionOfZone(String zone) {
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
    static Scope ofArn(String arn) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn")) {
            return Scope.UNKNOWN;
        }
        return new Scope(account(parts[4]), parts[3].isEmpty() ? Optional.empty() : Optional.of(parts[3]));
    }

    /** The text, if it is an account: {@code AWS} is none. */
    static Optional<String> account(String text) {
        return text.length() == 12 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Optional<String> only(Pattern pattern, String name, boolean inside) {
        Matcher matcher = pattern.matcher(name);
        if (!inside) {
            return matcher.matches() ? Optional.of(name) : Optional.empty();
        }
        Set<String> found = new LinkedHashSet<>();
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }
}
