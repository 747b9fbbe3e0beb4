package dev.weir.files;

import dev.weir.operation.FailureException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What went wrong with a file, in words: the JDK says of a missing file its name and no more. */
public final class FileFailure {

    private FileFailure() {}

    /** It cannot be read; {@code help} is the next step where it is missing. */
    public static FailureException reading(Path file, String help, IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return new FailureException("there is no file " + name(file) + help, failed);
        }
        if (Files.isDirectory(file)) {
            return new FailureException(name(file) + " is a folder, expected a file", failed);
        }
        return new FailureException(name(file) + " cannot be read: " + reason(failed), failed);
    }

    /** It cannot be written. */
    public static FailureException writing(Path file, IOException failed) {
        String reason = failed instanceof NoSuchFileException
                ? "its folder does not exist; help: make that first"
                : reason(failed);
        return new FailureException(name(file) + " cannot be written: " + reason, failed);
    }

    /** The folder cannot be made. */
    public static FailureException making(Path folder, IOException failed) {
        String reason = failed instanceof FileAlreadyExistsException ? "there is a file of that name" : reason(failed);
        return new FailureException("the folder " + name(folder) + " cannot be made: " + reason, failed);
    }

    /** Why, without the name that is said already. */
    public static String reason(Exception failed) {
        if (failed instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failed instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (failed instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }

    static String name(Path file) {
        return "`" + file + "`";
    }
}
