import { heldHead } from './backup/held-heads.js';
import { parseEpochCommand, USAGE } from './epoch/command-line.js';
import { epochInWords, openEpochOn } from './epoch/open-epoch-on.js';
import { placesOf } from './places.js';
import { EXIT, runProgram, type Terminal } from './program.js';

async function run(args: readonly string[], { progress, signal }: Terminal): Promise<number | undefined> {
  const command = parseEpochCommand(args);
  if (command === undefined) return undefined;
  const { on, grounds, restoredTo, keys, evidence } = command;
  const places = placesOf(on, process.env, { keys, evidence });
  const held = await Promise.all(command.held.map(heldHead));
  const opened = await openEpochOn({ on, places, grounds, held, restoredTo, progress: progress.show, signal });
  progress.end();
  for (const epoch of opened) console.log(epochInWords(epoch));
  return EXIT.done;
}

await runProgram(USAGE, run);
