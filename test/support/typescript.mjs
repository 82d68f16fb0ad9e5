/**
 * `node --import <this file> some.ts` runs the sources themselves in a child process, as jest does in its own: for specs that kill a process or need a second one.
 * Resolves `#libs/<room>` to the room's door and `./x.js` to `./x.ts`; compiles with swc, without a check of types.
 */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
