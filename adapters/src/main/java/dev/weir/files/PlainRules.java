package dev.weir.files;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The array {@code IpPermissions} or {@code IpPermissionsEgress} of a group in plain JSON: what {@link Permissions} reads out of
 * it, as long as nothing is wrong with it; what is wrong is {@link PlainJson.Odd}.
 */
final class PlainRules {

    private static final int PROTOCOL = 0;
    private static final int FROM_PORT = 1;
    private static final int TO_PORT = 2;
    private static final int FIRST_LIST = 3;
    private static final int DEEPEST = 20;
    private static final int NO_PORT = Integer.MIN_VALUE;
    private static final int RULE_BITS = 13;
    private static final int LIST_BITS = 14;
    private static final int FIRST_FEW = 64; // arrays that are not worth the tables in which others are looked up
    private static final Destinations.Kind[] LISTS = {
        Destinations.Kind.GROUP, Destinations.Kind.IPV4, Destinations.Kind.IPV6, Destinations.Kind.PREFIX_LIST
    };

    private final PlainJson json;
    private final RuleFields fields = new RuleFields();
    private final PlainJson.Names names = new PlainJson.Names(
            "IpProtocol", "FromPort", "ToPort", "UserIdGroupPairs", "IpRanges", "Ipv6Ranges", "PrefixListIds");
    private final PlainJson.Names[] entryNames = {
        new PlainJson.Names("GroupId", "Description", "UserId"),
        new PlainJson.Names("CidrIp", "Description"),
        new PlainJson.Names("CidrIpv6", "Description"),
        new PlainJson.Names("PrefixListId", "Description")
    };
    private final PlainTexts<String> protocols = new PlainTexts<>(6, text -> text);
    private final PlainTexts<Optional<String>> descriptions = new PlainTexts<>(10, Optional::of);
    private final PlainTexts<Optional<String>> accounts = new PlainTexts<>(8, Optional::of);
    private final List<PlainTexts<Destinations.Meaning>> meanings;
    private final long[] cidrKeys = new long[1 << RULE_BITS];
    private final @Nullable Destination[] cidrs = new @Nullable Destination[1 << RULE_BITS];
    private final SecurityGroupRule.@Nullable Known[] rules = new SecurityGroupRule.@Nullable Known[1 << RULE_BITS];
    private Destination[] pending = new Destination[16];
    private Object[] pendingDescriptions = new Object[16];
    private int count;
    private final List<SecurityGroupRule> read = new ArrayList<>();
    private final int[] ruleHashes = new int[1 << RULE_BITS];
    private final List<List<SecurityGroupRule>> lists = new ArrayList<>(Collections.nCopies(1 << LIST_BITS, List.of()));
    private final int[] listHashes = new int[1 << LIST_BITS];
    private int hash;
    private boolean privateLeftOut; // whether a rule to a private network was left out of what is being read
    private boolean blockKept; // whether a rule to some addresses, but not a whole family, was kept
    private int arrays;
    private final RecurringTexts<Came> kept = new RecurringTexts<>();
    private final RecurringTexts<Came> checked = new RecurringTexts<>();

    /** An array that came before: its rules, and how many lines it goes on. */
    private record Came(List<SecurityGroupRule> rules, long lines) {}

    PlainRules(PlainJson json) {
        this.json = json;
        Destinations destinations = new Destinations();
        List<PlainTexts<Destinations.Meaning>> byList = new ArrayList<>();
        for (Destinations.Kind kind : LISTS) {
            byList.add(new PlainTexts<>(11, text -> destinations.of(kind, text)));
        }
        meanings = byList;
    }

    /** Passes the array and gives its rules: for rules that came lately, the very list that was given then. */
    List<SecurityGroupRule> rules() {
        return rules(Use.KEPT);
    }

    /**
     * The same without rules to security groups and private networks, where findings say the same without them.
     *
     * <p>Such a rule opens nothing to the world. It could show only where private addresses beside public ones make one block, so
     * it is left out only where all other addresses are those of a whole family. What is left recurs in a fleet, however many
     * private networks it has.
     */
    List<SecurityGroupRule> outwardRules() {
        return rules(Use.OUTWARD);
    }

    private List<SecurityGroupRule> rules(Use use) {
        json.peek();
        if (arrays++ < FIRST_FEW) {
            return readRules(use);
        }
        int known = kept.find(json.bytes(), json.at(), json.end());
        if (known > 0) {
            json.pass(known, kept.value().lines());
            return kept.value().rules();
        }
        int from = json.at();
        long line = json.line();
        List<SecurityGroupRule> rules = readRules(use);
        kept.put(json.bytes(), from, json.at(), new Came(rules, json.line() - line));
        return rules;
    }

