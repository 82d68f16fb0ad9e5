import { heldHead } from './backup/held-heads.js';
import { type EpochCommand, parseEpochCommand, USAGE } from './epoch/command-line.js';
import { epochInWords, openEpochOn } from './epoch/open-epoch-on.js';
import { placesOf } from './places.js';
import { EXIT, ordinary, runProgram, type Terminal } from './program.js';

async function work(command: EpochCommand, { progress, signal }: Terminal): Promise<number> {
  const { on, grounds, restoredTo, keys, evidence } = command;
  const places = placesOf(on, process.env, { keys, evidence });
  const held = await Promise.all(command.held.map(heldHead));
  const opened = await openEpochOn({ on, places, grounds, held, restoredTo, progress: progress.show, signal });
  progress.end();
  for (const epoch of opened) console.log(epochInWords(epoch));
  return EXIT.done;
}

await runProgram({ ...ordinary, usage: USAGE, parse: parseEpochCommand, work });
