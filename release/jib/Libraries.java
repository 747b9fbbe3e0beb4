import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds what the programs and libraries of a folder link to outside of it, in the root folder of a Linux for the same processor, which
 * may be another one than this machine's: {@code Libraries.java ROOT FOLDER [NAME...]} prints a line for each file, where it lies and
 * where a program looks for it, with a tab between. NAMEs are libraries that are taken where they are there, though nothing links to
 * them.
 *
 * <p>It reads the files (ELF of 64 bits, little-endian) and runs nothing of them, as ldd does.
 */
public final class Libraries {

    private static final int HEADER = 0x40;
    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;
    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;

    private static final Map<Integer, String> MACHINES = Map.of(62, "x86_64-linux-gnu", 183, "aarch64-linux-gnu");

    private final Path root;
    private final Set<String> machines = new HashSet<>();
    private final Map<String, String> found = new TreeMap<>();
    private final Deque<String[]> wanted = new ArrayDeque<>();

    private Libraries(Path root) {
        this.root = root;
    }

    public static void main(String[] arguments) {
        try {
            list(arguments);
        } catch (IOException wrong) {
            System.err.println("release/image: " + wrong.getMessage());
            System.exit(1);
        }
    }

    private static void list(String[] arguments) throws IOException {
        Libraries libraries = new Libraries(Path.of(arguments[0]));
        Path folder = Path.of(arguments[1]);
        Set<String> own = new HashSet<>();
        List<Path> files;
        try (Stream<Path> walked = Files.walk(folder)) {
            files = walked.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            own.add(file.getFileName().toString());
            libraries.read(file);
        }
        for (String name : List.of(arguments).subList(2, arguments.length)) {
            libraries.place(name).ifPresent(place -> libraries.wanted.add(new String[] {name, ""}));
        }
        libraries.follow(own);
        libraries.found.forEach((place, file) -> System.out.println(file + "\t" + place));
    }

    private void follow(Set<String> own) throws IOException {
        Set<String> known = new HashSet<>(own);
        found.keySet().forEach(place -> known.add(place.substring(place.lastIndexOf('/') + 1)));
        while (!wanted.isEmpty()) {
            String[] next = wanted.remove();
            if (known.add(next[0])) {
                String place = place(next[0])
                        .orElseThrow(() -> new IOException(next[0] + ", which " + next[1] + " needs, is not in " + root
                                + "; help: unpack the package that has it there"));
                found.put(place, root.resolve(place.substring(1)).toString());
                read(root.resolve(place.substring(1)));
            }
        }
    }

    /** Where in the root a library of this name lies, in the order in which a program looks. */
    private Optional<String> place(String name) {
        List<String> folders = new ArrayList<>();
        for (String machine : machines) {
            folders.add("/lib/" + machine + "/");
            folders.add("/usr/lib/" + machine + "/");
        }
        folders.addAll(List.of("/lib64/", "/usr/lib64/", "/lib/", "/usr/lib/"));
        return folders.stream()
                .map(folder -> folder + name)
                .filter(place -> Files.exists(root.resolve(place.substring(1))))
                .findFirst();
    }

    private void read(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(HEADER);
        }
        if (start.length < HEADER || ByteBuffer.wrap(start).getInt() != 0x7f454c46) {
            return;
        }
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        String machine = MACHINES.get((int) elf.getShort(18));
        if (elf.get(4) != 2 || elf.get(5) != 1 || machine == null) {
            throw new IOException(file + " is for no processor that weir is released for");
        }
        machines.add(machine);
        if (machines.size() > 1) {
            throw new IOException(file + " is for another processor than other files: " + machines);
        }
        Map<Integer, List<long[]>> segments = new HashMap<>();
        for (int i = 0; i < elf.getShort(56); i++) {
            int at = Math.toIntExact(elf.getLong(32)) + i * elf.getShort(54);
            segments.computeIfAbsent(elf.getInt(at), type -> new ArrayList<>())
                    .add(new long[] {elf.getLong(at + 8), elf.getLong(at + 16), elf.getLong(at + 32)});
        }
        for (long[] segment : segments.getOrDefault(PT_INTERP, List.of())) {
            loader(text(elf, segment[0]));
        }
        for (long[] segment : segments.getOrDefault(PT_DYNAMIC, List.of())) {
            dynamic(elf, file, segment, segments.getOrDefault(PT_LOAD, List.of()));
        }
    }

    /** The program that loads others stands where they say; in another root a link to it may lead out of there. */
    private void loader(String place) throws IOException {
        String name = place.substring(place.lastIndexOf('/') + 1);
        String lies = place(name)
                .orElseThrow(() -> new IOException(place + " is not in " + root + "; help: unpack libc6 there"));
        found.put(place, root.resolve(lies.substring(1)).toString());
    }

    private void dynamic(ByteBuffer elf, Path file, long[] segment, List<long[]> loaded) {
        List<Long> names = new ArrayList<>();
        long strings = 0;
        for (int at = (int) segment[0]; at < segment[0] + segment[2]; at += 16) {
            long tag = elf.getLong(at);
            if (tag == DT_NEEDED) {
                names.add(elf.getLong(at + 8));
            } else if (tag == DT_STRTAB) {
                strings = elf.getLong(at + 8);
            }
        }
        for (long[] part : loaded) {
            if (part[1] <= strings && strings < part[1] + part[2]) {
                long table = strings - part[1] + part[0];
                names.forEach(name -> wanted.add(new String[] {text(elf, table + name), file.toString()}));
            }
        }
    }

    private static String text(ByteBuffer elf, long from) {
        int end = (int) from;
        while (elf.get(end) != 0) {
            end++;
        }
        return new String(elf.array(), (int) from, end - (int) from, StandardCharsets.UTF_8);
    }
}
