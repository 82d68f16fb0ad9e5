import { fsckProgram } from './fsck/program.js';
import { runProgram } from './program.js';

await runProgram(fsckProgram);
