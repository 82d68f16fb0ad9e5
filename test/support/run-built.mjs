/** `node run-built.mjs some.ts …`: runs a program of the house, bundled the first time that its sources are run, in this very process. */
import { pathToFileURL } from 'node:url';
import { built } from './built-programs.mjs';

const [node, , source, ...args] = process.argv;
process.argv = [node, source, ...args];
await import(pathToFileURL(await built(source, process.env.PARKLEDGER_BUILT_PROGRAMS)).href);
