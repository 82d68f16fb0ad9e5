/** Takes the folder named on the command line, says so, and holds it until it is killed. */
import { acquireFolderLock } from '#libs/sqlite';

acquireFolderLock(process.argv[2] ?? '');
process.stdout.write('held\n');
setInterval(() => undefined, 60_000);
