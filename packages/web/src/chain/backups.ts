// The files that reveal sealed seats, in a part of its own.

export { backupName, readBackup, writeBackup } from "pasar-client/signing";