    private List<SecurityGroupRule> readRules(Use use) {
        int from = json.at();
        long line = json.line();
        readArray(use);
        if (privateLeftOut && blockKept) {
            json.back(from, line);
            readArray(Use.KEPT);
        }
        if (read.isEmpty()) {
            return List.of();
        }
        int mixed = hash * 0x9e3779b9;
        int slot = mixed >>> 32 - LIST_BITS;
        if (listHashes[slot] != mixed) {
            listHashes[slot] = mixed; // kept from the second time it comes
            return List.copyOf(read);
        }
        List<SecurityGroupRule> before = lists.get(slot);
        if (isRead(before)) {
            return before;
        }
        List<SecurityGroupRule> made = List.copyOf(read);
        lists.set(slot, made);
        return made;
    }

    private void readArray(Use use) {
        read.clear();
        hash = 0;
        privateLeftOut = false;
        blockKept = false;
        array(use);
    }

    @SuppressWarnings("ReferenceEquality") // rules that came lately are the same objects
    private boolean isRead(List<SecurityGroupRule> list) {
        if (list.size() != read.size()) {
            return false;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) != read.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Passes the array, which must be as readable as one that is kept. */
    void check() {
        json.peek();
        if (arrays++ < FIRST_FEW) {
            array(Use.CHECKED);
            return;
        }
        int known = checked.find(json.bytes(), json.at(), json.end());
        if (known > 0) {
            json.pass(known, checked.value().lines());
            return;
        }
        int from = json.at();
        long line = json.line();
        array(Use.CHECKED);
        checked.put(json.bytes(), from, json.at(), new Came(List.of(), json.line() - line));
    }

    private enum Use {
        KEPT,
        OUTWARD,
        CHECKED
    }

    private void array(Use use) {
        json.expect('[');
        if (json.passes(']')) {
            return;
        }
        do {
            permission(use);
        } while (json.hasNext(']'));
    }

    private void permission(Use use) {
        json.expect('{');
        count = 0;
        int seen = 0;
        String protocol = "";
        int from = NO_PORT;
        int to = NO_PORT;
        do {
            int name = json.name(names);
            if (name < 0) {
                json.value(DEEPEST);
                continue;
            }
            if ((seen & 1 << name) != 0) {
                throw PlainJson.Odd.ODD;
            }
            seen |= 1 << name;
            switch (name) {
                case PROTOCOL -> {
                    json.string();
                    protocol = protocols.of(json);
                }
                case FROM_PORT -> from = json.number();
                case TO_PORT -> to = json.number();
                default -> list(name - FIRST_LIST, use);
            }
        } while (json.hasNext('}'));
        if (seen >>> FIRST_LIST == 0) {
            throw PlainJson.Odd.ODD;
        }
        Service service = service(protocol, from, to);
        for (int i = 0; i < count; i++) {
            read.add(rule(service, i));
        }
    }

    private Service service(String protocol, int from, int to) {
        fields.clear();
        fields.protocol(protocol);
        if (from != NO_PORT) {
            fields.fromPort(from);
        }
        if (to != NO_PORT) {
            fields.toPort(to);
        }
        RuleFields.Meaning meaning = fields.meaning();
        if (meaning.problem().isPresent()) {
            throw PlainJson.Odd.ODD;
        }
        return meaning.service();
    }

    private void list(int list, Use use) {
        json.expect('[');
        if (json.passes(']')) {
            return;
        }
        do {
            entry(list, use);
        } while (json.hasNext(']'));
    }

    @SuppressWarnings("ReferenceEquality") // what stands for a rule that is left out is one object
    private void entry(int list, Use use) {
        json.expect('{');
        Destination destination = null;
        Optional<String> description = Optional.empty();
        Optional<String> account = Optional.empty();
        do {
            int name = json.name(entryNames[list]);
            if (name < 0) {
                json.value(DEEPEST);
                continue;
            }
            json.string();
            if (name == 0) {
                if (destination != null || json.textLength() == 0) {
                    throw PlainJson.Odd.ODD;
                }
                destination = LISTS[list] == Destinations.Kind.IPV4 ? ipv4(use) : destination(list, use);
            } else if (use != Use.CHECKED && destination != LEFT_OUT && json.textLength() > 0) {
                if (name == 1) {
                    description = descriptions.of(json);
                } else {
                    account = accounts.of(json);
                }
            }
        } while (json.hasNext('}'));
        if (destination == null) {
            throw PlainJson.Odd.ODD;
        }
        if (use != Use.CHECKED && destination != LEFT_OUT) {
            add(account.isPresent() ? new Destination.Group(destination.text(), account) : destination, description);
            blockKept |= destination instanceof Destination.Addresses addresses
                    && addresses.cidr().prefixLength() > 0;
        }
    }

    /** Stands for a destination whose rule is left out. */
    private static final Destination LEFT_OUT = new Destination.Group("", Optional.empty());

    private Destination destination(int list, Use use) {
        if (use != Use.KEPT && LISTS[list] == Destinations.Kind.GROUP) {
            return LEFT_OUT; // any text is an id
        }
        Optional<Destination> destination = meanings.get(list).of(json).destination();
        if (destination.isEmpty()) {
            throw PlainJson.Odd.ODD;
        }
        return destination.get();
    }

    /** Four numbers without leading zeros and a prefix length: what {@link Cidr#canonical} reads. */
    private Destination ipv4(Use use) {
        byte[] bytes = json.bytes();
        int at = json.textFrom();
        long address = 0;
        for (int part = 0; part < 5; part++) {
            int from = at;
            int number = 0;
            while (bytes[at] >= '0' && bytes[at] <= '9' && at - from < 3) {
                number = number * 10 + bytes[at++] - '0';
            }
            boolean wrong = at == from
                    || bytes[from] == '0' && at - from > 1
                    || number > (part < 4 ? 255 : 32)
                    || bytes[at] != (part < 3 ? '.' : part == 3 ? '/' : '"');
            if (wrong) {
                throw PlainJson.Odd.ODD;
            }
            address = address << 8 | number;
            at++;
        }
        if (use == Use.CHECKED) {
            return LEFT_OUT;
        }
        if (use == Use.OUTWARD && isPrivate((int) (address >>> 8), (int) (address & 0xff))) {
            privateLeftOut = true;
            return LEFT_OUT;
        }
        int slot = (int) (address * 0x9e3779b97f4a7c15L >>> 64 - RULE_BITS);
        Destination known = cidrs[slot];
        if (known != null && cidrKeys[slot] == address) {
            return known;
        }
        Destination made = Destination.of(Cidr.containing(IpAddress.ipv4(address >>> 8), (int) (address & 0xff)));
        if (cidrKeys[slot] == address) {
            cidrs[slot] = made; // kept from the second time it comes
        } else {
            cidrKeys[slot] = address;
            if (known != null) {
                cidrs[slot] = null;
            }
        }
        return made;
    }

    /** Whether the block lies in one of RFC 1918. */
    private static boolean isPrivate(int address, int prefixLength) {
        return address >>> 24 == 10 && prefixLength >= 8
                || address >>> 20 == (172 << 4 | 1) && prefixLength >= 12
                || address >>> 16 == (192 << 8 | 168) && prefixLength >= 16;
    }

    private void add(Destination destination, Optional<String> description) {
        if (count == pending.length) {
            pending = Arrays.copyOf(pending, count * 2);
            pendingDescriptions = Arrays.copyOf(pendingDescriptions, count * 2);
        }
        pending[count] = destination;
        pendingDescriptions[count] = description;
        count++;
    }

    @SuppressWarnings({"unchecked", "ReferenceEquality", "OptionalEquality"
    }) // only descriptions are stored; a rule that is equal is made anew
    private SecurityGroupRule rule(Service service, int index) {
        Destination destination = pending[index];
        Optional<String> description = (Optional<String>) pendingDescriptions[index];
        int mixed = (destination.hashCode() * 31 + service.hashCode()) * 31 + description.hashCode();
        mixed *= 0x9e3779b9;
        int slot = mixed >>> 32 - RULE_BITS;
        hash = hash * 31 + mixed;
        SecurityGroupRule.Known remembered = rules[slot];
        boolean same = remembered != null
                && remembered.service() == service
                && remembered.destination() == destination
                && remembered.description() == description;
        if (!same) {
            remembered = new SecurityGroupRule.Known(Optional.empty(), service, destination, description, Map.of());
            if (ruleHashes[slot] == mixed) {
                rules[slot] = remembered;
            }
            ruleHashes[slot] = mixed; // kept from the second time it comes
        }
        return remembered;
    }
}
